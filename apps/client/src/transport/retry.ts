import { setTimeout as pause } from "node:timers/promises";
import pRetry from "p-retry";
import type { Call } from "../calls/call.js";
import type { RetryOptions } from "../options.js";
import type { Answer } from "./transport.js";

/** Statuses that do not concern the request itself (RFC 9110): the same request may succeed later. */
export const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

const MAXIMUM_DELAY_MS = 5_000;

/**
 * Errors of this client state whether another attempt would fail in the same way, and how many milliseconds to wait
 * before it.
 */
interface Passing extends Error {
  readonly lasting: false;
  readonly retryAfter?: number;
}

type Limits = Pick<Required<RetryOptions>, "attempts" | "delay">;

/**
 * Repeats an attempt that throws an error with `lasting: false`. Stops when an attempt succeeds or fails otherwise,
 * when attempts or time run out, when the attempt may not be repeated, or when the caller stops waiting. Throws the
 * last error.
 */
export function retrying<T>(
  attempt: () => Promise<T>,
  { attempts, delay }: Limits,
  { budget, signal }: Pick<Call, "budget" | "signal">,
  mayRepeat: (error: Error) => boolean = () => true,
): Promise<T> {
  return pRetry(attempt, {
    retries: attempts - 1,
    minTimeout: delay,
    maxTimeout: MAXIMUM_DELAY_MS,
    randomize: true,
    signal,
    shouldRetry: async ({ error, attemptNumber, retriesLeft }) => {
      if (!isPassing(error) || retriesLeft === 0 || !mayRepeat(error)) return false;
      const wait = error.retryAfter ?? 0;
      const longestDelay = Math.min(delay * 2 ** attemptNumber, MAXIMUM_DELAY_MS);
      if (wait + longestDelay >= budget.left()) return false;
      await pause(wait, undefined, { signal });
      return true;
    },
  });
}

/** Does the same for requests, and also repeats those answered with a status in `RETRIED`. Returns the last answer. */
export async function withRetries(
  send: () => Promise<Answer>,
  limits: Limits,
  call: Pick<Call, "budget" | "signal">,
  mayRepeat?: (error: Error) => boolean,
): Promise<Answer> {
  const attempt = async (): Promise<Answer> => {
    const answer = await send();
    if (RETRIED.has(answer.status)) throw new TryAgain(answer);
    return answer;
  };
  return retrying(attempt, limits, call, mayRepeat).catch((error: unknown) => {
    if (error instanceof TryAgain) return error.answer;
    throw error;
  });
}

class TryAgain extends Error implements Passing {
  readonly lasting = false;
  readonly retryAfter: number;
  constructor(readonly answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.retryAfter = retryAfter(answer);
  }
}

const isPassing = (error: Error): error is Passing => "lasting" in error && error.lasting === false;

/** Milliseconds that `Retry-After` requests, given as seconds or as a date (RFC 9110, 10.2.3); 0 if there are none. */
export function retryAfter({ headers }: Pick<Answer, "headers">): number {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
