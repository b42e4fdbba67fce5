/** True in `npm run test:long`: the numbers of cases and the sizes that a proof needs, where `npm test` tries a sample. */
export const THOROUGH = process.env["THOROUGH"] === "1";

/** How many cases are tried. */
export function cases(sample: number, all: number): number {
  return THOROUGH ? all : sample;
}
