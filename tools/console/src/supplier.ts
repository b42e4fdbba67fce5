import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient, TokenOption } from "@appointment-registry/client";
import { SCOPES, shellWord } from "@appointment-registry/test-kit";
import { Agent, request } from "undici";
import type { ConsoleOptions } from "./options.js";
import type { ClientCommands } from "./shapes.js";
import type { Wire } from "./wire.js";

export interface RawRequest {
  readonly method: "POST" | "PUT";
  /** Path below the FHIR base, with a leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** The suppliers' systems that the console simulates: clients of the registry with the sandbox's certificate. */
export class Suppliers {
  readonly #clients = new Map<string, RegistryClient>();
  readonly #options: ConsoleOptions;
  readonly #wire: Wire;
  readonly #tls: { readonly ca: string; readonly cert: string; readonly key: string };
  /** For requests that a client of the library does not send. */
  readonly agent: Agent;

  private constructor(options: ConsoleOptions, wire: Wire, tls: { ca: string; cert: string; key: string }) {
    this.#options = options;
    this.#wire = wire;
    this.#tls = tls;
    this.agent = new Agent({ connect: tls });
  }

  static async open(options: ConsoleOptions, wire: Wire): Promise<Suppliers> {
    const [ca, cert, key] = await Promise.all(
      [options.ca, options.cert, options.key].map((file) => readFile(file, "utf8")),
    );
    return new Suppliers(options, wire, { ca: ca ?? "", cert: cert ?? "", key: key ?? "" });
  }

  /** The sandbox's own client, with a token of the token endpoint. */
  get own(): RegistryClient {
    return this.named(this.#options.credentials.clientId);
  }

  /** Returns another supplier: like the sandbox's client, but with another client id. */
  named(actor: string): RegistryClient {
    const { credentials } = this.#options;
    const kept = this.#clients.get(actor);
    if (kept !== undefined) return kept;
    const token = actor === credentials.clientId ? credentials : () => this.token(actor);
    const client = this.#open(actor, this.#options.baseUrl, token);
    this.#clients.set(actor, client);
    return client;
  }

  /** Returns a client for one action, with its own token or another address. The caller closes it. */
  special(
    actor: string,
    { token, baseUrl = this.#options.baseUrl }: { token?: string; baseUrl?: string },
  ): RegistryClient {
    return this.#open(actor, baseUrl, token ?? (() => this.token(actor)));
  }

  token(actor: string, claims: Record<string, unknown> = {}): Promise<string> {
    return this.#options.signToken({ groups: SCOPES, appid: actor, sub: actor, ...claims });
  }

  /** Sends a faulty request, which the client library would not send. */
  async send(actor: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
    const requestId = randomUUID();
    this.#wire.expect(requestId, actor);
    const answer = await request(`${this.#options.baseUrl}${path}`, {
      method,
      dispatcher: this.agent,
      headers: {
        accept: "application/fhir+json",
        "content-type": "application/fhir+json",
        ...headers,
        "x-request-id": requestId,
        authorization: `Bearer ${await this.token(actor)}`,
      },
      body,
    });
    return { status: answer.statusCode, body: await answer.body.text() };
  }

  /** Returns the command line from `write` for both names of the client. `flags` begins with a space unless it is empty. */
  commands(write: (client: string, flags: string) => string): ClientCommands {
    const flags = this.#options.clientFlags.map((flag) => ` ${shellWord(flag)}`).join("");
    return { checkout: write("npm run client --", flags), installed: write("appointment-client", flags) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    await this.agent.close();
  }

  #open(actor: string, baseUrl: string, token: TokenOption): RegistryClient {
    return createRegistryClient({ baseUrl, tls: this.#tls, token, proxy: false, hooks: this.#wire.hooks(actor) });
  }
}
