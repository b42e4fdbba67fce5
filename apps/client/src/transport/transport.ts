import type { Dispatcher } from "undici";
import type { Call } from "../calls/call.js";
import type { TlsOption, TlsOptions } from "../options.js";
import { createDispatchers } from "./dispatchers.js";
import { NoAnswer, noAnswer } from "./no-answer.js";

export interface Message {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface Transport {
  /**
   * Sends once and reads the whole answer, whatever its status. Rejects with `NoAnswer`, also if the caller stops
   * waiting.
   */
  send(message: Message, call: Call): Promise<Answer>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly tls: TlsOption;
  /** The option name in errors about `tls`. Default: `tls`. */
  readonly name?: string;
  /** Milliseconds for an attempt after it gets a connection. */
  readonly timeout: number;
  readonly connections: number;
  readonly proxy?: string | false | undefined;
}

/** Maximum size of an answer. A Bundle of a patient with thousands of appointments is smaller. */
const MAXIMUM_ANSWER_BYTES = 64 * 1024 * 1024;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Creates an HTTPS transport with a client certificate and persistent connections: a handshake costs the registry far
 * more than a request. Throws `TypeError` for unusable TLS options.
 */
export function createTransport({ tls, name = "tls", timeout, connections, proxy }: TransportOptions): Transport {
  const connectTimeout = Math.min(timeout, CONNECT_TIMEOUT_MS);
  const dispatchers = createDispatchers({ name, connections, connectTimeout, proxy });
  if (typeof tls !== "function") dispatchers.for(tls);
  return {
    async send(message, call) {
      const current = typeof tls === "function" ? await currentTls(tls, name, call) : tls;
      const hasCertificate = current.cert !== undefined;
      return exchanged(dispatcherFor(current), message, { call, timeout, connectTimeout, hasCertificate });
    },
    close: () => dispatchers.close(),
  };

  function dispatcherFor(current: TlsOptions): Dispatcher {
    try {
      return dispatchers.for(current);
    } catch (error) {
      throw new NoAnswer((error as Error).message, { sent: false, lasting: true, cause: error });
    }
  }
}

async function currentTls(tls: Exclude<TlsOption, TlsOptions>, name: string, call: Call): Promise<TlsOptions> {
  try {
    return await call.within((async () => tls())(), () => new Error("It did not return in time."));
  } catch (error) {
    const message = `The function ${name} failed: ${(error as Error).message}`;
    throw new NoAnswer(message, { sent: false, lasting: true, cause: error });
  }
}

interface ExchangeOptions {
  readonly call: Call;
  /** Milliseconds. */
  readonly timeout: number;
  readonly connectTimeout: number;
  readonly hasCertificate: boolean;
}

function exchanged(
  dispatcher: Dispatcher,
  { url, method, headers, body }: Message,
  { call, timeout, connectTimeout, hasCertificate }: ExchangeOptions,
): Promise<Answer> {
  const { signal, budget } = call;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    const settle = (how: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      how();
    };
    const fail = (error: NoAnswer): void => {
      settle(() => reject(error));
      controller?.abort(error);
    };
    const started = (): boolean => controller !== undefined;
    const stop = (): void =>
      fail(new NoAnswer("The caller stopped waiting.", { sent: started(), lasting: true, cause: signal.reason }));
    const limit = (milliseconds: number, what: string): NodeJS.Timeout => {
      const time = Math.min(milliseconds, budget.left());
      return setTimeout(() => fail(new NoAnswer(`${what} within ${Math.round(time)} ms.`, { sent: started() })), time);
    };
    let timer = limit(connectTimeout, `No connection to ${new URL(url).host}`);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop);

    let status = 0;
    let fields: Headers;
    const chunks: Uint8Array[] = [];
    let size = 0;
    const { origin, pathname, search } = new URL(url);
    const request = {
      origin,
      path: pathname + search,
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const handler: Dispatcher.DispatchHandler = {
      // The head is written to the connection right after this, unless it is aborted here.
      onRequestStart(starting) {
        if (settled) return starting.abort(new Error("No caller is waiting for this request."));
        controller = starting;
        clearTimeout(timer);
        timer = limit(timeout, "No answer");
      },
      onResponseStart(_, code, raw) {
        status = code;
        fields = getHeaders(raw);
      },
      onResponseData(_, chunk) {
        size += chunk.length;
        if (size <= MAXIMUM_ANSWER_BYTES) chunks.push(chunk);
        else {
          const message = `The answer is larger than ${MAXIMUM_ANSWER_BYTES} bytes.`;
          fail(new NoAnswer(message, { sent: true, lasting: true }));
        }
      },
      onResponseEnd() {
        settle(() => resolve({ status, headers: fields, body: Buffer.concat(chunks) }));
      },
      onResponseError(_, error) {
        settle(() => reject(noAnswer(error, { url, started: started(), hasCertificate })));
      },
    };
    try {
      dispatcher.dispatch(request, handler);
    } catch (error) {
      fail(noAnswer(error, { url, started: started(), hasCertificate }));
    }
  });
}

function getHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}
