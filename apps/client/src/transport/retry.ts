import { setTimeout as pause } from "node:timers/promises";
import pRetry from "p-retry";
import type { RetryOptions } from "../options.js";
import type { Answer } from "./transport.js";

/** Statuses that say nothing against the request itself (RFC 9110): the same request may do better later. */
export const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export const RETRY_DEFAULTS: Required<RetryOptions> = { attempts: 5, budget: 30_000, delay: 100 };

const MAXIMUM_DELAY_MS = 5_000;

/**
 * Sends until there is an answer that another attempt would not better, attempts or time run out, or the signal says stop.
 * Gives the last answer, or throws the last `NoAnswer`; `attempt` counts from 1.
 */
export async function withRetries(
  send: (attempt: number) => Promise<Answer>,
  options: Required<RetryOptions>,
  { mayRepeat, signal }: { readonly mayRepeat: () => boolean; readonly signal?: AbortSignal | undefined },
): Promise<Answer> {
  const end = performance.now() + options.budget;
  let answered: Answer | undefined;
  try {
    return await pRetry(
      async (attempt) => {
        answered = undefined;
        const answer = await send(attempt);
        if (!RETRIED.has(answer.status)) return answer;
        answered = answer;
        throw new TryAgain();
      },
      {
        retries: options.attempts - 1,
        minTimeout: options.delay,
        maxTimeout: MAXIMUM_DELAY_MS,
        randomize: true,
        ...(signal === undefined ? {} : { signal }),
        shouldRetry: async ({ error, retriesLeft }) => {
          if (!isPassing(error) || retriesLeft === 0 || !mayRepeat()) return false;
          const wait = answered === undefined ? 0 : retryAfter(answered);
          if (performance.now() + wait + options.delay > end) return false;
          await pause(wait, undefined, signal === undefined ? {} : { signal });
          return true;
        },
      },
    );
  } catch (error) {
    if (answered !== undefined && error instanceof TryAgain) return answered;
    throw error;
  }
}

class TryAgain extends Error {
  readonly lasting = false;
}

/** Errors of this client say whether another attempt would fail in the same way; of others nothing is known. */
const isPassing = (error: Error): boolean => "lasting" in error && error.lasting === false;

/** Milliseconds that `Retry-After` asks for, given as seconds or as a date (RFC 9110, 10.2.3); 0 where it does not. */
function retryAfter({ headers }: Answer): number {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
