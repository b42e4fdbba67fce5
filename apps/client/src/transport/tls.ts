import { X509Certificate, createPrivateKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { SecureContext } from "node:tls";
import type { TlsOptions } from "../options.js";

/** Creates the secure context of a connection. Throws `TypeError` that names the option and its fault. */
export function secureContext(tls: TlsOptions, name = "tls"): SecureContext {
  const { ca, cert, key, passphrase, defaultAuthorities = true } = tls;
  const authorities = (ca === undefined ? [] : [ca].flat()).map((each) => pem(each, `${name}.ca`));
  for (const each of authorities) certificates(each, `${name}.ca`);
  const client = clientCertificate({ cert, key, passphrase }, name);
  const options = { ...client, ...(passphrase === undefined ? {} : { passphrase }) };
  if (!defaultAuthorities) return createSecureContext({ ...options, ca: authorities });
  const context = createSecureContext(options);
  if (authorities.length === 0) return context;
  // `ca` would replace the authorities of Node.js, and parsing all of these again takes ten times as long. Authorities
  // added here replace only those of NODE_EXTRA_CA_CERTS.
  const store = context.context as { addCACert(pem: string): void };
  for (const each of [...extraAuthorities(), ...authorities]) store.addCACert(each);
  return context;
}

/** Node.js emits a warning for a file that it cannot read. */
function extraAuthorities(): string[] {
  try {
    return [readFileSync(process.env.NODE_EXTRA_CA_CERTS ?? "", "latin1")];
  } catch {
    return [];
  }
}

function clientCertificate(
  { cert, key, passphrase }: { readonly [Name in "cert" | "key" | "passphrase"]: string | undefined },
  name: string,
): { cert: string; key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new TypeError(`${name}.cert and ${name}.key must be set together.`);
  const texts = { cert: pem(cert, `${name}.cert`), key: pem(key, `${name}.key`) };
  const [leaf] = certificates(texts.cert, `${name}.cert`);
  const privateKey = readPrivateKey(texts.key, passphrase, { key: `${name}.key`, passphrase: `${name}.passphrase` });
  if (leaf?.checkPrivateKey(privateKey) !== true) {
    throw new TypeError(`${name}.key does not match ${name}.cert.`);
  }
  return texts;
}

/** Reads a private key in PEM. Throws `TypeError` with the names of the options. */
export function readPrivateKey(
  text: string,
  passphrase: string | undefined,
  names: { readonly key: string; readonly passphrase: string },
): KeyObject {
  const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text);
  if (encrypted && passphrase === undefined) {
    throw new TypeError(`${names.key} is encrypted, and ${names.passphrase} is not set.`);
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw new TypeError(`${names.key} is not a private key in PEM.`);
  try {
    return createPrivateKey({ key: text, ...(encrypted ? { passphrase } : {}) });
  } catch (error) {
    const wrong = encrypted ? `cannot be decrypted with ${names.passphrase}` : "cannot be read";
    throw new TypeError(`${names.key} ${wrong}: ${(error as Error).message}`, { cause: error });
  }
}

function certificates(text: string, name: string): X509Certificate[] {
  const blocks = text.match(
    /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g,
  );
  if (blocks === null) throw new TypeError(`${name} contains no PEM certificate.`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new TypeError(`${name} contains a certificate that cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Converts PEM to text: callers without type checks may pass the Buffer that `readFileSync` returns. */
function pem(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  throw new TypeError(`${name} must be a PEM string.`);
}
