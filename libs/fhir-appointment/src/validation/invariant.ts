import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";

/** A rule that the definition of a type imposes on its elements. */
export interface Invariant {
  /** Its key in the StructureDefinition. */
  readonly key: string;
  /** The type that defines it; subtypes inherit it. Backbone elements are named like `AppointmentParticipant`. */
  readonly type: string;
  /** The children that it concerns, by their names in FHIRPath. If one of them is faulty, the rule is not evaluated. */
  readonly about: readonly string[];
  readonly holds: (element: Fields) => boolean;
  readonly message: string;
}

/** Creates a row of a table of invariants; `about` is a list of names separated by spaces. */
export const row = (
  type: string,
  key: string,
  about: string,
  holds: Invariant["holds"],
  message: string,
): Invariant => ({ key, type, about: about.split(" "), holds, message });

/**
 * Returns true if the element has one of the children, even if that has only extensions. An id alone does not count
 * (ele-1).
 */
export const has = (element: Fields, ...names: readonly string[]): boolean =>
  names.some((name) => isFilled(element[name]) || isFilled(element[`_${name}`]));

/** Returns true for a value, or for children other than an id (ele-1). */
function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some(isFilled);
  if (!isFields(value)) return true;
  for (const key in value) if (key !== "id" && value[key] !== undefined) return true;
  return false;
}

/** Returns true if the element has the choice, with any type. */
export function hasChoice(element: Fields, name: string): boolean {
  for (const key in element) {
    const start = key.startsWith("_") ? 1 : 0;
    if (!key.startsWith(name, start)) continue;
    const next = key.charAt(start + name.length);
    if (next >= "A" && next <= "Z" && isFilled(element[key])) return true;
  }
  return false;
}

export const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

export const toNumber = (value: unknown): number | undefined =>
  typeof value === "number" || value instanceof Number ? Number(value) : undefined;
