import type { Format } from "../../format.js";

/** A document with one or two faults, or with harmless changes. */
export interface Mutant {
  readonly format: Format;
  readonly text: string;
  /** The changes, for the message of a failing test. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly kind: string;
  /** FHIRPath of the changed element, as in issues; for a removed element, its former place. */
  readonly expression: string;
}

export type Random = () => number;

export const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
