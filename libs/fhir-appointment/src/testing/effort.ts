/**
 * True in `npm run test:long`, which uses the numbers of cases and the sizes that a proof requires. `npm test` uses a
 * sample.
 */
export const THOROUGH = process.env["THOROUGH"] === "1";

/** Returns the number of cases to run. */
export function cases(sample: number, all: number): number {
  return THOROUGH ? all : sample;
}
