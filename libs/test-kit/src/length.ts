/** `full` where suites run at their full length (`npm run test:long`), else `short`. */
export function atLength<T>(short: T, full: T): T {
  return process.env["THOROUGH"] === "1" ? full : short;
}

/** Rows of a table that cost a process or more each: all at full length, else every `n`-th, the first among them. */
export function sampled<const T>(rows: readonly T[], n: number): T[] {
  return rows.filter((_, index) => atLength(index % n === 0, true));
}
