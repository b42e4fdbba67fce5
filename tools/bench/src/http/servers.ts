import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { setTimeout as delay } from "node:timers/promises";
import {
  ISSUER,
  MAIN,
  SCOPES,
  freePort,
  issuerKeys,
  localCertificates,
  signToken,
} from "@appointment-registry/test-kit";
import type { FloorOptions } from "./floor/server.js";
import { Connection } from "./load/connection.js";
import type { Address } from "./load/connection.js";
import { CORES, FLOOR_MAIN, MeasuredProcess, pinTo } from "./measured-process.js";
import { Bookings, TEMPLATES } from "./operations.js";
import type { Subject } from "./subject.js";

export interface Servers {
  readonly floor: Subject;
  readonly registry: Subject;
  /** The floor's steps before its tables, from the smallest; for requests of `unmatchedCancel`. */
  readonly steps: readonly Subject[];
  /** Are servers and load generator on cores of their own? */
  readonly pinned: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the built registry and the floor with the same certificates and the same token.
 * @param profile folder for a CPU profile of the registry, which is written when it stops
 */
export async function startServers(profile: string | undefined): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), "bench-http-"));
  const log = openSync(join(directory, "log"), "a");
  const processes: MeasuredProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((each) => each.stop()));
    closeSync(log);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const files = await localCertificates(directory);
    const keys = await issuerKeys(directory);
    await writeFile(join(directory, "jwks.json"), JSON.stringify({ keys: [keys.publicKey] }));
    const port = await freePort(0, "127.0.0.1");
    const baseUrl = `https://localhost:${port}/STU3`;
    const token = await signToken({ groups: SCOPES }, { keys, issuer: ISSUER, audience: baseUrl } as never);
    const [ca, cert, key] = await Promise.all(
      [files.ca, files.clientCert, files.clientKey].map((file) => readFile(file)),
    );
    const secureContext = createSecureContext({ ca, cert, key });

    const registry = MeasuredProcess.start(MAIN, {
      env: {
        REGISTRY_PORT: String(port),
        REGISTRY_BASE_URL: baseUrl,
        REGISTRY_STORE: `lmdb:${join(directory, "store")}`,
        REGISTRY_TLS_KEY: files.serverKey,
        REGISTRY_TLS_CERT: files.serverCert,
        REGISTRY_TLS_CLIENT_CA: files.ca,
        REGISTRY_JWT_ISSUER: ISSUER,
        REGISTRY_JWKS: join(directory, "jwks.json"),
      },
      nodeOptions: profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profile],
      log,
    });
    processes.push(registry);
    const address: Address = { host: "localhost", port, secureContext };
    const statement = await firstAnswer(registry, address);

    const options: FloorOptions = {
      directory: join(directory, "floor"),
      tls: {
        key: await readFile(files.serverKey, "utf8"),
        cert: await readFile(files.serverCert, "utf8"),
        ca: await readFile(files.ca, "utf8"),
      },
      token,
      statement,
      sample: TEMPLATES.xml.cancelled,
    };
    const optionsFile = join(directory, "floor.json");
    await writeFile(optionsFile, JSON.stringify(options));
    const floor = MeasuredProcess.start(FLOOR_MAIN, { args: [optionsFile], env: {}, log });
    processes.push(floor);
    const { ports } = await floor.message<{ ports: Record<"node" | "hapi" | "tls", number> }>("ports");

    const pids = [registry, floor].map(({ child }) => child.pid as number);
    const pinned = pids.every((pid) => pinTo(CORES.server, pid)) && pinTo(CORES.load, process.pid);
    const common = { token, foreign: false };
    const usageOf = (measured: MeasuredProcess) => () => measured.usage();
    const secure: Address = { host: "localhost", port: ports.tls, secureContext };
    const step = (name: string, at: Address, base: string): Subject => ({
      ...common,
      name,
      address: at,
      base,
      bookings: new Bookings(),
      usage: usageOf(floor),
    });
    return {
      registry: {
        ...common,
        name: "registry",
        address,
        base: "/STU3",
        bookings: new Bookings(),
        usage: usageOf(registry),
      },
      floor: step("floor", secure, "/STU3"),
      steps: [
        step("node:http", { host: "localhost", port: ports.node }, ""),
        step("hapi", { host: "localhost", port: ports.hapi }, "/STU3"),
        step("+ mutual TLS", secure, "/tls"),
        step("+ remembered token", secure, "/token"),
        step("+ XML scan", secure, "/scan"),
      ],
      pinned,
      stop,
    };
  } catch (cause) {
    const said = await readFile(join(directory, "log"), "utf8");
    await stop();
    throw new Error(`The servers of the benchmark do not serve:\n${said}`, { cause });
  }
}

/** The capability statement, as soon as the registry serves. */
async function firstAnswer(registry: MeasuredProcess, address: Address): Promise<string> {
  for (let attempt = 0; attempt < 600 && registry.running; attempt++) {
    const connection = await Connection.open(address).catch(() => undefined);
    if (connection === undefined) {
      await delay(50);
      continue;
    }
    const request = Buffer.from(`GET /STU3/metadata HTTP/1.1\r\nHost: localhost:${address.port}\r\n\r\n`);
    const result = await new Promise<Parameters<Parameters<Connection["send"]>[1]>[0]>((resolve) =>
      connection.send(request, resolve),
    );
    connection.close();
    if (!(result instanceof Error) && result.status === 200) return result.body.toString();
  }
  throw new Error("There is no capability statement.");
}
