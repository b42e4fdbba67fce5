import { constants, verify } from "node:crypto";
import type { VerifyKeyObjectInput, VerifyPublicKeyInput } from "node:crypto";
import { promisify } from "node:util";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { readExtension, readFullNames } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import type { DerElement } from "./der.js";
import {
  BIT_STRING,
  BOOLEAN,
  DerError,
  GENERALIZED_TIME,
  INTEGER,
  SEQUENCE,
  UTC_TIME,
  getContents,
  getEncoding,
  expectTag,
  readChildren,
  readElement,
  readInteger,
  readObjectIdentifier,
  readTime,
} from "./der.js";
import { canonicalName } from "./names.js";

/** A complete CRL of one issuer (RFC 5280, 5). Its signature has not been verified yet. */
export interface RevocationList {
  /** Canonical, like `Certificate.subject`. */
  readonly issuer: string;
  /** Epoch milliseconds. A list without `nextUpdate` does not expire. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly size: number;
  /** Returns whether the list covers this certificate according to its issuing distribution point. */
  covers(certificate: Certificate): boolean;
  names(serialNumber: Uint8Array): boolean;
  /** Takes about a millisecond per megabyte. */
  isSignedBy(issuer: Certificate): boolean;
  /** Like `isSignedBy`, but off the main thread. */
  isSignedByAsync(issuer: Certificate): Promise<boolean>;
}

/** Maximum time for work on the main thread between two turns of the event loop. */
const SLICE_MILLISECONDS = 3;
const ENTRIES_BETWEEN_LOOKS = 500;

/**
 * RFC 5280, 5.2 and 5.3. All of the following except the issuing distribution point may be ignored even if they are critical, because only
 * complete lists are used.
 */
const CRL_NUMBER = "2.5.29.20";
const AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
const ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
const REASON_CODE = "2.5.29.21";
const INVALIDITY_DATE = "2.5.29.24";

/**
 * Reads a list, yielding to other work between slices of some milliseconds.
 * @throws DerError if it cannot be read, or cannot be used to determine the status of certificates
 */
export async function readRevocationList(der: Uint8Array): Promise<RevocationList> {
  const [tbs, algorithm, signature] = readChildren(der, expectTag(readElement(der, 0), SEQUENCE));
  const { start, end } = expectTag(tbs, SEQUENCE);
  // Not `readChildren`: the revoked certificates are one element here, and are traversed below.
  const fields = readChildren(der, { tag: SEQUENCE, from: start, start, end });
  const [inner, issuer, thisUpdate, ...optional] = fields[0]?.tag === INTEGER ? fields.slice(1) : fields;
  const nextUpdate = optional.find(({ tag }) => tag === UTC_TIME || tag === GENERALIZED_TIME);
  const revoked = optional.find(({ tag }) => tag === SEQUENCE);
  const scope = readScope(
    der,
    optional.find(({ tag }) => tag === 0xa0),
  );
  const serialNumbers = await readEntries(der, revoked);
  const signed = getEncoding(der, expectTag(tbs, SEQUENCE));
  const { start: bits, end: bitsEnd } = expectTag(signature, BIT_STRING);
  if (der[bits] !== 0) throw new DerError("Its signature is not a whole number of octets.");
  const octets = der.subarray(bits + 1, bitsEnd);
  // RFC 5280, 5.1.1.2
  if (!isEqual(getEncoding(der, expectTag(inner, SEQUENCE)), getEncoding(der, expectTag(algorithm, SEQUENCE)))) {
    throw new DerError("It names two signature algorithms.");
  }
  const scheme = readSignatureScheme(der, expectTag(algorithm, SEQUENCE));
  return {
    issuer: canonicalName(getEncoding(der, expectTag(issuer, SEQUENCE))),
    thisUpdate: readTime(der, thisUpdate),
    nextUpdate: nextUpdate === undefined ? Infinity : readTime(der, nextUpdate),
    size: serialNumbers.size,
    covers: scope,
    names: (serialNumber) => serialNumbers.has(serialNumber),
    isSignedBy: ({ publicKey }) => {
      try {
        return verify(scheme.hash, signed, { key: publicKey, ...scheme.options }, octets);
      } catch {
        return false; // The key type does not match the signature.
      }
    },
    isSignedByAsync: ({ publicKey }) =>
      verifyAsync(scheme.hash, signed, { key: publicKey, ...scheme.options }, octets).catch(() => false),
  };
}

const verifyAsync = promisify<
  string | null,
  Uint8Array,
  VerifyKeyObjectInput | VerifyPublicKeyInput,
  Uint8Array,
  boolean
>(verify as never);

interface SignatureScheme {
  readonly hash: string | null;
  readonly options: { readonly padding?: number; readonly saltLength?: number };
}
/** SHA-1 and older algorithms are not accepted. */
const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  "1.2.840.113549.1.1.11": { hash: "sha256", options: {} },
  "1.2.840.113549.1.1.12": { hash: "sha384", options: {} },
  "1.2.840.113549.1.1.13": { hash: "sha512", options: {} },
  "1.2.840.10045.4.3.2": { hash: "sha256", options: {} },
  "1.2.840.10045.4.3.3": { hash: "sha384", options: {} },
  "1.2.840.10045.4.3.4": { hash: "sha512", options: {} },
  "1.3.101.112": { hash: null, options: {} },
  "1.3.101.113": { hash: null, options: {} },
};
const RSASSA_PSS = "1.2.840.113549.1.1.10";
const HASHES: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

function readSignatureScheme(der: Uint8Array, algorithm: DerElement): SignatureScheme {
  const [oid, parameters] = readChildren(der, algorithm);
  const name = readObjectIdentifier(der, oid);
  const scheme = name === RSASSA_PSS ? readPssScheme(der, parameters) : SCHEMES[name];
  if (scheme === undefined) throw new DerError(`It is signed with an algorithm (${name}) that is not accepted.`);
  return scheme;
}

/** RFC 4055, 3.1 */
function readPssScheme(der: Uint8Array, parameters: DerElement | undefined): SignatureScheme | undefined {
  const [hashAlgorithm] = readChildren(der, expectTag(parameters, SEQUENCE)).filter(({ tag }) => tag === 0xa0);
  if (hashAlgorithm === undefined) return undefined;
  const [identifier] = readChildren(der, hashAlgorithm);
  const hash = HASHES[readObjectIdentifier(der, readChildren(der, expectTag(identifier, SEQUENCE))[0])];
  if (hash === undefined) return undefined;
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants;
  return { hash, options: { padding, saltLength } };
}

/** RFC 5280, 5.2: a list with a critical extension that cannot be processed must not be used. */
function readScope(der: Uint8Array, wrapper: DerElement | undefined): (certificate: Certificate) => boolean {
  let covers = (_: Certificate): boolean => true;
  if (wrapper === undefined) return covers;
  for (const extension of readChildren(der, expectTag(readChildren(der, wrapper)[0], SEQUENCE))) {
    const { oid, critical, value } = readExtension(der, extension);
    if (oid === ISSUING_DISTRIBUTION_POINT) covers = readIssuingDistributionPoint(der, value);
    else if (critical && oid !== CRL_NUMBER && oid !== AUTHORITY_KEY_IDENTIFIER) {
      throw new DerError(`It has a critical extension (${oid}) that is not supported.`);
    }
  }
  return covers;
}

/** RFC 5280, 5.2.5 */
function readIssuingDistributionPoint(der: Uint8Array, value: DerElement): (certificate: Certificate) => boolean {
  const parts = new Map(readChildren(der, expectTag(value, SEQUENCE)).map((part) => [part.tag, part]));
  const flag = (tag: number): boolean => {
    const part = parts.get(tag);
    return part !== undefined && getContents(der, part)[0] !== 0;
  };
  if (parts.has(0x83) || parts.has(0xa3)) throw new DerError("It covers only some revocation reasons.");
  if (flag(0x84)) throw new DerError("It is an indirect list.");
  if (flag(0x85)) throw new DerError("It is a list of attribute certificates.");
  const point = parts.get(0xa0);
  const fullNames = readFullNames(der, point);
  if (point !== undefined && fullNames.length === 0) throw new DerError("Its distribution point has no full name.");
  const [usersOnly, authoritiesOnly] = [flag(0x81), flag(0x82)];
  return (certificate) =>
    !(certificate.isAuthority ? usersOnly : authoritiesOnly) &&
    (point === undefined ||
      certificate.distributionPoints.some((name) => fullNames.some((each) => Buffer.from(each).equals(name))));
}

/** Serial numbers in a hash table with open addressing. A slot takes four octets; the numbers themselves are read from the list. */
class SerialNumbers {
  /** Offset of each number in the list; 0 for a free slot. */
  readonly #slots: Uint32Array;
  #size = 0;

  /** @param octets total size of the entries. An entry has at least 20 octets, so the table is at most half full */
  constructor(
    readonly der: Uint8Array,
    octets: number,
  ) {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(octets / 10 + 2)));
  }

  get size(): number {
    return this.#size;
  }

  /** A number may occur twice. */
  add(element: DerElement): void {
    const slot = this.#slotOf(readInteger(this.der, element));
    if (this.#slots[slot] !== 0) return;
    this.#slots[slot] = element.from;
    this.#size++;
  }

  has(serialNumber: Uint8Array): boolean {
    return this.#slots[this.#slotOf(serialNumber)] !== 0;
  }

  #slotOf(serialNumber: Uint8Array): number {
    const mask = this.#slots.length - 1;
    let hash = 0x811c9dc5;
    for (const octet of serialNumber) hash = Math.imul(hash ^ octet, 0x01000193);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const at = this.#slots[slot] as number;
      if (at === 0 || isEqual(readInteger(this.der, readElement(this.der, at)), serialNumber)) return slot;
    }
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

async function readEntries(der: Uint8Array, revoked: DerElement | undefined): Promise<SerialNumbers> {
  const serialNumbers = new SerialNumbers(der, revoked === undefined ? 0 : revoked.end - revoked.start);
  if (revoked === undefined) return serialNumbers;
  let since = performance.now();
  let count = 0;
  for (let at = revoked.start; at < revoked.end;) {
    const entry = expectTag(readElement(der, at, revoked.end), SEQUENCE);
    const serialNumber = readElement(der, entry.start, entry.end);
    const date = readElement(der, serialNumber.end, entry.end);
    if (date.end < entry.end) requireKnownExtensions(der, readElement(der, date.end, entry.end));
    serialNumbers.add(expectTag(serialNumber, INTEGER));
    at = entry.end;
    if (++count % ENTRIES_BETWEEN_LOOKS === 0 && performance.now() - since > SLICE_MILLISECONDS) {
      await yieldToOthers();
      since = performance.now();
    }
  }
  return serialNumbers;
}

/** RFC 5280, 5.3: a list must not be used if one of its entries has a critical extension that cannot be processed. */
function requireKnownExtensions(der: Uint8Array, extensions: DerElement): void {
  for (let at = extensions.start; at < extensions.end;) {
    const extension = readElement(der, at, extensions.end);
    const oid = readElement(der, extension.start, extension.end);
    const flag = readElement(der, oid.end, extension.end);
    if (flag.tag === BOOLEAN && der[flag.start] !== 0) {
      const name = readObjectIdentifier(der, oid);
      if (name !== REASON_CODE && name !== INVALIDITY_DATE) {
        throw new DerError(`An entry has a critical extension (${name}) that is not supported.`);
      }
    }
    at = extension.end;
  }
}
