import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { access, constants, readFile, stat } from "node:fs/promises";
import { createServer, isIP } from "node:net";
import { dirname, join, resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { jwksSource } from "./auth/jwks-source.js";
import { readKeySet } from "./auth/key-set.js";
import type { RegistryConfig } from "./config/config.js";
import { PREFIX } from "./config/variables.js";
import type { VariableName } from "./config/variables.js";
import { OperatorError } from "./logging/describe-error.js";
import { requireMetaPages } from "./store/embedded/preflight.js";
import { readCertificates } from "./tls/authorities.js";
import type { Certificate } from "./tls/certificate.js";
import { RevocationLists } from "./tls/revocation-lists.js";

const DAY = 24 * 60 * 60 * 1000;
const SOON_DAYS = 14;

/** Sentences for the operator, each naming its variable. With faults the registry would not start, or would serve nobody. */
export interface SettingsFindings {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Checks the current state of everything that the settings name: files, folders, addresses and the issuers' keys. Only reads, and creates
 * nothing.
 * @param depth `files`: checks only that they can be opened, before a start that reads them itself. `all`: checks their contents too.
 */
export async function checkSettings(config: RegistryConfig, depth: "files" | "all" = "all"): Promise<SettingsFindings> {
  const findings = new Findings();
  if (depth === "files") {
    await Promise.all(getFiles(config).map(([name, file]) => findings.read(name, file)));
  } else {
    await checkTls(config, findings);
    await checkKeys(config, findings);
    await checkAddress(findings, "HOST", config.host, config.port);
    if (config.operations !== undefined) {
      const { host, port } = config.operations;
      if (port === config.port && host === config.host)
        findings.fault("OPERATIONS_PORT", `is ${port}, at which the registry itself listens.`);
      else await checkAddress(findings, "OPERATIONS_HOST", host, port);
    }
  }
  await checkFolders(config, depth, findings);
  return findings;
}

function getFiles({ tls, tokens }: RegistryConfig): [VariableName, string][] {
  const named: [VariableName, string | undefined][] = [
    ["TLS_KEY", tls.keyFile],
    ["TLS_CERT", tls.certFile],
    ["TLS_CLIENT_CA", tls.clientCaFile],
    ["TLS_CRL", tls.crlFile],
    ["JWKS_CA", tokens.keys.caFile],
  ];
  return named.flatMap(([name, file]) => (file === undefined ? [] : [[name, file]]));
}

async function checkTls({ tls, baseUrl, tokens }: RegistryConfig, findings: Findings): Promise<void> {
  const now = Date.now();
  const contents = new Map<VariableName, Buffer>();
  for (const [name, file] of getFiles({ tls, tokens } as RegistryConfig)) {
    const read = await findings.read(name, file);
    if (read !== undefined) contents.set(name, read);
  }
  const getCertificates = (name: VariableName): Promise<Certificate[] | undefined> =>
    findings.attempt(name, contents.get(name), (pem) => readCertificates(pem, "The file"));

  const key = await findings.attempt("TLS_KEY", contents.get("TLS_KEY"), (pem) => {
    try {
      createPrivateKey(pem);
      return pem;
    } catch {
      throw new OperatorError("The file contains no PEM private key without a passphrase.");
    }
  });
  if (tls.keyFile !== undefined && process.platform !== "win32") {
    const { mode } = (await stat(tls.keyFile).catch(() => undefined)) ?? { mode: 0 };
    if ((mode & 0o077) !== 0) findings.warn("TLS_KEY", `names ${tls.keyFile}, which other users can read.`);
  }
  const [server] = (await getCertificates("TLS_CERT")) ?? [];
  if (server !== undefined) {
    checkValidity("TLS_CERT", "The certificate", server, now, findings);
    const { hostname } = new URL(baseUrl);
    const host = hostname.replace(/^\[|\]$/g, "");
    const names = isIP(host) === 0 ? server.x509.checkHost(host) : server.x509.checkIP(host);
    if (names === undefined)
      findings.warn("TLS_CERT", `names a certificate that is not for ${host}, the host of ${PREFIX}BASE_URL.`);
    if (key !== undefined) {
      try {
        createSecureContext({ key, cert: contents.get("TLS_CERT") });
      } catch {
        findings.fault("TLS_KEY", `is not the private key of the certificate in ${PREFIX}TLS_CERT.`);
      }
    }
  }

  const authorities = await getCertificates("TLS_CLIENT_CA");
  const current = authorities?.filter(({ notBefore, notAfter }) => notBefore <= now && now <= notAfter) ?? [];
  if (authorities !== undefined && current.length === 0)
    findings.fault("TLS_CLIENT_CA", "names no authority that is valid now: every client would be refused.");
  const lists = await findings.attempt("TLS_CRL", contents.get("TLS_CRL"), (pem) => RevocationLists.read(pem));
  if (lists !== undefined) {
    await lists.checkSignatures(current);
    const without = current.filter((authority) => !lists.isCurrentFor(authority, now));
    for (const { x509 } of without)
      findings.fault("TLS_CRL", `has no current list of ${oneLine(x509.subject)}: its clients would be refused.`);
  }
  await getCertificates("JWKS_CA");
}

function oneLine(name: string): string {
  return name.split("\n").reverse().join(",");
}

function checkValidity(
  name: VariableName,
  what: string,
  { notBefore, notAfter }: Certificate,
  now: number,
  findings: Findings,
): void {
  const date = (time: number): string => new Date(time).toISOString();
  if (now > notAfter) findings.fault(name, `cannot be used: ${what} expired on ${date(notAfter)}.`);
  else if (now < notBefore) findings.fault(name, `cannot be used: ${what} is valid only from ${date(notBefore)}.`);
  else if (notAfter - now < SOON_DAYS * DAY)
    findings.warn(name, `names a certificate that runs out on ${date(notAfter)}.`);
}

/** Keys in a file must exist. An issuer that is unreachable now may be reachable later: the registry starts without it. */
async function checkKeys({ tokens }: RegistryConfig, findings: Findings): Promise<void> {
  const { caFile, fetchTimeoutSeconds } = tokens.keys;
  await Promise.all(
    tokens.issuers.map(async ({ jwks }) => {
      const where = jwks.kind === "file" ? jwks.file : withoutSecrets(jwks.url);
      try {
        const text = await jwksSource(jwks, { timeoutMilliseconds: fetchTimeoutSeconds * 1000, caFile })();
        const { keys } = await readKeySet(text);
        if (keys.length === 0) throw new OperatorError("It holds no key that can verify a signature.");
      } catch (error) {
        if (jwks.kind === "file") findings.fault("JWKS", `names ${where}, which cannot be used: ${getReason(error)}`);
        else findings.warn("JWKS", `names ${where}, which does not answer with keys now: ${getReason(error)}`);
      }
    }),
  );
}

/** Checks whether this process can listen there. A port in use may belong to the instance that is about to be replaced. */
async function checkAddress(findings: Findings, name: VariableName, host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE")
      findings.fault(name, `is ${host}, where port ${port} cannot be listened at: ${getReason(error)}`);
    else findings.warn(name, `is ${host}, where port ${port} is taken by a process now.`);
  } finally {
    server.close();
  }
}

async function checkFolders(
  { store, audit, http }: RegistryConfig,
  depth: "files" | "all",
  findings: Findings,
): Promise<void> {
  if (store.kind === "lmdb") {
    const isThere = await checkFolder("STORE", store.directory, findings);
    if (isThere === false && !store.create)
      findings.fault("STORE", `names ${store.directory}, where no store is, and ${PREFIX}STORE_CREATE is never.`);
    if (isThere === true && depth === "all") {
      await requireMetaPages(store.directory).catch((error: unknown) =>
        findings.fault("STORE", `cannot be used: ${getReason(error)}`),
      );
    }
  }
  await checkFolder("AUDIT", audit.directory, findings);
  if (http.docsDirectory !== undefined) await findings.read("DOCS", join(http.docsDirectory, "index.html"));
}

/** True if the folder exists and is writable, false if it can be created, undefined otherwise, which is reported as a finding. */
async function checkFolder(name: VariableName, directory: string, findings: Findings): Promise<boolean | undefined> {
  let problem: NodeJS.ErrnoException | undefined;
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => void (problem = error));
  if (found !== undefined) {
    if (!found.isDirectory()) findings.fault(name, `names ${directory}, which is not a folder.`);
    else if (!(await canWrite(directory))) findings.fault(name, `names ${directory}, which cannot be written.`);
    else return true;
  } else if (problem?.code !== "ENOENT") {
    findings.fault(name, `names ${directory}, which cannot be used: ${getReason(problem)}`);
  } else {
    const parent = await nearestAbove(directory);
    if (await canWrite(parent)) return false;
    findings.fault(name, `names ${directory}, which cannot be created: ${parent} cannot be written.`);
  }
  return undefined;
}

async function nearestAbove(directory: string): Promise<string> {
  const parent = dirname(resolve(directory));
  const isThere = await stat(parent).then(
    () => true,
    () => parent === dirname(parent),
  );
  return isThere ? parent : nearestAbove(parent);
}

async function canWrite(directory: string): Promise<boolean> {
  return access(directory, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The URL without any credentials. */
function withoutSecrets(url: string): string {
  const parsed = new URL(url);
  parsed.username = parsed.password = "";
  return parsed.href;
}

/** Returns the sentence of an error, with the message of the operating system. */
function getReason(error: unknown): string {
  const { message, cause } = error as { readonly message?: string; readonly cause?: NodeJS.ErrnoException };
  return cause?.syscall === undefined ? (message ?? String(error)) : `${message} (${cause.message})`;
}

class Findings implements SettingsFindings {
  readonly faults: string[] = [];
  readonly warnings: string[] = [];

  fault(name: VariableName, what: string): void {
    this.faults.push(`${PREFIX}${name} ${what}`);
  }

  warn(name: VariableName, what: string): void {
    this.warnings.push(`${PREFIX}${name} ${what}`);
  }

  async read(name: VariableName, file: string): Promise<Buffer | undefined> {
    try {
      return await readFile(file);
    } catch (error) {
      this.fault(name, `names ${file}, which cannot be read: ${getReason(error)}`);
      return undefined;
    }
  }

  async attempt<T>(
    name: VariableName,
    contents: Buffer | undefined,
    read: (contents: Buffer) => T | Promise<T>,
  ): Promise<T | undefined> {
    if (contents === undefined) return undefined;
    try {
      return await read(contents);
    } catch (error) {
      this.fault(name, `cannot be used: ${getReason(error)}`);
      return undefined;
    }
  }
}
