import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Authority, Issued } from "./authority.js";
import { createAuthority } from "./authority.js";
import { endChild, startNode } from "./children.js";
import { freePort } from "./ports.js";
import { builtRegistry } from "./registry-build.js";
import type { SigningKey } from "./tokens.js";
import { ISSUER, claims, newSigningKey, publicJwk, sign } from "./tokens.js";

export interface ShippedRequest {
  readonly method?: string;
  readonly path: string;
  readonly requestId: string;
  readonly token?: string;
  readonly headers?: Record<string, string | string[]>;
  /** Instead of the registry's own client. */
  readonly as?: Issued;
  readonly body?: string;
}
export interface ShippedAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** The shipped registry as a process of its own, with certificates, keys and data in a folder that goes with it. */
export class ShippedRegistry {
  #process: ChildProcess | undefined;
  /** Everything it has said on standard output and standard error. */
  log = "";
  readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  private constructor(
    readonly directory: string,
    readonly baseUrl: string,
    readonly ca: string,
    readonly authority: Authority,
    readonly client: Issued,
    readonly key: SigningKey,
    readonly settings: Record<string, string>,
  ) {}

  static async create(settings: Record<string, string> = {}): Promise<ShippedRegistry> {
    const directory = await mkdtemp(join(tmpdir(), "shipped-"));
    await mkdir(join(directory, "store"));
    const authority = await createAuthority("Clients");
    const server = await authority.issue("CN=localhost", { usage: "server" });
    const key = newSigningKey("RS256", "k1");
    const files = {
      "server.key": server.key,
      "server.pem": server.cert,
      "ca.pem": authority.cert,
      "jwks.json": JSON.stringify({ keys: [await publicJwk(key)] }),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
    const baseUrl = `https://127.0.0.1:${await freePort()}/STU3`;
    const client = await authority.issue("CN=supplier-a");
    return new ShippedRegistry(directory, baseUrl, authority.cert, authority, client, key, settings);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get auditDirectory(): string {
    return join(this.directory, "audit");
  }

  token(more: Record<string, unknown> = {}, key = this.key): Promise<string> {
    return sign(key, claims({ aud: this.baseUrl, ...more }));
  }

  async start(): Promise<void> {
    const at = (name: string): string => join(this.directory, name);
    const child = startNode([builtRegistry()], {
      env: {
        PATH: process.env["PATH"],
        REGISTRY_PORT: new URL(this.baseUrl).port,
        REGISTRY_BASE_URL: this.baseUrl,
        REGISTRY_STORE: `lmdb:${at("store")}`,
        REGISTRY_AUDIT: this.auditDirectory,
        REGISTRY_TLS_KEY: at("server.key"),
        REGISTRY_TLS_CERT: at("server.pem"),
        REGISTRY_TLS_CLIENT_CA: at("ca.pem"),
        REGISTRY_JWT_ISSUER: ISSUER,
        REGISTRY_JWKS: at("jwks.json"),
        ...this.settings,
      },
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    for (let attempt = 0; ; attempt++) {
      const answer = await this.send({ path: "/metadata", requestId: "start" }).catch(() => undefined);
      if (answer !== undefined) return;
      if (attempt > 200 || child.exitCode !== null) throw new Error(`The registry does not serve:\n${this.log}`);
      await delay(50);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#process !== undefined) await endChild(this.#process, signal);
  }

  async destroy(): Promise<void> {
    await this.stop("SIGKILL");
    this.agent.destroy();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Rejects where there is no whole answer. `abort` closes the connection that many milliseconds after the request was sent. */
  send(
    { method = "GET", path, requestId, token, headers, body, as = this.client }: ShippedRequest,
    abort?: number,
  ): Promise<ShippedAnswer> {
    const { ca } = this;
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        this.baseUrl + path,
        {
          method,
          ca,
          cert: as.cert,
          key: as.key,
          agent: abort === undefined && as === this.client ? this.agent : false,
          headers: {
            "x-request-id": requestId,
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { "content-type": "application/fhir+json" }),
            ...headers,
          },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk) => (text += chunk));
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
          response.on("error", reject);
        },
      );
      request.on("error", reject);
      if (abort !== undefined) request.on("finish", () => setTimeout(() => request.destroy(), abort));
      request.end(body);
    });
  }
}
