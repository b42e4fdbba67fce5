import { randomUUID } from "node:crypto";
import type { Format } from "@appointment-registry/fhir-appointment";
import createOpenapiClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import type { paths } from "./generated/contract.js";
import type { Attempt, ClientOptions, Interaction } from "./options.js";
import { accessTokens } from "./token/access-token.js";
import { NoAnswer } from "./transport/no-answer.js";
import { RETRY_DEFAULTS, withRetries } from "./transport/retry.js";
import { createTransport } from "./transport/transport.js";
import type { Answer, Message } from "./transport/transport.js";

/** The contract's paths and parameters, checked by the compiler. Bodies are written and read by the FHIR library. */
type Contract = Client<paths, "application/fhir+json">;

/**
 * What the contract's client makes of a call. In place of the platform's `Request` and `Response`, whose streams and finalizers
 * cost a bulk cancel more memory than all the rest.
 */
class PlainRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;

  constructor(
    readonly url: string,
    { method = "GET", headers, body }: RequestInit,
  ) {
    this.method = method;
    this.headers = headers as Headers;
    this.body = body as string | undefined;
  }
}

/** To be spread into the call of the contract: it makes the call go through this client's transport. */
export interface Through {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly parseAs: "stream";
}

export interface AskOptions {
  readonly interaction: Interaction;
  /** `always`: may be sent again whatever became of it. `undone`: only where it was certainly not done, lest it be done twice. */
  readonly again: "always" | "undone";
  readonly signal?: AbortSignal | undefined;
  /** Without a token, for what is given to a certificate alone. */
  readonly anonymous?: boolean;
}

export type Asked = {
  readonly requestId: string;
  /** Of some attempt it is not known whether it was done. */
  readonly doubtful: boolean;
} & ({ readonly answer: Answer } | { readonly answer?: never; readonly error: Error });

export interface Exchange {
  readonly format: Format;
  /** A request and its answer, with as many attempts as are safe. Throws only what the caller's signal says. */
  ask(options: AskOptions, call: (contract: Contract, through: Through) => Promise<unknown>): Promise<Asked>;
  close(): Promise<void>;
}

export function createExchange(options: ClientOptions): Exchange {
  const { baseUrl, format = "json", timeout = 30_000, connections = 16, tls = {}, hooks = {} } = options;
  const transport = createTransport({ tls, timeout, connections });
  const tokens = options.token === undefined ? undefined : accessTokens(options.token, transport);
  const retry = { ...RETRY_DEFAULTS, ...options.retry };
  const contract = createOpenapiClient<paths, "application/fhir+json">({
    baseUrl,
    Request: PlainRequest as unknown as typeof Request,
    // Bodies come written: a resource by the FHIR library, a form as it is.
    bodySerializer: (body: unknown) => body as string,
    headers: { "content-type": `application/fhir+${format}`, accept: `application/fhir+${format}` },
  });

  async function once(message: Message, about: Attempt, token?: string, signal?: AbortSignal): Promise<Answer> {
    const from = performance.now();
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    hooks.onRequest?.(about);
    try {
      const answer = await transport.send({ ...message, headers: { ...message.headers, ...authorization } }, signal);
      hooks.onResponse?.({ ...about, status: answer.status, milliseconds: performance.now() - from });
      if (answer.status === 403 && token !== undefined) tokens?.refused(token);
      return answer;
    } catch (error) {
      hooks.onError?.({ ...about, error: error as Error, milliseconds: performance.now() - from });
      throw error;
    }
  }

  return {
    format,
    async ask({ interaction, again, signal, anonymous = false }, call) {
      const requestId = randomUUID();
      let answer: Answer | undefined;
      let doubtful = false;
      const exchange = async (request: PlainRequest): Promise<Response> => {
        const message: Message = {
          method: request.method,
          url: request.url,
          headers: { ...Object.fromEntries(request.headers), "x-request-id": requestId },
          ...(request.body === undefined ? {} : { body: request.body }),
        };
        const { pathname: path } = new URL(message.url);
        const attempted = async (attempt: number): Promise<Answer> => {
          const token = anonymous ? undefined : await tokens?.get();
          try {
            const about = { interaction, method: message.method, path, requestId, attempt };
            const got = await once(message, about, token, signal);
            if (got.status >= 500 || got.status === 408) doubtful = true;
            return got;
          } catch (error) {
            if (!(error instanceof NoAnswer) || error.sent) doubtful = true;
            throw error;
          }
        };
        answer = await withRetries(attempted, retry, { mayRepeat: () => again === "always" || !doubtful, signal });
        const { status, headers } = answer;
        return {
          status,
          headers,
          ok: status < 400,
          body: null,
          text: () => Promise.resolve(""),
        } as unknown as Response;
      };
      try {
        await call(contract, { parseAs: "stream", fetch: exchange as unknown as Through["fetch"] });
        if (answer === undefined) throw new Error("The contract's client made no request.");
        return { answer, requestId, doubtful };
      } catch (error) {
        if (signal?.aborted === true) throw error;
        return { error: error as Error, requestId, doubtful };
      }
    },
    close: () => transport.close(),
  };
}
