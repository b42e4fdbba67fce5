import type { KeyObject } from "node:crypto";
import { randomBytes, sign } from "node:crypto";
import { derElement, derExtension, derInteger, derOid, derSequence, derTime } from "./der.js";

export interface RevocationListOptions {
  readonly thisUpdate?: Date;
  /** Default: an hour from now. `never`: the list has no such date. */
  readonly nextUpdate?: Date | "never";
  /** Number of additional entries for certificates that nobody holds. */
  readonly fillers?: number;
  /** Gives every entry a reason code. */
  readonly reasons?: boolean;
  /** DER: further extensions of the list. */
  readonly extensions?: readonly Uint8Array[];
  /** DER: further extensions of each entry. */
  readonly entryExtensions?: readonly Uint8Array[];
}

const HOUR = 3_600_000;
const [ECDSA_SHA256, RSA_SHA256] = [
  derSequence(derOid("1.2.840.10045.4.3.2")),
  derSequence(derOid("1.2.840.113549.1.1.11"), Buffer.of(0x05, 0x00)),
];
const KEY_COMPROMISE = derExtension("2.5.29.21", false, derElement(0x0a, Buffer.of(1)));

/**
 * Creates a revocation list in PEM (RFC 5280, 5) without a library, which would take minutes for a large one.
 * @param issuer DER of the authority's name
 * @param revoked serial numbers, hexadecimal
 */
export function revocationList(
  issuer: Uint8Array,
  key: KeyObject,
  revoked: readonly string[],
  options: RevocationListOptions = {},
): string {
  const { nextUpdate = new Date(Date.now() + HOUR), thisUpdate = new Date(Date.now() - HOUR) } = options;
  const date = derTime(new Date(Date.now() - HOUR));
  const extensions = [...(options.reasons === true ? [KEY_COMPROMISE] : []), ...(options.entryExtensions ?? [])];
  const rest = extensions.length === 0 ? [date] : [date, derSequence(...extensions)];
  const entries = Buffer.concat([
    ...revoked.map((serialNumber) => derSequence(derInteger(serialNumber), ...rest)),
    fillers(options.fillers ?? 0, rest),
  ]);
  const algorithm = key.asymmetricKeyType === "ec" ? ECDSA_SHA256 : RSA_SHA256;
  const list = derSequence(
    derInteger("01"),
    algorithm,
    issuer,
    derTime(thisUpdate),
    ...(nextUpdate === "never" ? [] : [derTime(nextUpdate)]),
    ...(entries.length === 0 ? [] : [derSequence(entries)]),
    ...(options.extensions === undefined ? [] : [derElement(0xa0, derSequence(...options.extensions))]),
  );
  const signature = derElement(0x03, Buffer.of(0), sign("sha256", list, key));
  const base64 = derSequence(list, algorithm, signature).toString("base64");
  return `-----BEGIN X509 CRL-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END X509 CRL-----\n`;
}

/**
 * Returns entries with random serial numbers of 16 octets. No certificate of the kit has a serial number with the same
 * first octet.
 */
function fillers(count: number, rest: readonly Uint8Array[]): Buffer {
  const entry = derSequence(derElement(0x02, Buffer.alloc(16, 0x7f)), ...rest);
  const random = randomBytes(count * 15);
  const entries = Buffer.alloc(count * entry.length);
  for (let index = 0; index < count; index++) {
    const at = index * entry.length;
    entry.copy(entries, at);
    random.copy(entries, at + entry.indexOf("0210", 0, "hex") + 3, index * 15, index * 15 + 15);
  }
  return entries;
}
