import { X509Certificate, createPrivateKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SETTINGS, toFlag } from "./settings.js";
import type { SettingName } from "./settings.js";

/** The fault of a file, and the advice to the user. */
export interface PemFault {
  readonly found: string;
  readonly advice: string;
}

export type Inspected<T> =
  { readonly value: T; readonly fault?: never } | { readonly value?: never; readonly fault: PemFault };

const CERTIFICATES = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;
const has = (text: string, label: string): boolean => new RegExp(`-----BEGIN ${label}-----`).test(text);

/** Reads the certificates in a PEM file, at least one, in file order. */
export async function certificatesIn(
  setting: "cert" | "ca" | "tokenCa",
  file: string,
): Promise<Inspected<X509Certificate[]>> {
  const bytes = await readFile(file);
  const text = bytes.toString("latin1");
  const fault = (what: string, advice: string): { fault: PemFault } => ({
    fault: { found: `${toFlag(setting)} ${file} ${what}`, advice },
  });
  const blocks = text.match(CERTIFICATES) ?? [];
  if (blocks.length > 0) {
    try {
      return { value: blocks.map((block) => new X509Certificate(block)) };
    } catch {
      return fault("contains a certificate that cannot be read", "The file is damaged: get the certificate again.");
    }
  }
  if (has(text, ".*PRIVATE KEY")) return fault("is a private key, not a certificate", swapped(setting));
  if (has(text, "(?:NEW )?CERTIFICATE REQUEST")) {
    return fault("is a certificate request", "Use the certificate that the authority issued for it.");
  }
  if (isDerCertificate(bytes))
    return fault("is DER, not PEM", `Convert it: openssl x509 -inform der -in ${file} -out client.pem`);
  return fault(...otherKind(bytes, `openssl pkcs12 -in ${file} -nokeys -out client.pem`));
}

const swapped = (setting: SettingName): string =>
  setting === "cert"
    ? "Set --cert to the certificate and --key to the private key."
    : "Set it to the authorities' certificates.";

/** Reads the private key in a PEM file. */
export async function privateKeyIn(
  setting: "key" | "tokenKey",
  file: string,
  passphrase: string | undefined,
): Promise<Inspected<KeyObject>> {
  const bytes = await readFile(file);
  const text = bytes.toString("latin1");
  const fault = (what: string, advice: string): { fault: PemFault } => ({
    fault: { found: `${toFlag(setting)} ${file} ${what}`, advice },
  });
  if (has(text, "(?:[A-Z]+ )?PRIVATE KEY") && !has(text, "OPENSSH PRIVATE KEY")) {
    const encrypted = /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(text);
    const { flag, variable } = SETTINGS[`${setting}Passphrase`];
    const name = flag.replace(/ .*/, "");
    if (encrypted && passphrase === undefined)
      return fault("is encrypted", `Set its passphrase: ${variable} or ${name}.`);
    try {
      return { value: createPrivateKey({ key: bytes, ...(passphrase === undefined ? {} : { passphrase }) }) };
    } catch (error) {
      if (encrypted && /UNSUPPORTED/.test((error as NodeJS.ErrnoException).code ?? "")) {
        const convert = `openssl pkcs8 -topk8 -v2 aes-256-cbc -in ${file} -out client.key`;
        return fault("has an encryption that OpenSSL does not support", `Convert it: ${convert}`);
      }
      if (encrypted) return fault("cannot be decrypted", `Correct its passphrase: ${variable} or ${name}.`);
      return fault("contains a private key that cannot be read", "The file is damaged: get the key again.");
    }
  }
  if (has(text, "OPENSSH PRIVATE KEY"))
    return fault("is in the format of OpenSSH", `Convert it: ssh-keygen -p -m PKCS8 -f ${file}`);
  if (has(text, "(?:[A-Z]+ )?PUBLIC KEY")) return fault("is a public key", "Use the private key.");
  if (has(text, "(?:TRUSTED )?CERTIFICATE")) {
    return fault("is a certificate, not a private key", setting === "key" ? swapped("cert") : "Use the private key.");
  }
  return fault(...otherKind(bytes, `openssl pkcs12 -in ${file} -nocerts -out client.key`));
}

function otherKind(bytes: Buffer, convert: string): [what: string, advice: string] {
  if (bytes.toString("latin1").trim() === "") return ["is empty", "Use the PEM file."];
  // A PKCS #12 file begins with a DER SEQUENCE.
  if (bytes[0] === 0x30) return ["is binary, not PEM", `If it is PKCS #12 (.p12, .pfx), convert it: ${convert}`];
  return ["is not a PEM file", 'A PEM file has a line "-----BEGIN ...-----".'];
}

function isDerCertificate(bytes: Buffer): boolean {
  try {
    return bytes[0] === 0x30 && new X509Certificate(bytes).subject !== undefined;
  } catch {
    return false;
  }
}
