import { rm } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { connect } from "node:tls";
import { readResource } from "@appointment-registry/fhir-appointment";
import type { Issued, SeenAnswer, SigningKey } from "@appointment-registry/test-kit";
import { accountFaults, bookedEntry, claims, registrySetUp, sign } from "@appointment-registry/test-kit";
import type { Registry } from "../compose.js";
import { compose } from "../compose.js";
import { loadConfig } from "../config/load.js";
import { createLog } from "../logging/log.js";
import { RecordedForms } from "../logging/recorded-forms.js";

export interface TestRequest {
  readonly method?: string;
  readonly headers?: Record<string, string | string[] | undefined>;
  readonly body?: string | Uint8Array;
  /** `null`: no token. Absent: a token with all permissions. */
  readonly token?: string | null;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
}

export const JSON_TYPE = "application/fhir+json";
export const XML_TYPE = "application/fhir+xml";

/** The whole registry in this process, over mutual TLS, with its own store, certificates and keys. */
export class TestRegistry {
  readonly agent: Agent;
  /** Every response received; compared with log and audit trail when the registry stops. */
  readonly #seen: SeenAnswer[] = [];
  private constructor(
    private readonly registry: Registry,
    private readonly log: readonly string[],
    readonly directory: string,
    readonly port: number,
    readonly baseUrl: string,
    readonly ca: string,
    readonly client: Issued,
    readonly key: SigningKey,
    readonly goodToken: string,
    private readonly audit: string,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 64, ca, cert: client.cert, key: client.key });
  }

  /** @param log receives the lines of the log, one by one */
  static async start(settings: Record<string, string> = {}, log?: (line: string) => void): Promise<TestRegistry> {
    const { directory, baseUrl, authority, client, key, settings: own } = await registrySetUp("registry-", "localhost");
    const config = loadConfig({
      ...own,
      REGISTRY_HOST: "127.0.0.1",
      REGISTRY_LOG_LEVEL: "info",
      // On a busy machine more than a minute may pass between two requests on a connection.
      REGISTRY_KEEP_ALIVE: "3600",
      ...settings,
    });
    const lines: string[] = [];
    const write = (line: string) => {
      lines.push(line);
      log?.(line);
    };
    const forms = new RecordedForms();
    const registry = await compose(config, createLog(config.log.level, { write }, forms), forms);
    await registry.start();
    const token = await sign(key, claims({ aud: baseUrl }));
    return new TestRegistry(
      registry,
      lines,
      directory,
      Number(new URL(baseUrl).port),
      baseUrl,
      authority.cert,
      client,
      key,
      token,
      config.audit.directory,
    );
  }

  /** Throws if caller, log and audit trail differ about any response that a test has received. */
  async stop(): Promise<void> {
    this.agent.destroy();
    await this.registry.stop();
    const faults = await accountFaults({ answers: this.#seen, log: this.log, audit: this.audit });
    await rm(this.directory, { recursive: true, force: true });
    if (faults.length > 0) throw new Error(faults.join("\n"));
  }

  token(more: Record<string, unknown> = {}): Promise<string> {
    return sign(this.key, claims({ aud: this.baseUrl, ...more }));
  }

  /** `path` is relative to the FHIR base, or a whole URL. It is sent unchanged. */
  send(path: string, { method = "GET", headers = {}, body, token }: TestRequest = {}): Promise<TestAnswer> {
    const fields: Record<string, string | string[]> = {};
    if (token !== null) fields["authorization"] = `Bearer ${token ?? this.goodToken}`;
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) fields[name] = value;
    if (body !== undefined) fields["content-length"] ??= String(Buffer.byteLength(body));
    const target = path.startsWith("https:") ? path.slice(path.indexOf("/", 8)) : `/STU3${path}`;
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        { host: "localhost", port: this.port, path: target, method, agent: this.agent, headers: fields },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const bytes = Buffer.concat(chunks);
            const { statusCode: status = 0, headers } = response;
            this.#seen.push({ path: target.replace(/^\/STU3/, ""), status, headers });
            resolve({ status, headers, text: bytes.toString(), bytes });
          });
        },
      );
      request.on("error", reject);
      request.end(body);
    });
  }

  /** Sends bytes unchanged and resolves to everything received until the connection ends or `milliseconds` pass. */
  raw(text: string | Buffer, milliseconds = 3000): Promise<string> {
    return new Promise((resolve) => {
      const { ca, client, port } = this;
      const socket = connect({ host: "localhost", port, ca, cert: client.cert, key: client.key }, () =>
        socket.write(text),
      );
      let received = "";
      const done = () => {
        clearTimeout(timer);
        socket.destroy();
        resolve(received);
      };
      const timer = setTimeout(done, milliseconds);
      socket.on("data", (chunk) => (received += chunk.toString()));
      socket.on("error", done).on("close", done);
    });
  }

  /** Registers an entry. */
  async registered(patient: string, more: object = {}): Promise<RegisteredEntry> {
    const answer = await this.send("/Appointment", {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body: JSON.stringify(bookedEntry(patient, more)),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    const resource = JSON.parse(answer.text) as fhir.Appointment;
    return { id: resource.id as string, path: `/Appointment/${resource.id}`, resource, answer };
  }

  /** Cancels an entry in accordance with the contract. */
  cancel({ path, resource }: RegisteredEntry, { headers, ...more }: TestRequest = {}): Promise<TestAnswer> {
    return this.send(path, {
      method: "PUT",
      headers: { "content-type": JSON_TYPE, "if-match": 'W/"1"', ...headers },
      body: JSON.stringify({ ...resource, status: "cancelled" }),
      ...more,
    });
  }
}

export interface RegisteredEntry {
  readonly id: string;
  readonly path: string;
  readonly resource: fhir.Appointment;
  readonly answer: TestAnswer;
}

/** The issues of an OperationOutcome in either format: code, Spine code, diagnostics, text and expression. */
export function getOutcome(
  answer: TestAnswer,
): { code: string; spine: string; rule: string; text: string; at: string }[] {
  const format = String(answer.headers["content-type"]).includes("xml") ? "xml" : "json";
  const read = readResource(answer.text, { format, expectedType: "OperationOutcome" });
  if (read.kind !== "resource") throw new Error(`No OperationOutcome: ${answer.status} ${answer.text}`);
  return (read.resource as unknown as fhir.OperationOutcome).issue.map((issue) => ({
    code: issue.code,
    spine: issue.details?.coding?.[0]?.code ?? "",
    // eslint-disable-next-line regexp/no-super-linear-backtracking -- our own output
    rule: /\(Rule ([^\s,)]+)[^)]*\)$/.exec(issue.diagnostics ?? "")?.[1] ?? "",
    text: issue.details?.text ?? "",
    at: issue.expression?.[0] ?? "",
  }));
}
