import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { createAuthority } from "./authority.js";
import { readIfPresent, writePrivateFile } from "./private-file.js";

const DAY = 24 * 60 * 60 * 1000;

/** PEM files of the sandbox's own certificate authority and the two certificates it issued. */
export interface LocalCertificates {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Creates the CA, a server and a client certificate once. Creates all of them again when one is about to expire. */
export async function localCertificates(directory: string): Promise<LocalCertificates> {
  const files: LocalCertificates = {
    ca: join(directory, "tls/ca.pem"),
    serverCert: join(directory, "tls/server.pem"),
    serverKey: join(directory, "tls/server.key"),
    clientCert: join(directory, "tls/client.pem"),
    clientKey: join(directory, "tls/client.key"),
  };
  if (await allCurrent(files)) return files;

  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 800 * DAY) };
  const ca = await createAuthority("Appointment Registry sandbox CA", {
    ...validity,
    notAfter: new Date(Date.now() + 3650 * DAY),
  });
  const server = await ca.issue("CN=localhost", {
    ...validity,
    usage: "server",
    names: [
      { type: "dns", value: "localhost" },
      ...(/^[A-Za-z0-9.-]+$/.test(hostname()) ? [{ type: "dns" as const, value: hostname() }] : []),
      { type: "ip", value: "127.0.0.1" },
      { type: "ip", value: "::1" },
    ],
  });
  const client = await ca.issue("CN=sandbox-client", {
    ...validity,
    names: [{ type: "dns", value: "sandbox-client" }],
  });

  await writePrivateFile(files.serverKey, server.key);
  await writePrivateFile(files.serverCert, server.cert);
  await writePrivateFile(files.clientKey, client.key);
  await writePrivateFile(files.clientCert, client.cert);
  await writePrivateFile(files.ca, ca.cert);
  return files;
}

/** Password of `client.p12`: browsers do not import PKCS #12 without one. */
export const BROWSER_PASSWORD = "sandbox";

/** Returns the client certificate in the form that a browser imports, created once. */
export async function browserCertificate({ clientCert, clientKey }: LocalCertificates): Promise<string> {
  const file = join(dirname(clientCert), "client.p12");
  const [made, certificate] = await Promise.all([stat(file).catch(() => undefined), stat(clientCert)]);
  if (made !== undefined && made.mtimeMs >= certificate.mtimeMs) return file;
  const { pkcs12 } = await import("./pkcs12.js");
  const pem = await Promise.all([readFile(clientCert, "utf8"), readFile(clientKey, "utf8")]);
  await writePrivateFile(file, await pkcs12(...pem, BROWSER_PASSWORD, "Appointment Registry sandbox"));
  return file;
}

async function allCurrent(files: LocalCertificates): Promise<boolean> {
  if ((await readIfPresent(files.serverKey)) === undefined) return false;
  if ((await readIfPresent(files.clientKey)) === undefined) return false;
  const soon = new Date(Date.now() + 7 * DAY);
  for (const file of [files.ca, files.serverCert, files.clientCert]) {
    const pem = await readIfPresent(file);
    if (pem === undefined || new Date(new X509Certificate(pem).validTo) < soon) return false;
  }
  return true;
}
