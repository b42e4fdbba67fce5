import { X509Certificate } from "node:crypto";
import { OperatorError } from "../logging/describe-error.js";
import type { RevocationLists } from "./revocation.js";

const PEM_CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const CLIENT_AUTH = new Set(["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"]);
const LONGEST_PATH = 8;

/** @throws OperatorError if the text holds no certificate or one cannot be read */
export function readCertificates(pem: string, what: string): X509Certificate[] {
  const written = pem.match(PEM_CERTIFICATE);
  if (written === null) throw new OperatorError(`${what} holds no certificate.`);
  return written.map((text) => {
    try {
      return new X509Certificate(text);
    } catch (cause) {
      throw new OperatorError(`${what} holds a certificate that cannot be read.`, { cause });
    }
  });
}

export interface Trust {
  readonly authorities: readonly X509Certificate[];
  readonly revocation: RevocationLists | undefined;
}

export type Refusal = "untrusted" | "not-valid-now" | "revoked" | "revocation-unknown" | "wrong-purpose";

/**
 * Judges a client certificate outside a handshake: one that a trusted proxy passed on, or that of a connection made before the
 * authorities or revocation lists changed. Follows RFC 5280, 6 as far as paths of this registry need: signatures, validity, the CA
 * flag, key purpose and revocation at each step up to a configured authority.
 */
export function judgeCertificate(
  leaf: X509Certificate,
  intermediates: readonly X509Certificate[],
  trust: Trust,
  now: number,
): Refusal | undefined {
  const purposes = leaf.keyUsage as readonly string[] | undefined;
  if (purposes !== undefined && purposes.length > 0 && !purposes.some((oid) => CLIENT_AUTH.has(oid))) {
    return "wrong-purpose";
  }
  return judgeStep(leaf, intermediates, trust, now, 0);
}

function judgeStep(
  certificate: X509Certificate,
  intermediates: readonly X509Certificate[],
  trust: Trust,
  now: number,
  depth: number,
): Refusal | undefined {
  if (Date.parse(certificate.validFrom) > now || Date.parse(certificate.validTo) < now) return "not-valid-now";
  let refusal: Refusal = "untrusted";
  for (const authority of trust.authorities) {
    if (!isIssuedBy(certificate, authority)) continue;
    const found = revocationOf(certificate, authority, trust, now) ?? validityOf(authority, now);
    if (found === undefined) return undefined;
    refusal = found;
  }
  if (depth === LONGEST_PATH) return refusal;
  for (const intermediate of intermediates) {
    if (intermediate.fingerprint256 === certificate.fingerprint256 || !isIssuedBy(certificate, intermediate)) continue;
    const found =
      revocationOf(certificate, intermediate, trust, now) ??
      judgeStep(intermediate, intermediates, trust, now, depth + 1);
    if (found === undefined) return undefined;
    refusal = found;
  }
  return refusal;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function validityOf(certificate: X509Certificate, now: number): Refusal | undefined {
  return Date.parse(certificate.validTo) < now ? "not-valid-now" : undefined;
}

function revocationOf(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { revocation }: Trust,
  now: number,
): Refusal | undefined {
  const status = revocation?.statusOf(certificate, issuer, now) ?? "good";
  return status === "good" ? undefined : status === "revoked" ? "revoked" : "revocation-unknown";
}
