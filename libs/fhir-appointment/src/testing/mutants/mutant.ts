import type { Format } from "../../format.js";

/** A document with one or two faults, or with changes that are none. */
export interface Mutant {
  readonly format: Format;
  readonly text: string;
  /** What was done, to print where the test fails. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly kind: string;
  /** FHIRPath of the element that was changed, as in issues; of what was removed, where it was. */
  readonly expression: string;
}

export type Random = () => number;

export const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
