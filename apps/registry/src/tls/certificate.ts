import type { KeyObject } from "node:crypto";
import { X509Certificate } from "node:crypto";
import type { DerElement } from "./der.js";
import {
  BOOLEAN,
  DerError,
  INTEGER,
  OCTET_STRING,
  SEQUENCE,
  getContents,
  getEncoding,
  expectTag,
  readBits,
  readChildren,
  readElement,
  readInteger,
  readObjectIdentifier,
  readSmallInteger,
  readTime,
} from "./der.js";
import type { NameConstraints } from "./names.js";
import { canonicalName, readNameConstraints } from "./names.js";

/** Bits of the key usage extension (RFC 5280, 4.2.1.3), as returned by `readBits`. */
export const DIGITAL_SIGNATURE = 1 << 31;
export const KEY_AGREEMENT = 1 << 27;
export const KEY_CERT_SIGN = 1 << 26;
const CRL_SIGN = 1 << 25;

/** The parts of a certificate that path validation (RFC 5280, 6.1) uses. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo, DER: equal for equal keys. */
  readonly publicKeyInfo: string;
  readonly der: Uint8Array;
  /** SHA-256 of the DER form. */
  readonly fingerprint: string;
  /** Canonical forms: equal if RFC 5280, 7.1 treats the names as equal. */
  readonly subject: string;
  readonly issuer: string;
  /** Without leading zeros. */
  readonly serialNumber: Uint8Array;
  /** Epoch milliseconds; both are part of the validity period. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** True if basic constraints allow its key to sign certificates. A self-issued certificate of version 1 counts as a legacy root. */
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  readonly keyUsage: number | undefined;
  /** Object identifiers of the extended key usage. */
  readonly purposes: readonly string[] | undefined;
  /** The subject and the alternative names, as DER GeneralNames; see `names.ts`. */
  readonly subjectName: Uint8Array;
  readonly alternativeNames: readonly Uint8Array[];
  readonly nameConstraints: NameConstraints | undefined;
  /** Object identifiers of its certificate policies. */
  readonly policies: readonly string[];
  /** Number of further certificates after which a policy is required (RFC 5280, 4.2.1.11). */
  readonly explicitPolicyAfter: number | undefined;
  /** DER of the GeneralNames of its CRL distribution points. */
  readonly distributionPoints: readonly Uint8Array[];
  /** A critical extension that this registry cannot process: the certificate must be rejected (RFC 5280, 4.2). */
  readonly unknownCriticalExtension: string | undefined;
  /** True if key or signature is weaker than RFC 9325, 4.5 requires. */
  readonly isWeak: boolean;
}

/** A certificate without the extension does not restrict its key. */
export function mayUseKey({ keyUsage }: Pick<Certificate, "keyUsage">, usages: number): boolean {
  return keyUsage === undefined || (keyUsage & usages) !== 0;
}

/** Checks RFC 5280, 6.3.3 (f). */
export function maySignLists(issuer: Certificate): boolean {
  return mayUseKey(issuer, CRL_SIGN);
}

const LEAST_RSA_BITS = 2048;
const STRONG_CURVES = new Set(["prime256v1", "secp384r1", "secp521r1"]);
/** Signatures with MD2, MD5 or SHA-1. */
const WEAK_SIGNATURES = new Set([
  "1.2.840.113549.1.1.2",
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.10045.4.1",
  "1.2.840.10040.4.3",
]);

/** @throws Error if the bytes are not a certificate */
export function readCertificate(encoded: Uint8Array | string): Certificate {
  const x509 = new X509Certificate(encoded);
  const { publicKey, raw: der }: { publicKey: KeyObject; raw: Uint8Array } = x509;
  const [tbs, signature] = readChildren(der, expectTag(readElement(der, 0), SEQUENCE));
  const fields = readChildren(der, expectTag(tbs, SEQUENCE));
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, , issuer, validity, subject, publicKeyInfo] = versioned ? fields.slice(1) : fields;
  const [notBefore, notAfter] = readChildren(der, expectTag(validity, SEQUENCE));
  const subjectName = getEncoding(der, expectTag(subject, SEQUENCE));
  const issuerName = getEncoding(der, expectTag(issuer, SEQUENCE));
  const names = { subject: canonicalName(subjectName), issuer: canonicalName(issuerName) };
  const extensions = readExtensions(
    der,
    fields.find(({ tag }) => tag === 0xa3),
  );
  return {
    x509,
    publicKey,
    publicKeyInfo: Buffer.from(getEncoding(der, expectTag(publicKeyInfo, SEQUENCE))).toString("latin1"),
    der,
    fingerprint: x509.fingerprint256,
    ...names,
    serialNumber: readInteger(der, serial),
    notBefore: readTime(der, notBefore),
    notAfter: readTime(der, notAfter),
    subjectName,
    ...extensions,
    isAuthority: extensions.isAuthority || (!versioned && names.subject === names.issuer),
    isWeak:
      isWeakKey(publicKey) ||
      WEAK_SIGNATURES.has(readObjectIdentifier(der, readChildren(der, expectTag(signature, SEQUENCE))[0])),
  };
}

type Extensions = Pick<
  Certificate,
  | "isAuthority"
  | "pathLength"
  | "keyUsage"
  | "purposes"
  | "alternativeNames"
  | "nameConstraints"
  | "policies"
  | "explicitPolicyAfter"
  | "distributionPoints"
  | "unknownCriticalExtension"
>;
type Found = { -readonly [name in keyof Extensions]: Extensions[name] };

/** Readers of extensions, by object identifier. */
const READERS: Readonly<Record<string, (found: Found, der: Uint8Array, value: DerElement) => void>> = {
  "2.5.29.19": (found, der, value) => {
    const [first, second] = readChildren(der, expectTag(value, SEQUENCE));
    found.isAuthority = first?.tag === BOOLEAN && der[first.start] !== 0;
    const length = first?.tag === BOOLEAN ? second : first;
    if (length !== undefined) found.pathLength = readSmallInteger(der, length);
  },
  "2.5.29.15": (found, der, value) => (found.keyUsage = readBits(der, value)),
  "2.5.29.37": (found, der, value) => {
    found.purposes = readChildren(der, expectTag(value, SEQUENCE)).map((oid) => readObjectIdentifier(der, oid));
  },
  "2.5.29.17": (found, der, value) => {
    found.alternativeNames = readChildren(der, expectTag(value, SEQUENCE)).map((name) => getEncoding(der, name));
  },
  "2.5.29.30": (found, der, value) => (found.nameConstraints = readNameConstraints(der, expectTag(value, SEQUENCE))),
  "2.5.29.36": (found, der, value) => {
    const skip = readChildren(der, expectTag(value, SEQUENCE)).find(({ tag }) => tag === 0x80);
    if (skip !== undefined) found.explicitPolicyAfter = readSmallInteger(der, { ...skip, tag: INTEGER });
  },
  "2.5.29.31": (found, der, value) => {
    found.distributionPoints = readChildren(der, expectTag(value, SEQUENCE)).flatMap((point) =>
      readFullNames(
        der,
        readChildren(der, point).find(({ tag }) => tag === 0xa0),
      ),
    );
  },
  "2.5.29.32": (found, der, value) => {
    found.policies = readChildren(der, expectTag(value, SEQUENCE)).map((policy) =>
      readObjectIdentifier(der, readChildren(der, policy)[0]),
    );
  },
  // Policy mapping and inhibition matter only to applications that require a specific policy.
  "2.5.29.33": () => undefined,
  "2.5.29.54": () => undefined,
};

function readExtensions(der: Uint8Array, wrapper: DerElement | undefined): Extensions {
  const found: Found = {
    isAuthority: false,
    pathLength: undefined,
    keyUsage: undefined,
    purposes: undefined,
    alternativeNames: [],
    nameConstraints: undefined,
    policies: [],
    explicitPolicyAfter: undefined,
    distributionPoints: [],
    unknownCriticalExtension: undefined,
  };
  if (wrapper === undefined) return found;
  const seen = new Set<string>();
  for (const extension of readChildren(der, expectTag(readChildren(der, wrapper)[0], SEQUENCE))) {
    const { oid, critical, value } = readExtension(der, extension);
    if (seen.has(oid)) throw new DerError("An extension occurs twice.");
    seen.add(oid);
    const reader = READERS[oid];
    if (reader !== undefined) reader(found, der, value);
    else if (critical) found.unknownCriticalExtension ??= oid;
  }
  return found;
}

/** RFC 5280, 4.2. `value` is the content of the OCTET STRING. */
export function readExtension(
  der: Uint8Array,
  extension: DerElement,
): { readonly oid: string; readonly critical: boolean; readonly value: DerElement } {
  const parts = readChildren(der, expectTag(extension, SEQUENCE));
  const { start, end } = expectTag(parts.at(-1), OCTET_STRING);
  const flag = parts[1]?.tag === BOOLEAN ? getContents(der, parts[1])[0] : 0;
  return { oid: readObjectIdentifier(der, parts[0]), critical: flag !== 0, value: readElement(der, start, end) };
}

/** The `fullName` of a DistributionPointName (RFC 5280, 4.2.1.13), each GeneralName in DER. */
export function readFullNames(der: Uint8Array, distributionPointName: DerElement | undefined): Uint8Array[] {
  if (distributionPointName === undefined) return [];
  const fullName = readChildren(der, distributionPointName).find(({ tag }) => tag === 0xa0);
  return fullName === undefined ? [] : readChildren(der, fullName).map((name) => getEncoding(der, name));
}

/** RFC 8017, 3.1: odd, and at least 3. With 1, anyone with the certificate can sign. */
function isUsableExponent(exponent = 0n): boolean {
  return exponent >= 3n && exponent % 2n === 1n;
}

/** Returns whether the key is weaker than RFC 9325, 4.5 requires (RSA 2048, P-256), or is not a signature key. */
export function isWeakKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  switch (type) {
    case "rsa":
    case "rsa-pss":
      return (details?.modulusLength ?? 0) < LEAST_RSA_BITS || !isUsableExponent(details?.publicExponent);
    case "ec":
      return !STRONG_CURVES.has(details?.namedCurve ?? "");
    default:
      return type !== "ed25519" && type !== "ed448";
  }
}
