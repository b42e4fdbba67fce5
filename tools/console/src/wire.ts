import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Hooks } from "@appointment-registry/client";
import { toCurl } from "./curl.js";
import type { CurlOptions } from "./curl.js";
import type { HeaderFields, ShownExchange } from "./shapes.js";

/** The message that undici publishes for a request (its DiagnosticsChannel.md). */
interface Published {
  readonly request: PublishedRequest;
  readonly response?: { readonly statusCode: number; readonly statusText: string; readonly headers: readonly Buffer[] };
  readonly chunk?: Uint8Array;
  readonly error?: Error;
}
interface PublishedRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | URL;
  readonly headers: readonly (string | readonly string[])[];
  readonly body: unknown;
}

interface Exchange {
  readonly request: PublishedRequest;
  readonly requestId: string;
  readonly actor: string;
  readonly started: number;
  ended?: number;
  status?: number;
  statusText?: string;
  headers: HeaderFields;
  readonly chunks: Uint8Array[];
  error?: string;
}

/** The exchanges of one action. */
class Recording {
  readonly exchanges: Exchange[] = [];
}

/**
 * Records requests and answers from undici's diagnostics channels, so that the client library is used unchanged. The `X-Request-ID` assigns
 * a request to an action.
 */
export class Wire {
  readonly #actions = new AsyncLocalStorage<Recording>();
  readonly #expected = new Map<string, { readonly recording: Recording; readonly actor: string }>();
  readonly #exchanges = new WeakMap<PublishedRequest, Exchange>();
  readonly #curl: CurlOptions;
  readonly #onAnswer: (exchange: ShownExchange) => void;
  readonly #channels: readonly [string, (message: unknown) => void][];

  constructor(curl: CurlOptions, onAnswer: (exchange: ShownExchange) => void) {
    this.#curl = curl;
    this.#onAnswer = onAnswer;
    const on = (name: string, work: (message: Published, exchange: Exchange) => void) =>
      [
        `undici:request:${name}`,
        (message: unknown) => {
          const exchange = this.#exchanges.get((message as Published).request);
          if (exchange !== undefined) work(message as Published, exchange);
        },
      ] as [string, (message: unknown) => void];
    this.#channels = [
      ["undici:request:create", (message) => this.#created((message as Published).request)],
      on("headers", ({ response }, exchange) => {
        if (response === undefined) return;
        exchange.status = response.statusCode;
        exchange.statusText = response.statusText;
        exchange.headers = pairs(response.headers.map((each) => each.toString("latin1")));
      }),
      on("bodyChunkReceived", ({ chunk }, exchange) => void (chunk && exchange.chunks.push(Buffer.from(chunk)))),
      on("trailers", (_, exchange) => this.#ended(exchange)),
      on("error", ({ error }, exchange) => {
        exchange.error = error?.message ?? "No answer";
        this.#ended(exchange);
      }),
    ];
    for (const [name, listener] of this.#channels) subscribe(name, listener);
  }

  /** Runs an action and returns its exchanges in order. */
  async record<T>(work: () => Promise<T>): Promise<readonly [T, readonly ShownExchange[]]> {
    const recording = new Recording();
    try {
      const value = await this.#actions.run(recording, work);
      return [value, recording.exchanges.map((each) => this.#shown(each))];
    } finally {
      for (const [id, expected] of this.#expected) if (expected.recording === recording) this.#expected.delete(id);
    }
  }

  /** Returns hooks for a client, which record its requests under this actor's name. */
  hooks(actor: string): Hooks {
    return { onRequest: ({ requestId }) => this.expect(requestId, actor) };
  }

  expect(requestId: string, actor: string): void {
    const recording = this.#actions.getStore();
    if (recording !== undefined) this.#expected.set(requestId, { recording, actor });
  }

  close(): void {
    for (const [name, listener] of this.#channels) unsubscribe(name, listener);
  }

  #created(request: PublishedRequest): void {
    const requestId = pairs(request.headers).find(([name]) => name.toLowerCase() === "x-request-id")?.[1];
    if (requestId === undefined) return;
    const expected = this.#expected.get(requestId);
    const { recording, actor } = expected ?? {};
    if (recording === undefined || actor === undefined) return;
    // A proxy in this process forwards requests under the same id. Only the client's own request counts.
    if (recording.exchanges.some((each) => each.requestId === requestId && origin(each.request) !== origin(request)))
      return;
    const exchange = { request, requestId, actor, started: performance.now(), headers: [], chunks: [] };
    recording.exchanges.push(exchange);
    this.#exchanges.set(request, exchange);
  }

  #ended(exchange: Exchange): void {
    exchange.ended = performance.now();
    this.#onAnswer(this.#shown(exchange));
  }

  #shown({ request, requestId, actor, started, ended, status, statusText, headers, chunks, error }: Exchange) {
    const body = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const url = `${origin(request)}${request.path}`;
    const sent = pairs(request.headers);
    const { method } = request;
    return {
      requestId,
      actor,
      method,
      url,
      requestHeaders: sent.map(([name, value]) => [name, shortened(name, value)] as const),
      requestBody: body,
      ...(status === undefined ? {} : { status, statusText: statusText ?? "" }),
      responseHeaders: headers,
      responseBody: Buffer.concat(chunks).toString("utf8"),
      ...(error === undefined ? {} : { error }),
      milliseconds: Math.round(((ended ?? performance.now()) - started) * 10) / 10,
      curl: toCurl({ method, url, headers: sent, body }, this.#curl),
    } satisfies ShownExchange;
  }
}

const origin = ({ origin }: PublishedRequest): string => (typeof origin === "string" ? origin : origin.origin);

function pairs(flat: readonly (string | readonly string[])[]): HeaderFields {
  const fields: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) fields.push([String(flat[at]), [flat[at + 1]].flat().join(", ")]);
  return fields;
}

/** Shortens a token to a part that identifies it but cannot be used. */
function shortened(name: string, value: string): string {
  if (name.toLowerCase() !== "authorization") return value;
  return value.length <= 24 ? value : `${value.slice(0, 19)}…${value.slice(-4)}`;
}
