import { setTimeout as pause } from "node:timers/promises";
import { Call } from "../calls/call.js";
import type { ClientCredentials, RetryOptions } from "../options.js";
import { retrying } from "../transport/retry.js";
import type { Transport } from "../transport/transport.js";
import type { TokenSource } from "./access-tokens.js";
import { requestToken } from "./token-endpoint.js";
import { TokenError } from "./token-error.js";

/** A token is renewed when a tenth of its lifetime is left, and a minute before its end at the latest. */
const RENEWED_BEFORE_END_MS = 60_000;

/**
 * Provides the tokens of a token endpoint. One token is cached, and one request serves all callers that wait for the
 * next.
 */
export function issuedTokens(
  credentials: ClientCredentials,
  transport: Transport,
  retry: Required<RetryOptions>,
): TokenSource {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let request: { readonly token: Promise<string>; readonly controller: AbortController; waiting: number } | undefined;
  /** The time until which the token endpoint asked not to be called. */
  let busyUntil = 0;

  const good = (): string | undefined => (kept !== undefined && Date.now() < kept.until ? kept.token : undefined);

  async function renew(signal: AbortSignal): Promise<string> {
    const call = new Call(retry.budget, signal);
    try {
      await pause(Math.max(0, busyUntil - Date.now()), undefined, { signal });
      const { token, lifetime } = await retrying(() => requestToken(credentials, transport, call), retry, call);
      kept = { token, until: Date.now() + lifetime - Math.min(lifetime / 10, RENEWED_BEFORE_END_MS) };
      return token;
    } catch (error) {
      if (error instanceof TokenError) busyUntil = Date.now() + error.retryAfter;
      throw error;
    } finally {
      call.end();
    }
  }

  function begin(): NonNullable<typeof request> {
    const controller = new AbortController();
    const begun = { token: renew(controller.signal), controller, waiting: 0 };
    const end = (): void => void (request === begun && (request = undefined));
    begun.token.then(end, end);
    return begun;
  }

  async function get(call: Call): Promise<string> {
    const token = good();
    if (token !== undefined) return token;
    const late = (): Error =>
      new TokenError(`No access token from ${credentials.tokenUrl} in time.`, { lasting: false });
    if (request === undefined && busyUntil - Date.now() >= call.budget.left()) throw late();
    request ??= begin();
    const joined = request;
    joined.waiting += 1;
    try {
      return await call.within(joined.token, late);
    } finally {
      joined.waiting -= 1;
      if (joined.waiting === 0) {
        joined.controller.abort();
        if (request === joined) request = undefined;
      }
    }
  }

  return {
    get,
    isStale: (token) => token !== good(),
    replace(token, call) {
      if (kept?.token === token) kept = undefined;
      return get(call);
    },
    close: () => transport.close(),
  };
}
