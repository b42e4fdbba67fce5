import { isFields } from "../diff/equality.js";
import type { Fields } from "../diff/equality.js";

/** A rule that the definition of a type states on its elements. */
export interface Invariant {
  /** Its key in the StructureDefinition. */
  readonly key: string;
  /** The type it is stated on; subtypes keep it. Backbone elements are named like `AppointmentParticipant`. */
  readonly type: string;
  readonly holds: (element: Fields) => boolean;
  readonly message: string;
}

/** True where the element has one of the children, also where that has only extensions. */
export const has = (element: Fields, ...names: readonly string[]): boolean =>
  names.some((name) => element[name] !== undefined || element[`_${name}`] !== undefined);

/** True where the element has the choice, of whichever type. */
export function hasChoice(element: Fields, name: string): boolean {
  for (const key in element) {
    const start = key.startsWith("_") ? 1 : 0;
    if (!key.startsWith(name, start)) continue;
    const next = key.charAt(start + name.length);
    if (next >= "A" && next <= "Z") return true;
  }
  return false;
}

export const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" || value instanceof Number ? Number(value) : undefined;
