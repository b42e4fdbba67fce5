/** Returns `full` in full-length runs (`npm run test:long`), and `short` otherwise. */
export function atLength<T>(short: T, full: T): T {
  return process.env["THOROUGH"] === "1" ? full : short;
}

/**
 * Samples the rows of a test table that each cost a process or more. Returns all of them in full-length runs, and every
 * `n`-th otherwise, starting with the first.
 */
export function sampled<const T>(rows: readonly T[], n: number): T[] {
  return rows.filter((_, index) => atLength(index % n === 0, true));
}
