import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SeenAnswer, SigningKey } from "@appointment-registry/test-kit";
import {
  accountFaults,
  claims,
  eventually,
  freePort,
  localCertificates,
  newSigningKey,
  publicJwk,
  registrySettings,
  sign,
  startRegistry,
  stopRegistry,
  untilServing,
} from "@appointment-registry/test-kit";
import type { Dispatcher } from "undici";
import { contract } from "../contract/contract.js";
import { clientAgent, sendBy } from "./calls.js";
import type { Answer } from "./calls.js";

export type { Answer };

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Record<string, string | string[] | undefined>;
  readonly body?: string | Uint8Array;
  /** The token to send. `null` sends none, and `undefined` a valid one. */
  readonly token?: string | null;
}

/** A registry in a separate process, with its own store, certificates and keys. */
export class RegistryUnderTest {
  readonly #seen: SeenAnswer[] = [];
  #killed = false;

  private constructor(
    readonly directory: string,
    readonly baseUrl: string,
    readonly key: SigningKey,
    readonly agent: Dispatcher,
    private settings: Record<string, string>,
    private process: ChildProcess,
    private readonly goodToken: string,
  ) {}

  static async start(extra: Record<string, string> = {}): Promise<RegistryUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), "registry e2e "));
    const certificates = await localCertificates(directory);
    const key = newSigningKey();
    const files = { ...certificates, jwks: join(directory, "jwks.json"), store: join(directory, "data") };
    await writeFile(files.jwks, JSON.stringify({ keys: [await publicJwk(key)] }));
    const baseUrl = `https://localhost:${await freePort(0, "127.0.0.1")}/STU3`;
    const settings = {
      ...registrySettings(baseUrl, files),
      REGISTRY_AUDIT: join(directory, "data-audit"),
      REGISTRY_HOST: "127.0.0.1",
      REGISTRY_LOG_LEVEL: "info",
      ...extra,
    };
    const agent = await clientAgent(directory);
    const token = await sign(key, claims({ aud: baseUrl }));
    const log = openSync(join(directory, "registry.log"), "a");
    const registry = new RegistryUnderTest(
      directory,
      baseUrl,
      key,
      agent,
      settings,
      startRegistry(settings, log),
      token,
    );
    try {
      await registry.untilServing();
    } catch (error) {
      await registry.stop();
      throw error;
    }
    return registry;
  }

  /** Sends SIGKILL, so that the process cannot clean up. */
  async kill(): Promise<void> {
    this.#killed = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    await gone;
  }

  /** Sends SIGKILL to one of its worker processes, or to the whole registry if it has none. Needs Linux. */
  async killWorker(random: () => number): Promise<void> {
    const { pid } = this.process;
    const children = pid === undefined ? "" : await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    const workers = children.split(" ").filter((each) => each !== "");
    const worker = workers[Math.floor(random() * workers.length)];
    if (worker === undefined) return this.kill();
    this.#killed = true;
    process.kill(Number(worker), "SIGKILL");
  }

  /** Sends SIGTERM. The registry's files remain. */
  pause(): Promise<void> {
    return stopRegistry(this.process);
  }

  /** Returns how the process ended, with nulls while it runs. */
  ended(): { readonly code: number | null; readonly signal: NodeJS.Signals | null } {
    return { code: this.process.exitCode, signal: this.process.signalCode };
  }

  /** Changes settings for the next start. */
  change(settings: Record<string, string>): void {
    this.settings = { ...this.settings, ...settings };
  }

  /** Starts the registry and sends SIGKILL after this many milliseconds. */
  async startAndKill(milliseconds: number): Promise<void> {
    this.process = startRegistry(this.settings, openSync(join(this.directory, "registry.log"), "a"));
    await delay(milliseconds);
    await this.kill();
  }

  async startAgain(): Promise<void> {
    this.process = startRegistry(this.settings, openSync(join(this.directory, "registry.log"), "a"));
    await this.untilServing();
  }

  /** Stops the registry. Throws if caller, log and audit trail differ about any answer that a test received. */
  async stop(): Promise<number | null> {
    await stopRegistry(this.process);
    await this.agent.close();
    const faults = await this.accountFaults();
    await rm(this.directory, { recursive: true, force: true });
    if (faults.length > 0) throw new Error(faults.join("\n"));
    return this.process.exitCode;
  }

  private async accountFaults(): Promise<string[]> {
    const { REGISTRY_AUDIT: audit = "", REGISTRY_LOG_LEVEL } = this.settings;
    // A killed process may have answered without logging the answer.
    if (this.#killed || REGISTRY_LOG_LEVEL !== "info" || !existsSync(audit)) return [];
    return accountFaults({ answers: this.#seen, log: this.log().split("\n"), audit });
  }

  log(): string {
    return readFileSync(join(this.directory, "registry.log"), "utf8");
  }

  /** Returns the lines of the log after it contains all answered requests, of which the last has this method. */
  async logLines(): Promise<string[]> {
    const id = randomUUID();
    await this.send("/metadata", { headers: { "x-request-id": id } });
    await eventually(async () => this.log().includes(id), "the log names the request");
    return this.log().trim().split("\n");
  }

  token(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
    return sign(this.key, claims({ aud: this.baseUrl, ...changes }), header);
  }

  /**
   * `path` is relative to the FHIR base, or a complete URL. Throws if the answer violates the contract, so that every test verifies the
   * answers that it receives.
   */
  async send(path: string, { method = "GET", headers = {}, body, token }: RequestOptions = {}): Promise<Answer> {
    const sent: Record<string, string | string[]> = {};
    if (token !== null) sent["authorization"] = `Bearer ${token ?? this.goodToken}`;
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name] = value;
    const url = path.startsWith("https:") ? path : `${this.baseUrl}${path}`;
    const result = await sendBy(this.agent, url, { method, headers: sent, ...(body === undefined ? {} : { body }) });
    if (url.startsWith(this.baseUrl)) {
      this.#seen.push({ path: url.slice(this.baseUrl.length), status: result.status, headers: result.headers });
      const broken = contract().violations({ method, path: url.slice(this.baseUrl.length), ...result });
      if (broken.length > 0)
        throw new Error(`${method} ${path} breaks the contract:\n${broken.join("\n")}\n${result.text}`);
    }
    return result;
  }

  private async untilServing(): Promise<void> {
    await untilServing(
      this.process,
      () => this.send("/metadata", { token: null }),
      () => this.log(),
    );
  }
}
