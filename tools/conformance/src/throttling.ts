/** For one answer, however often it is asked for. */
export const MOST_WAITED_MILLISECONDS = 120_000;
/** However little is asked for: what is asked for again at once keeps a limit exceeded, and would never end. */
const LEAST_MILLISECONDS = 1000;
const MOST_SPREAD_MILLISECONDS = 5000;

/**
 * Milliseconds to wait after a 429; nothing where that is more than what is `left`. `waits` counts from 1.
 * Not all at the same moment, and less and less so: the tests of a run are throttled together.
 */
export function pauseAfter(retryAfter: string | undefined, waits: number, left: number): number | undefined {
  const asked = Math.max(LEAST_MILLISECONDS, toMilliseconds(retryAfter ?? ""));
  if (asked > left) return undefined;
  return Math.min(left, asked + Math.random() * Math.min(asked, MOST_SPREAD_MILLISECONDS) * waits);
}

/** `Retry-After`, as seconds or as a date (RFC 9110, 10.2.3); 0 where it is neither. */
function toMilliseconds(retryAfter: string): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
