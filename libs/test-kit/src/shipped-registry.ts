import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { Agent, request as httpsRequest } from "node:https";
import { join } from "node:path";
import type { SeenAnswer } from "./accounts.js";
import { accountFaults } from "./accounts.js";
import type { Authority, Issued } from "./certificates.js";
import { endChild, startNode } from "./children.js";
import { builtRegistry } from "./registry-build.js";
import { untilServing } from "./registry-process.js";
import { registrySetUp } from "./registry-set-up.js";
import type { SigningKey } from "./tokens.js";
import { claims, sign } from "./tokens.js";

export interface ShippedRequest {
  readonly method?: string;
  readonly path: string;
  /** The request id. By default the registry assigns one. */
  readonly requestId?: string;
  readonly token?: string;
  readonly headers?: Record<string, string | string[]>;
  /** The client certificate. Default: that of the registry's own client. */
  readonly as?: Issued;
  readonly body?: string;
}
export interface ShippedAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** The shipped registry as a separate process, with certificates, keys and data in a folder that is removed with it. */
export class ShippedRegistry {
  #process: ChildProcess | undefined;
  /** Resolves when the process has ended and all of its output was read. */
  #closed: Promise<unknown> = Promise.resolve();
  /** Every received answer; compared with log and audit trail when the registry stops. */
  readonly #seen: SeenAnswer[] = [];
  #killed = false;
  /** Its whole output on standard output and standard error. */
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
    private readonly through: readonly string[],
  ) {}

  /** @param through a wrapper program that replaces itself with the program in its last arguments */
  static async create(
    settings: Record<string, string> = {},
    { through = [] }: { readonly through?: readonly string[] } = {},
  ): Promise<ShippedRegistry> {
    const setUp = await registrySetUp("shipped-", "127.0.0.1");
    const { directory, baseUrl, authority, client, key } = setUp;
    await mkdir(join(directory, "store"));
    const all = { ...setUp.settings, REGISTRY_AUDIT: join(directory, "audit"), ...settings };
    return new ShippedRegistry(directory, baseUrl, authority.cert, authority, client, key, all, through);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get storeDirectory(): string {
    return join(this.directory, "store");
  }

  get auditDirectory(): string {
    return this.settings["REGISTRY_AUDIT"] as string;
  }

  token(more: Record<string, unknown> = {}, key = this.key): Promise<string> {
    return sign(key, claims({ aud: this.baseUrl, ...more }));
  }

  async start(): Promise<void> {
    const child = startNode([builtRegistry()], {
      through: this.through,
      env: { PATH: process.env["PATH"], ...this.settings },
    });
    this.#process = child;
    this.#closed = once(child, "close");
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    await untilServing(
      child,
      () => this.send({ path: "/metadata" }),
      () => this.log,
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Stops the registry. Throws if caller, log and audit trail disagree about any answer that a test received. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    // A killed process may have answered without logging.
    if (signal === "SIGKILL") this.#killed = true;
    await endChild(child, signal);
    await this.#closed;
    const level = this.settings["REGISTRY_LOG_LEVEL"] ?? "info";
    if (this.#killed || !["info", "debug"].includes(level)) return;
    const faults = await accountFaults({
      answers: this.#seen,
      log: this.log.split("\n"),
      audit: this.auditDirectory,
    });
    if (faults.length > 0) throw new Error(faults.join("\n"));
  }

  async destroy(): Promise<void> {
    try {
      await this.stop();
    } finally {
      this.agent.destroy();
      await rm(this.directory, { recursive: true, force: true });
    }
  }

  /**
   * Sends a request. Rejects if there is no complete answer. `abort` closes the connection that many milliseconds after
   * the request was sent.
   */
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
            ...(requestId === undefined ? {} : { "x-request-id": requestId }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { "content-type": "application/fhir+json" }),
            ...headers,
          },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk) => (text += chunk));
          response.on("end", () => {
            const { statusCode: status = 0, headers: received } = response;
            this.#seen.push({ path, status, headers: received });
            resolve({ status, text, headers: received });
          });
          response.on("error", reject);
        },
      );
      request.on("error", reject);
      if (abort !== undefined) request.on("finish", () => setTimeout(() => request.destroy(), abort));
      request.end(body);
    });
  }
}
