import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";

/** Returns the certificates of a file. Errors name `option`. @throws Error with one sentence */
export async function readCertificates(file: string, option: string): Promise<string> {
  const text = await readText(file, option);
  try {
    if (new X509Certificate(text).subject !== undefined) return text;
  } catch {
    // The error is reported below.
  }
  throw new Error(`${option}: ${file} has no certificate in PEM.`);
}

/** Returns a client certificate and its key. @throws Error with one sentence */
export async function readIdentity(
  [certFile, certOption]: readonly [string, string],
  [keyFile, keyOption]: readonly [string, string],
  passphrase: string | undefined,
): Promise<{ readonly cert: string; readonly key: string }> {
  const cert = await readCertificates(certFile, certOption);
  const key = await readText(keyFile, keyOption);
  try {
    createSecureContext({ cert, key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    throw new Error(`${keyOption}: ${keyFile} is not the key of ${certFile}`, { cause: error });
  }
  return { cert, key };
}

/** Returns a private key in any PEM form as PKCS #8. @throws Error with one sentence */
export async function readPrivateKey(file: string, option: string): Promise<string> {
  const text = await readText(file, option);
  try {
    return createPrivateKey(text).export({ format: "pem", type: "pkcs8" }) as string;
  } catch (error) {
    throw new Error(`${option}: ${file} has no private key that can be read`, { cause: error });
  }
}

const readText = (file: string, option: string): Promise<string> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${option}: ${file} cannot be read (${error.code ?? error.message}).`);
  });
