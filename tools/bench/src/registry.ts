import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { openSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  ISSUER,
  SCOPES,
  WORKSPACE,
  freePort,
  issuerKeys,
  localCertificates,
  signToken,
  startRegistry,
  stopRegistry,
} from "@appointment-registry/test-kit";

const REGISTRY = join(WORKSPACE, "apps/registry/dist");

/** What of the built store a benchmark needs: it knows it by its files only. */
interface Store {
  insert(first: object): Promise<{ kind: string }>;
  close(): Promise<void>;
}
const load = async <T>(file: string): Promise<T> => (await import(pathToFileURL(file).href)) as T;

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The built registry as a process of its own, whose store was filled before it started. */
export class BenchRegistry {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
    private readonly port: number,
    private readonly agent: Agent,
    private readonly token: string,
  ) {}

  /** `entries` are versions as the store keeps them. */
  static async start(entries: Iterable<object>, connections: number): Promise<BenchRegistry> {
    const directory = await mkdtemp(join(tmpdir(), "bench-registry-"));
    await fill(join(directory, "store"), entries);
    const certificates = await localCertificates(directory);
    const keys = await issuerKeys(directory);
    await writeFile(join(directory, "jwks.json"), JSON.stringify({ keys: [keys.publicKey] }));
    const port = await freePort(0, "127.0.0.1");
    const baseUrl = `https://localhost:${port}/STU3`;
    const child = startRegistry(
      {
        REGISTRY_PORT: String(port),
        REGISTRY_BASE_URL: baseUrl,
        REGISTRY_STORE: `lmdb:${join(directory, "store")}`,
        REGISTRY_TLS_KEY: certificates.serverKey,
        REGISTRY_TLS_CERT: certificates.serverCert,
        REGISTRY_TLS_CLIENT_CA: certificates.ca,
        REGISTRY_JWT_ISSUER: ISSUER,
        REGISTRY_JWKS: join(directory, "jwks.json"),
      },
      openSync(join(directory, "registry.log"), "a"),
    );
    const agent = new Agent({
      keepAlive: true,
      maxSockets: connections,
      ca: await readFile(certificates.ca),
      cert: await readFile(certificates.clientCert),
      key: await readFile(certificates.clientKey),
    });
    const registry = new BenchRegistry(
      child,
      directory,
      port,
      agent,
      await signToken({ groups: SCOPES }, { keys, issuer: ISSUER, audience: baseUrl }),
    );
    for (let attempt = 0; attempt < 400; attempt++) {
      if ((await registry.send("GET", "/metadata").catch(() => undefined))?.status === 200) return registry;
      await delay(50);
    }
    throw new Error(await readFile(join(directory, "registry.log"), "utf8"));
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
    return new Promise((done, failed) => {
      const request = httpsRequest(
        {
          host: "localhost",
          port: this.port,
          path: `/STU3${path}`,
          method,
          agent: this.agent,
          headers: {
            authorization: `Bearer ${this.token}`,
            ...headers,
            ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
          },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
        },
      );
      request.on("error", failed);
      request.end(body);
    });
  }

  /** CPU time of the process so far, all its threads, in seconds; `NaN` where the system does not tell (proc(5)). */
  async cpuSeconds(): Promise<number> {
    const stat = await readFile(`/proc/${this.process.pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await stopRegistry(this.process);
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function fill(directory: string, entries: Iterable<object>): Promise<void> {
  const { openStore } = await load<{ openStore: (url: string) => Promise<Store> }>(join(REGISTRY, "store/open.js"));
  const store = await openStore(`lmdb:${directory}`);
  let batch: Promise<{ kind: string }>[] = [];
  for (const entry of entries) {
    batch.push(store.insert(entry));
    if (batch.length === 1000) {
      await Promise.all(batch);
      batch = [];
    }
  }
  await Promise.all(batch);
  await store.close();
}
