import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { SecureContext } from "node:tls";
import { setTimeout as delay } from "node:timers/promises";
import {
  builtRegistry,
  ISSUER,
  SCOPES,
  freePort,
  issuerKeys,
  localCertificates,
  registrySettings,
  signToken,
} from "@appointment-registry/test-kit";
import type { LocalCertificates } from "@appointment-registry/test-kit";
import type { Floor, FloorOptions } from "./floor/server.js";
import { Connection } from "./load/connection.js";
import type { Address } from "./load/connection.js";
import { CORES, FLOOR_MAIN, MeasuredProcess, pinTo } from "./measured-process.js";
import { Bookings } from "./bookings.js";
import { OPERATIONS, TEMPLATES } from "./operations.js";
import type { HttpBenchOptions } from "./options.js";
import type { Subject } from "./subject.js";

export interface Servers {
  readonly floor: Subject;
  /** The built registry, and another build of it if one was specified. */
  readonly registries: readonly Subject[];
  /** The floor's steps before its tables, from the smallest, for requests of `unmatchedCancel`. */
  readonly steps: readonly Subject[];
  /** True if the servers and the load generator run on separate cores. */
  readonly pinned: boolean;
  stop(): Promise<void>;
}

const AUDIENCE = "https://registry.example/STU3";

/** Stops the processes and removes the folder. */
export async function closeSite({ directory, processes, log }: Site): Promise<void> {
  await Promise.all(processes.map((each) => each.stop()));
  closeSync(log);
  await rm(directory, { recursive: true, force: true });
}

/**
 * Resources that all servers of a run share: certificates, the issuer's keys, a token, and a folder that is removed after they have
 * stopped.
 */
export interface Site {
  readonly directory: string;
  readonly files: LocalCertificates;
  readonly token: string;
  readonly secureContext: SecureContext;
  readonly log: number;
  readonly processes: MeasuredProcess[];
}

/** Starts the built registry, another build of it if one is specified, and the floor. */
export async function startServers({
  profile,
  other,
  workers,
}: Pick<HttpBenchOptions, "profile" | "other" | "workers">): Promise<Servers> {
  const site = await openSite();
  const { directory, processes } = site;
  const stop = () => closeSite(site);
  try {
    const profiling = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profile];
    const registries = [await startRegistry(site, "registry", builtRegistry(), profiling)];
    if (other !== undefined) registries.push(await startRegistry(site, "other", other, []));
    const onOneCore = [...processes];
    if (workers !== undefined) {
      const settings = { REGISTRY_WORKERS: String(workers) };
      registries.push(await startRegistry(site, `${workers} workers`, builtRegistry(), [], settings));
    }
    const statement = await createCapabilities(registries[0] as Subject);
    const { floor, steps } = await startFloor(site, statement);
    onOneCore.push(...processes.slice(registries.length));
    const pinned = onOneCore.every(({ pid }) => pinTo(CORES.server, pid)) && pinTo(CORES.load, process.pid);
    return { floor, registries, steps, pinned, stop };
  } catch (cause) {
    const said = await readFile(join(directory, "log"), "utf8");
    await stop();
    throw new Error(`The servers of the benchmark do not serve:\n${said}`, { cause });
  }
}

export async function openSite(): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), "bench-http-"));
  const files = await localCertificates(directory);
  const keys = await issuerKeys(directory);
  await writeFile(join(directory, "jwks.json"), JSON.stringify({ keys: [keys.publicKey] }));
  const [ca, cert, key] = await Promise.all(
    [files.ca, files.clientCert, files.clientKey].map((file) => readFile(file)),
  );
  return {
    directory,
    files,
    token: await signToken({ groups: SCOPES }, { keys, issuer: ISSUER, audience: AUDIENCE }),
    secureContext: createSecureContext({ ca, cert, key }),
    log: openSync(join(directory, "log"), "a"),
    processes: [],
  };
}

/** @param settings replacements for the settings of the benchmark */
export async function startRegistry(
  { directory, files, token, secureContext, log, processes }: Site,
  name: string,
  main: string,
  nodeOptions: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const port = await freePort(0, "127.0.0.1");
  const registry = MeasuredProcess.start(main, {
    env: {
      ...registrySettings(`https://localhost:${port}/STU3`, {
        ...files,
        jwks: join(directory, "jwks.json"),
        store: join(directory, name.replace(" ", "-")),
      }),
      REGISTRY_JWT_AUDIENCE: AUDIENCE,
      ...settings,
    },
    nodeOptions,
    log,
  });
  processes.push(registry);
  const address = { host: "localhost", port, secureContext };
  await listening(registry, address);
  return {
    name,
    address,
    base: "/STU3",
    token,
    bookings: new Bookings(),
    foreign: false,
    usage: () => registry.usage(),
    heapBytes: () => registry.heapBytes(),
  };
}

async function startFloor(
  { directory, files, token, secureContext, log, processes }: Site,
  statement: string,
): Promise<Pick<Servers, "floor" | "steps">> {
  const [key, cert, ca] = await Promise.all(
    [files.serverKey, files.serverCert, files.ca].map((file) => readFile(file, "utf8")),
  );
  const options: FloorOptions = {
    directory: join(directory, "floor"),
    tls: { key, cert, ca } as FloorOptions["tls"],
    token,
    statement,
    sample: TEMPLATES.xml.cancelled,
  };
  const optionsFile = join(directory, "floor.json");
  await writeFile(optionsFile, JSON.stringify(options));
  const process = MeasuredProcess.start(FLOOR_MAIN, { args: [optionsFile], env: {}, log });
  processes.push(process);
  const { ports } = await process.message<{ ports: Floor["ports"] }>("ports");
  const at = (name: string, address: Address, base: string): Subject => ({
    name,
    address,
    base,
    token,
    bookings: new Bookings(),
    foreign: false,
    usage: () => process.usage(),
  });
  const secure = { host: "localhost", port: ports.tls, secureContext };
  return {
    floor: at("floor", secure, "/STU3"),
    steps: [
      at("node:http", { host: "localhost", port: ports.node }, ""),
      at("hapi", { host: "localhost", port: ports.hapi }, "/STU3"),
      at("+ mutual TLS", secure, "/tls"),
      at("+ remembered token", secure, "/token"),
      at("+ XML scan", secure, "/scan"),
    ],
  };
}

async function listening(registry: MeasuredProcess, address: Address): Promise<void> {
  for (let attempt = 0; attempt < 1200 && registry.running; attempt++) {
    const connection = await Connection.open(address).catch(() => undefined);
    if (connection !== undefined) return connection.close();
    await delay(50);
  }
  throw new Error("The registry does not listen.");
}

async function createCapabilities(registry: Subject): Promise<string> {
  const connection = await Connection.open(registry.address);
  try {
    return await new Promise((resolve, reject) => {
      const { bytes } = OPERATIONS.capabilities(registry);
      connection.send(bytes, (result) => (result instanceof Error ? reject(result) : resolve(result.body.toString())));
    });
  } finally {
    connection.close();
  }
}
