import "reflect-metadata";
import type { X509Certificate } from "node:crypto";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { OperatorError } from "../logging/describe-error.js";

/** Which certificates the authorities have revoked. */
export interface RevocationLists {
  /** `unknown`: no current list that is signed by the issuer. */
  statusOf(certificate: X509Certificate, issuer: X509Certificate, now: number): "good" | "revoked" | "unknown";
}

interface List {
  readonly serialNumbers: ReadonlySet<string>;
  readonly nextUpdate: number;
}

const PEM_CRL = /-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/g;

/**
 * Reads the CRLs of a PEM file (RFC 5280, 5) and checks each against the authority that signed it.
 * @throws OperatorError if it holds none or one cannot be read
 */
export async function readRevocationLists(
  pem: string,
  authorities: readonly X509Certificate[],
): Promise<RevocationLists> {
  const written = pem.match(PEM_CRL);
  if (written === null) throw new OperatorError("The file with the revocation lists holds no X509 CRL.");
  const lists = new Map<string, List[]>();
  for (const text of written) {
    const crl = parse(text);
    const list = {
      serialNumbers: new Set(crl.entries.map((entry) => canonicalSerial(entry.serialNumber))),
      nextUpdate: crl.nextUpdate?.getTime() ?? Infinity,
    };
    for (const authority of authorities) {
      if (await isSignedBy(crl, authority)) lists.set(idOf(authority), [...(lists.get(idOf(authority)) ?? []), list]);
    }
  }
  return {
    statusOf(certificate, issuer, now) {
      const known = lists.get(idOf(issuer)) ?? [];
      const serial = canonicalSerial(certificate.serialNumber);
      if (known.some((list) => list.serialNumbers.has(serial))) return "revoked";
      return known.some((list) => list.nextUpdate > now) ? "good" : "unknown";
    },
  };
}

function parse(pem: string): x509.X509Crl {
  try {
    return new x509.X509Crl(pem);
  } catch (cause) {
    throw new OperatorError("A revocation list cannot be read.", { cause });
  }
}

async function isSignedBy(crl: x509.X509Crl, authority: X509Certificate): Promise<boolean> {
  try {
    const certificate = new x509.X509Certificate(authority.raw);
    if (certificate.subject !== crl.issuer) return false;
    return await crl.verify(
      { publicKey: certificate.publicKey },
      webcrypto as unknown as Parameters<typeof crl.verify>[1],
    );
  } catch {
    return false;
  }
}

function idOf(authority: X509Certificate): string {
  return authority.fingerprint256;
}

function canonicalSerial(hex: string): string {
  return hex.toUpperCase().replace(/^0+(?=.)/, "");
}
