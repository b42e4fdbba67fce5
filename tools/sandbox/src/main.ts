import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  BROWSER_PASSWORD,
  SCOPES,
  browserCertificate,
  createTokenIssuer,
  freePort,
  issuerKeys,
  localCertificates,
  shellWord,
  signToken,
  startRegistry,
  stopRegistry,
  writePrivateFile,
} from "@appointment-registry/test-kit";
import type { RunningConsole } from "@appointment-registry/console";
import { Agent, request } from "undici";
import { conformanceInputs } from "./conformance-inputs.js";
import { SandboxError, openFolder } from "./folder.js";
import { readOptions } from "./options.js";
import { sandboxPaths } from "./paths.js";
import { registeredSamples, untilServing } from "./sample.js";

const options = readOptions(process.argv.slice(2));
const paths = sandboxPaths(options.directory);
// Protects keys, secrets and data, including those of the processes that are started here.
process.umask(0o077);
const folder = await openFolder(paths.directory, options.fresh).catch(fail);
console.log(`Starting the registry and its token issuer in ${paths.directory}`);

const certificates = await localCertificates(paths.directory);
const keys = await issuerKeys(paths.directory);
const port = await portFor("registry", options.port);
const issuerPort = await portFor("token issuer", options.issuerPort);
const baseUrl = `https://localhost:${port}/STU3`;
const issuerUrl = `https://localhost:${issuerPort}`;

const tls = {
  cert: await readFile(certificates.serverCert, "utf8"),
  key: await readFile(certificates.serverKey, "utf8"),
};
const issuing = { tls, keys, issuer: issuerUrl, audience: baseUrl };
const issuer = createTokenIssuer({ ...issuing, onFailure: (error) => console.error("token issuer:", error) });
issuer.listen(issuerPort, options.host);
await once(issuer, "listening");

const logFile = join(paths.directory, "registry.log");
const log = await open(logFile, "a", 0o600);
const registrySettings = {
  REGISTRY_HOST: options.host,
  REGISTRY_PORT: String(port),
  REGISTRY_BASE_URL: baseUrl,
  REGISTRY_STORE: `lmdb:${join(paths.directory, "data")}`,
  REGISTRY_TLS_KEY: certificates.serverKey,
  REGISTRY_TLS_CERT: certificates.serverCert,
  REGISTRY_TLS_CLIENT_CA: certificates.ca,
  REGISTRY_JWT_ISSUER: issuerUrl,
  REGISTRY_JWT_AUDIENCE: baseUrl,
  REGISTRY_JWKS: `${issuerUrl}/jwks`,
  REGISTRY_LOG_LEVEL: "info",
  ...(existsSync(paths.docs) ? { REGISTRY_DOCS: paths.docs } : {}),
  NODE_EXTRA_CA_CERTS: certificates.ca,
};
// The program that `npm start` has just built.
const program = join(paths.workspace, "apps/registry/dist/main.js");
const registry = startRegistry(registrySettings, log.fd, program);
const failing = options.failing ? await startFailing() : undefined;

/** Returns `wanted`, or another port if it is taken. */
async function portFor(what: string, wanted: number): Promise<number> {
  const found = await freePort(wanted, options.host).catch((error: unknown) =>
    fail(new SandboxError(`The ${what} cannot listen at ${options.host}, port ${wanted}: ${(error as Error).message}`)),
  );
  if (wanted !== 0 && found !== wanted) console.log(`Port ${wanted} is taken: the ${what} listens at ${found}.`);
  return found;
}

function fail(error: unknown): never {
  console.error(error instanceof SandboxError ? error.message : error);
  process.exit(1);
}

/** No server answers at the address of its issuer's keys. */
async function startFailing(): Promise<{ readonly baseUrl: string; readonly process: ChildProcess }> {
  const { REGISTRY_DOCS: _, ...usual } = registrySettings as Record<string, string>;
  const port = await freePort(0, options.host);
  const baseUrl = `https://localhost:${port}/STU3`;
  const failingLog = await open(join(paths.directory, "failing.log"), "a", 0o600);
  const settings = {
    ...usual,
    REGISTRY_PORT: String(port),
    REGISTRY_BASE_URL: baseUrl,
    REGISTRY_STORE: `lmdb:${join(paths.directory, "failing")}`,
    REGISTRY_JWKS: `https://localhost:${await freePort(0, options.host)}/jwks`,
  };
  const process = startRegistry(settings, failingLog.fd, program);
  await failingLog.close();
  return { baseUrl, process };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

let face: RunningConsole | undefined;
let stopping: Promise<void> | undefined;
function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    await face?.stop();
    await Promise.all([registry, failing?.process].map((each) => each && stopRegistry(each)));
    issuer.closeAllConnections();
    issuer.close();
    await log.close();
    await folder.release();
    process.exit(exitCode);
  })();
  return stopping;
}
process.on("SIGINT", () => {
  console.log("\nStopping; the data is kept in " + paths.directory);
  void stop(0);
});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
let serving = false;
registry.once("exit", (code, signal) => {
  if (stopping !== undefined || !serving) return;
  console.error(`The registry stopped (${signal ?? `exit code ${code}`}). Its log: ${logFile}`);
  void stop(1);
});

const settings = {
  baseUrl,
  ca: certificates.ca,
  cert: certificates.clientCert,
  key: certificates.clientKey,
  tokenUrl: `${issuerUrl}/token`,
  clientId: keys.clientId,
  clientSecret: keys.clientSecret,
  scope: SCOPES.join(" "),
};

/** With another folder, the client finds the sandbox only by a profile. */
const profile = join(paths.directory, "profile.json");
const clientFlags = paths.isUsual ? [] : ["--config", profile];

/** The registry and the other parts for suppliers work without the console. */
async function openConsole(): Promise<RunningConsole | undefined> {
  try {
    const { startConsole } = await import("@appointment-registry/console");
    const { ca, cert, key, tokenUrl, clientId, clientSecret, scope } = settings;
    return await startConsole({
      baseUrl,
      ca,
      cert,
      key,
      credentials: { tokenUrl, clientId, clientSecret, scope },
      signToken: (claims) => signToken(claims, issuing),
      directory: paths.directory,
      clientFlags,
      logFile,
      trail: join(paths.directory, "data-audit"),
      port: options.consolePort,
    });
  } catch (error) {
    console.error("The console did not start:", error instanceof Error ? error.message : error);
    return undefined;
  }
}

try {
  const dispatcher = new Agent({
    connect: {
      ca: await readFile(settings.ca, "utf8"),
      cert: await readFile(settings.cert, "utf8"),
      key: await readFile(settings.key, "utf8"),
    },
  });
  const token = await request(settings.tokenUrl, {
    method: "POST",
    dispatcher,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      scope: settings.scope,
    }).toString(),
  });
  const { access_token: accessToken } = (await token.body.json()) as { access_token: string };
  const access = { baseUrl, dispatcher, accessToken };
  await untilServing(access, () => hasEnded(registry));
  if (failing !== undefined)
    await untilServing({ ...access, baseUrl: failing.baseUrl }, () => hasEnded(failing.process));
  await writePrivateFile(join(paths.directory, "client.json"), JSON.stringify(settings, null, 2) + "\n");
  const profiles = { defaultProfile: "sandbox", profiles: { sandbox: settings } };
  await writePrivateFile(profile, JSON.stringify(profiles, null, 2) + "\n");
  const certifying = { ...settings, ...(await conformanceInputs(issuing, logFile)), faultyUrl: failing?.baseUrl };
  await writePrivateFile(join(paths.directory, "conformance.json"), JSON.stringify(certifying, null, 2) + "\n");
  const samples = await registeredSamples(access, paths.directory, paths.sample);
  await folder.announce(baseUrl);
  const browser = await browserCertificate(certificates);
  await dispatcher.close();
  face = await openConsole();
  serving = true;
  const command = (...args: string[]): string =>
    `npm run client -- ${[...args, ...clientFlags].map(shellWord).join(" ")}`;
  const docs = `${new URL("../docs", `${baseUrl}/`).href} (with the client certificate), or ${join(paths.docs, "index.html")}`;
  console.log(`
The Appointment Registry is running.

  FHIR base     ${baseUrl}
  documentation ${existsSync(paths.docs) ? docs : "run npm run docs to build it; the next start serves it"}
  token issuer  ${settings.tokenUrl}
  settings      ${join(paths.directory, "client.json")}
  log           ${logFile}

  In a browser, import ${browser} (password: ${BROWSER_PASSWORD}) as your certificate.
    Trust ${certificates.ca} there as a certificate authority for web sites.
${face === undefined ? "" : `\nConsole: ${face.url}\n`}
The contract's sample appointment is registered. In another terminal, cancel it:

  ${command("cancel", samples.contract)}

It ended in 2019. The same patient has a future appointment; find it:

  ${command("search", "--nhs-number", samples.nhsNumber)}

Ctrl-C stops everything; the data is kept.`);
} catch (error) {
  console.error("The sandbox did not start:", error instanceof Error ? error.message : error);
  console.error(`The log of the registry: ${logFile}`);
  await stop(1);
}
