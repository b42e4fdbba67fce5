import type { X509Certificate } from "node:crypto";
import { createHash } from "node:crypto";
import type { CertificateAllowList } from "../config/config.js";

/** The client certificate of a request. */
export interface ClientCertificate {
  /** SHA-256 of the DER form, base64url without padding (RFC 8705, 3.1). */
  readonly thumbprint: string;
  /** Distinguished name in the format of RFC 4514, most specific part first. */
  readonly subject: string;
  readonly der: Uint8Array;
}

export function describeCertificate(certificate: X509Certificate): ClientCertificate {
  return {
    thumbprint: createHash("sha256").update(certificate.raw).digest("base64url"),
    // Node writes one part per line, most general first.
    subject: (certificate.subject ?? "").split("\n").reverse().join(","),
    der: certificate.raw,
  };
}

/** Returns true if there is no list, or it contains the certificate. Tools print a subject in either direction, so both are accepted. */
export function isAllowed(certificate: ClientCertificate, allowList: CertificateAllowList | undefined): boolean {
  if (allowList === undefined || allowList.thumbprints.has(certificate.thumbprint)) return true;
  const subject = getParts(certificate.subject);
  const spellings = [subject.join(","), subject.reverse().join(",")];
  return allowList.subjects.some((allowed) => spellings.includes(getParts(allowed).join(",")));
}

function getParts(subject: string): string[] {
  return (
    subject
      .toLowerCase()
      .split(/(?<!\\),/)
      // eslint-disable-next-line regexp/no-super-linear-move -- a name within a certificate that was verified
      .map((part) => part.trim().replace(/\s*=\s*/, "="))
  );
}
