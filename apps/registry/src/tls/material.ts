import { readFile } from "node:fs/promises";
import type { SecureContextOptions } from "node:tls";
import { createSecureContext } from "node:tls";
import type { TlsConfig } from "../config/config.js";
import { OperatorError } from "../logging/describe-error.js";
import type { Trust } from "./trust.js";
import { readCertificates } from "./trust.js";

/** What the TLS files said at one moment: complete, consistent and usable. */
export interface TlsMaterial {
  /** Absent behind a trusted proxy that speaks plain HTTP. */
  readonly secureContext: SecureContextOptions | undefined;
  readonly trust: Trust;
  /** Changes when any of the files does. */
  readonly fingerprint: string;
}

/** TLS 1.3 suites, then those of TLS 1.2 with forward secrecy and authenticated encryption (RFC 9325, 4.2). */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

/** @throws OperatorError naming the file that cannot be used */
export async function readTlsMaterial(config: TlsConfig): Promise<TlsMaterial> {
  const [key, cert, ca, crl] = await Promise.all([
    text(config.keyFile, "The private key"),
    text(config.certFile, "The server certificate"),
    text(config.clientCaFile, "The file of client certificate authorities"),
    text(config.crlFile, "The file with the revocation lists"),
  ]);
  const authorities = readCertificates(ca ?? "", "The file of client certificate authorities");
  // The parser of revocation lists is large; most registries start without it.
  const revocation =
    crl === undefined ? undefined : await (await import("./revocation.js")).readRevocationLists(crl, authorities);
  const secureContext =
    key === undefined || cert === undefined
      ? undefined
      : { key, cert, ca, ...(crl === undefined ? {} : { crl }), ciphers: CIPHERS, minVersion: "TLSv1.2" as const };
  if (secureContext !== undefined) {
    try {
      createSecureContext(secureContext as SecureContextOptions);
    } catch (cause) {
      throw new OperatorError("Key, certificate, authorities and revocation lists do not make up a TLS server.", {
        cause,
      });
    }
  }
  return {
    secureContext: secureContext as SecureContextOptions | undefined,
    trust: { authorities, revocation },
    fingerprint: JSON.stringify([key, cert, ca, crl]),
  };
}

async function text(file: string | undefined, what: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new OperatorError(`${what} cannot be read.`, { cause });
  }
}
