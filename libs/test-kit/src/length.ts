/** `full` where suites run at their full length (`TEST_LENGTH=full`, as `npm run test:full` sets it), else `short`. */
export function atLength<T>(short: T, full: T): T {
  return process.env["TEST_LENGTH"] === "full" ? full : short;
}
