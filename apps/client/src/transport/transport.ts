import { Agent, request } from "undici";
import type { TlsOptions } from "../options.js";
import { NoAnswer } from "./no-answer.js";

export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface Transport {
  /** Sends once and reads the whole answer, of any status. Throws `NoAnswer`, or what the caller's signal says. */
  send(message: Message, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly tls: TlsOptions;
  /** Milliseconds. */
  readonly timeout: number;
  readonly connections: number;
}

/** A Bundle of a patient with thousands of appointments is smaller. */
const MAXIMUM_ANSWER_BYTES = 64 * 1024 * 1024;

/** Shorter than the registry keeps an idle connection, so that a request seldom meets one that is being closed. */
const KEEP_ALIVE_MS = 4_000;

/** HTTPS with a client certificate over connections that are kept: a handshake costs the registry far more than a request. */
export function createTransport({ tls, timeout, connections }: TransportOptions): Transport {
  const agent = new Agent({
    connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: MAXIMUM_ANSWER_BYTES,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect: { ...tls, ca: tls.ca === undefined ? undefined : [tls.ca].flat(), timeout: Math.min(timeout, 10_000) },
  });
  return {
    async send({ method, url, headers, body }, signal) {
      signal?.throwIfAborted();
      // Not AbortSignal.timeout and AbortSignal.any: theirs stay in memory until the time is over, answered or not.
      const limit = new AbortController();
      const timer = setTimeout(
        () => limit.abort(new NoAnswer(new Error(`No answer within ${timeout} ms.`), { sent: true })),
        timeout,
      );
      const stop = (): void => limit.abort(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: method as "GET",
          headers,
          ...(body === undefined ? {} : { body }),
          signal: limit.signal,
        });
        return { status: answer.statusCode, headers: headersOf(answer.headers), body: await answer.body.bytes() };
      } catch (error) {
        throw limit.signal.aborted ? limit.signal.reason : new NoAnswer(error);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
      }
    },
    close: () => agent.close(),
  };
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}
