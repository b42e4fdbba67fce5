import { randomUUID } from "node:crypto";
import type { Format } from "@appointment-registry/fhir-appointment";
import { isCertainlyNotDone } from "./answers.js";
import type { Call } from "./calls/call.js";
import type { ContractRequest } from "./contract-request.js";
import { completeOptions } from "./complete-options.js";
import type { CompleteOptions } from "./complete-options.js";
import type { Attempt, ClientOptions, Hooks, Interaction } from "./options.js";
import { accessTokens, givenTokens } from "./token/access-tokens.js";
import type { AccessTokens } from "./token/access-tokens.js";
import { issuedTokens } from "./token/issued-tokens.js";
import { TokenError } from "./token/token-error.js";
import { NoAnswer } from "./transport/no-answer.js";
import { retryAfter, withRetries } from "./transport/retry.js";
import { Slots } from "./transport/slots.js";
import { traced } from "./transport/traced.js";
import { createTransport } from "./transport/transport.js";
import type { Answer, Message } from "./transport/transport.js";

export interface RequestOptions {
  readonly interaction: Interaction;
  /**
   * `always`: the request may be sent again regardless of its outcome. `undone`: it may be sent again only if it was
   * certainly not performed, so that it is never performed twice.
   */
  readonly again: "always" | "undone";
  /** Sends no token, for interactions that require only a client certificate. */
  readonly anonymous?: boolean;
  readonly body?: string;
  readonly contentType?: string;
}

/**
 * The doubt about whether a request was performed, after its attempts and its last answer. `none`: no earlier attempt
 * was performed, or the answer states the outcome. `unclear`: an answer did not come from a registry, so it is unknown
 * whether the request was performed, but nothing is in progress. `open`: an attempt may have been performed or may
 * still be in progress.
 */
export type Doubt = "none" | "unclear" | "open";

export type RegistryResponse = {
  readonly requestId: string;
  readonly doubt: Doubt;
} & ({ readonly answer: Answer; readonly error?: never } | { readonly answer?: never; readonly error: Error });

export interface Exchange {
  readonly format: Format;
  /** FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Total milliseconds for each call. */
  readonly budget: number;
  /** Sends a request, with as many attempts as are safe. Never rejects; see `Call.aborted`. */
  send(request: ContractRequest, options: RequestOptions, call: Call): Promise<RegistryResponse>;
  /**
   * Resolves to the token that requests carry; `undefined` if none is configured. Rejects with `TokenError`, or the
   * signal's reason.
   */
  token(call: Call): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Creates the client's access to a registry: connections, certificates, tokens, retries. Throws `TypeError` for an
 * unusable option.
 */
export function createExchange(options: ClientOptions): Exchange {
  const complete = completeOptions(options);
  const { baseUrl, format, timeout, connections, tls, proxy, hooks, retry } = complete;
  const transport = createTransport({ tls, timeout, connections, proxy });
  const slots = new Slots(connections);
  const tokens = getTokens(complete);

  return {
    format,
    baseUrl,
    budget: retry.budget,
    async send({ method, path, headers }, { interaction, again, anonymous = false, body, contentType }, call) {
      const requestId = randomUUID();
      const url = `${baseUrl}${path}`;
      const type = body === undefined ? {} : { "content-type": contentType ?? `application/fhir+${format}` };
      const message: Message = {
        method,
        url,
        headers: { accept: `application/fhir+${format}`, ...type, ...headers, "x-request-id": requestId },
        ...(body === undefined ? {} : { body }),
      };
      let doubt = "none" as Doubt;
      let attempts = 0;
      const once = async (token: string | undefined): Promise<Answer> => {
        attempts += 1;
        const about = { interaction, method, path: new URL(url).pathname, requestId, attempt: attempts };
        try {
          const answer = await observed(hooks, about, () =>
            traced({ name: interaction, attempt: attempts }, authorised(message, token), (sent) =>
              transport.send(sent, call),
            ),
          );
          doubt = worse(doubt, getDoubt(answer));
          return answer;
        } catch (error) {
          if (error instanceof NoAnswer && error.sent) doubt = "open";
          throw error;
        }
      };
      // The token endpoint has already had its own attempts.
      const mayRepeat = (error?: Error): boolean =>
        !(error instanceof TokenError) && (again === "always" || doubt === "none");
      const source = anonymous ? undefined : tokens;
      const attempt = async (): Promise<Answer> => {
        // Get the token before waiting for a connection, so that many calls fail together if there is no token.
        let token = await source?.get(call);
        const release = await call.budget.paused(() => slots.acquire(call.begun, call.signal));
        call.begun = true;
        try {
          if (token !== undefined && source?.isStale(token) === true) token = await source.get(call);
          const answer = await once(token);
          if (source === undefined || token === undefined) return answer;
          if (!refusesToken(answer) || !mayRepeat()) return answer;
          const other = await source.replace(token, interaction, call);
          if (other === undefined) return answer;
          const next = await once(other);
          if (refusesToken(next)) source.refusedAgain(interaction);
          return next;
        } finally {
          release();
        }
      };
      try {
        return { answer: await withRetries(attempt, retry, call, mayRepeat), requestId, doubt };
      } catch (error) {
        if (!call.aborted) return { error: error as Error, requestId, doubt };
        const details = { sent: doubt === "open", lasting: true, cause: call.signal.reason as unknown };
        return { error: new NoAnswer("The caller stopped waiting.", details), requestId, doubt };
      }
    },
    token: async (call) => tokens?.get(call),
    async close() {
      await Promise.all([transport.close(), tokens?.close()]);
    },
  };
}

function getTokens({ token, timeout, tls, proxy, retry }: CompleteOptions): AccessTokens | undefined {
  if (token === undefined) return undefined;
  if (typeof token !== "object") return accessTokens(givenTokens(token));
  const own = token.tls === undefined ? { tls, name: "tls" } : { tls: token.tls, name: "token.tls" };
  return accessTokens(issuedTokens(token, createTransport({ ...own, timeout, connections: 2, proxy }), retry));
}

function authorised(message: Message, token: string | undefined): Message {
  if (token === undefined) return message;
  return { ...message, headers: { ...message.headers, authorization: `Bearer ${token}` } };
}

/** This contract refuses a token with 403; other servers use 401 (RFC 6750, 3.1). */
const refusesToken = ({ status }: Answer): boolean => status === 403 || status === 401;

/** A gateway may answer 5xx although the registry has performed the request or is about to. */
function getDoubt(answer: Answer): Doubt {
  const { status } = answer;
  if (status >= 200 && status < 300) return "none";
  if (status >= 500 || status === 408) return "open";
  return isCertainlyNotDone(answer) ? "none" : "unclear";
}

const DOUBTS: readonly Doubt[] = ["none", "unclear", "open"];
const worse = (one: Doubt, other: Doubt): Doubt => (DOUBTS.indexOf(one) > DOUBTS.indexOf(other) ? one : other);

/**
 * Sends an attempt and runs the hooks before and after it. An error of `onRequest` stops the attempt; errors of the
 * other hooks change nothing.
 */
async function observed(hooks: Hooks, about: Attempt, send: () => Promise<Answer>): Promise<Answer> {
  const from = performance.now();
  try {
    hooks.onRequest?.(about);
  } catch (error) {
    throw new NoAnswer(`hooks.onRequest failed: ${String(error)}`, { sent: false, lasting: true, cause: error });
  }
  try {
    const answer = await send();
    const milliseconds = performance.now() - from;
    warned("onResponse", () =>
      hooks.onResponse?.({ ...about, status: answer.status, milliseconds, retryAfter: retryAfter(answer) }),
    );
    return answer;
  } catch (error) {
    warned("onError", () =>
      hooks.onError?.({ ...about, error: error as Error, milliseconds: performance.now() - from }),
    );
    throw error;
  }
}

function warned(name: string, hook: () => void): void {
  try {
    hook();
  } catch (error) {
    process.emitWarning(`hooks.${name} of the registry client failed: ${String(error)}`);
  }
}
