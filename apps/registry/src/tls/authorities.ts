import { OperatorError } from "../logging/describe-error.js";
import type { Certificate } from "./certificate.js";
import { readCertificate } from "./certificate.js";
import { decodePem } from "./pem.js";

/** The labels that OpenSSL accepts. */
const LABELS = ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"];

/**
 * Reads the certificates of a PEM file.
 * @param what names the file in messages
 * @param known reused instead of an identical certificate, so that its cached data is preserved
 * @throws OperatorError if it contains none, or one that cannot be read
 */
export async function readCertificates(
  pem: Buffer,
  what: string,
  known: readonly Certificate[] = [],
): Promise<Certificate[]> {
  const encoded = (await Promise.all(LABELS.map((label) => decodePem(pem, label)))).flat();
  if (encoded.length === 0) throw new OperatorError(`${what} contains no PEM certificate.`);
  return encoded.map((der) => {
    try {
      const read = readCertificate(der);
      return known.find(({ fingerprint }) => fingerprint === read.fingerprint) ?? read;
    } catch (cause) {
      throw new OperatorError(`${what} contains a certificate that cannot be read.`, { cause });
    }
  });
}
