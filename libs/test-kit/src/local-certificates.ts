import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import * as x509 from "@peculiar/x509";
import { readIfPresent, writePrivateFile } from "./private-file.js";

x509.cryptoProvider.set(webcrypto);

const DAY = 24 * 60 * 60 * 1000;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** PEM files of the sandbox's own certificate authority and the two certificates it issued. */
export interface LocalCertificates {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Makes the CA, a server and a client certificate once; makes all anew when one of them is about to expire. */
export async function localCertificates(directory: string): Promise<LocalCertificates> {
  const files: LocalCertificates = {
    ca: join(directory, "tls/ca.pem"),
    serverCert: join(directory, "tls/server.pem"),
    serverKey: join(directory, "tls/server.key"),
    clientCert: join(directory, "tls/client.pem"),
    clientKey: join(directory, "tls/client.key"),
  };
  if (await allCurrent(files)) return files;

  const caKeys = await newKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Appointment Registry sandbox CA",
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    serialNumber: serialNumber(),
    ...validity(3650),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const server = await issue(ca, caKeys, "CN=localhost", x509.ExtendedKeyUsage.serverAuth, [
    { type: "dns", value: "localhost" },
    ...(/^[A-Za-z0-9.-]+$/.test(hostname()) ? [{ type: "dns" as const, value: hostname() }] : []),
    { type: "ip", value: "127.0.0.1" },
    { type: "ip", value: "::1" },
  ]);
  const client = await issue(ca, caKeys, "CN=sandbox-client", x509.ExtendedKeyUsage.clientAuth, [
    { type: "dns", value: "sandbox-client" },
  ]);

  await writePrivateFile(files.serverKey, server.key);
  await writePrivateFile(files.serverCert, server.certificate);
  await writePrivateFile(files.clientKey, client.key);
  await writePrivateFile(files.clientCert, client.certificate);
  await writePrivateFile(files.ca, ca.toString("pem") + "\n");
  return files;
}

/** Password of `client.p12`: browsers import no PKCS #12 without one. */
export const BROWSER_PASSWORD = "sandbox";

/** The client certificate as a browser imports it, made once. */
export async function browserCertificate({ clientCert, clientKey }: LocalCertificates): Promise<string> {
  const file = join(dirname(clientCert), "client.p12");
  const [made, certificate] = await Promise.all([stat(file).catch(() => undefined), stat(clientCert)]);
  if (made !== undefined && made.mtimeMs >= certificate.mtimeMs) return file;
  const { pkcs12 } = await import("./pkcs12.js");
  const pem = await Promise.all([readFile(clientCert, "utf8"), readFile(clientKey, "utf8")]);
  await writePrivateFile(file, await pkcs12(...pem, BROWSER_PASSWORD, "Appointment Registry sandbox"));
  return file;
}

async function issue(
  ca: x509.X509Certificate,
  caKeys: webcrypto.CryptoKeyPair,
  subject: string,
  usage: x509.ExtendedKeyUsage,
  names: x509.JsonGeneralName[],
): Promise<{ key: string; certificate: string }> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    serialNumber: serialNumber(),
    ...validity(800),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([usage]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.AuthorityKeyIdentifierExtension.create(ca, false),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    key: x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag) + "\n",
    certificate: certificate.toString("pem") + "\n",
  };
}

async function allCurrent(files: LocalCertificates): Promise<boolean> {
  if ((await readIfPresent(files.serverKey)) === undefined) return false;
  if ((await readIfPresent(files.clientKey)) === undefined) return false;
  const soon = new Date(Date.now() + 7 * DAY);
  for (const file of [files.ca, files.serverCert, files.clientCert]) {
    const pem = await readIfPresent(file);
    if (pem === undefined || new x509.X509Certificate(pem).notAfter < soon) return false;
  }
  return true;
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + days * DAY) };
}

/** RFC 5280, 4.1.2.2: positive and at most 20 octets. */
function serialNumber(): string {
  const octets = webcrypto.getRandomValues(new Uint8Array(16));
  octets[0] = (octets[0] ?? 0) & 0x7f || 1;
  return Buffer.from(octets).toString("hex");
}
