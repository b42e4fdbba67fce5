import { setTimeout as pause } from "node:timers/promises";
import {
  MongoError,
  MongoNetworkError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import { StoreUnavailableError } from "../store.js";

/** Milliseconds within which a write is resolved or given up as unknown: longer than an election should take. */
export const WRITE_DEADLINE = 20_000;

const DUPLICATE_KEY = 11000;

/** Server errors after which the same write may be sent again: elections, shutdown, lost hosts, a majority that is not there. */
const TRANSIENT_CODES = new Set([
  6, 7, 50, 64, 89, 91, 100, 112, 133, 134, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436,
]);

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Is it unknown whether the write was applied, or known that it was not for a reason that passes? */
export function isTransient(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoOperationTimeoutError) return true;
  if (!(error instanceof MongoError)) return false;
  return error.hasErrorLabel("RetryableWriteError") || TRANSIENT_CODES.has(Number(error.code));
}

/**
 * Repeats a write that carries its own id until it gives an answer: `attempt` looks for its own mark before it takes a write that
 * is there for another's, so sending it twice is sending it once. Rejects with `StoreUnavailableError` when the deadline passes
 * without an answer: then nobody knows.
 */
export async function untilKnown<T>(attempt: () => Promise<T | undefined>, deadline = WRITE_DEADLINE): Promise<T> {
  const givesUp = performance.now() + deadline;
  for (let wait = 5; ; wait = Math.min(wait * 2, 500)) {
    let reason: unknown;
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (!isTransient(error)) throw error;
      reason = error;
    }
    if (performance.now() + wait > givesUp) {
      throw new StoreUnavailableError("MongoDB did not say in time whether the write was done.", { cause: reason });
    }
    await pause(wait * (0.5 + Math.random() / 2));
  }
}
