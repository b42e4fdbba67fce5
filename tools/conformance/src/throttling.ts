/** Limit for one answer, including all retries. */
export const MOST_WAITED_MILLISECONDS = 120_000;
/** Minimum pause. Immediate retries would keep a limit exceeded and would never end. */
const LEAST_MILLISECONDS = 1000;
const MOST_SPREAD_MILLISECONDS = 5000;

/**
 * Returns the milliseconds to wait after a 429, or undefined if they exceed `left`. `waits` counts from 1. Pauses are randomised, with a
 * spread that grows with `waits`, since the tests of a run are throttled together.
 */
export function pauseAfter(retryAfter: string | undefined, waits: number, left: number): number | undefined {
  const asked = Math.max(LEAST_MILLISECONDS, toMilliseconds(retryAfter ?? ""));
  if (asked > left) return undefined;
  return Math.min(left, asked + Math.random() * Math.min(asked, MOST_SPREAD_MILLISECONDS) * waits);
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). 0 if it is neither. */
function toMilliseconds(retryAfter: string): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
