/** `full` where suites run at their full length (`npm run test:long`), else `short`. */
export function atLength<T>(short: T, full: T): T {
  return process.env["THOROUGH"] === "1" ? full : short;
}
