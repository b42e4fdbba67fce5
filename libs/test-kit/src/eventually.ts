import { setTimeout as delay } from "node:timers/promises";

/** Seconds. Any condition is met far sooner, even on a busy machine; one that is never met still ends. */
const LIMIT = 120;

/** Calls `look` until it returns something other than `false` and `undefined`. */
export async function eventually<T>(look: () => T | Promise<T>, what = String(look)): Promise<NonNullable<T>> {
  for (const began = performance.now(); ; await delay(10)) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() - began > LIMIT * 1000) throw new Error(`Did not happen within ${LIMIT} s: ${what}`);
  }
}
