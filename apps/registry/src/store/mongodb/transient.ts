import { setTimeout as pause } from "node:timers/promises";
import {
  MongoError,
  MongoNetworkError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import { StoreUnavailableError } from "../store.js";

/** Milliseconds within which a call is answered or abandoned: longer than an election should take. */
export const TIME_BUDGET = 20_000;

const DUPLICATE_KEY = 11000;

/** Server errors after which the same call may be sent again: elections, shutdown, unreachable hosts, a missing majority. */
const TRANSIENT_CODES = new Set([
  6, 7, 50, 64, 89, 91, 100, 112, 133, 134, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436,
]);

/** Driver errors without an exported class: the call waited for a connection and was not sent. */
const NOT_SENT = new Set(["MongoWaitQueueTimeoutError", "MongoPoolClearedError"]);

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Returns whether the outcome of the call is unknown, or the call is known to have failed for a temporary reason. */
export function isTransient(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoOperationTimeoutError) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    NOT_SENT.has(error.name) || error.hasErrorLabel("RetryableWriteError") || TRANSIENT_CODES.has(Number(error.code))
  );
}

/**
 * Repeats a call until it has a result. A read may always be repeated. A write has its own id. `attempt` looks for that mark before it
 * attributes an existing write to another caller, so sending it twice has the same effect as sending it once.
 * @param attempt receives the remaining milliseconds; `undefined` requests another attempt
 * @param deadline milliseconds of `performance.now()`; server selection, waits and attempts all end by then
 * @throws StoreUnavailableError when the deadline passes without an answer: a write may or may not have been done
 */
export async function untilKnown<T>(
  attempt: (remaining: number) => Promise<T | undefined>,
  deadline = performance.now() + TIME_BUDGET,
): Promise<T> {
  // Reason for the last failure, kept in case a pause on a busy machine leaves no time for another attempt.
  let reason: unknown;
  for (let wait = 5; ; wait = Math.min(wait * 2, 500)) {
    const remaining = deadline - performance.now();
    if (remaining > 0) {
      try {
        const answer = await before(remaining, attempt(Math.ceil(remaining)));
        if (answer !== undefined) return answer;
        reason = undefined;
      } catch (error) {
        if (!isTransient(error)) throw error;
        reason = error;
      }
    }
    if (performance.now() + wait > deadline) {
      throw new StoreUnavailableError("MongoDB did not answer in time.", { cause: reason });
    }
    await pause(wait * (0.5 + Math.random() / 2));
  }
}

/**
 * A call that the driver does not end in time continues unattended. The outcome of such a write is unknown, like that of one whose answer
 * was lost.
 */
async function before<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MongoOperationTimeoutError("The time budget of the call is used up.")),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
