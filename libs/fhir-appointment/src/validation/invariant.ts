import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";

/** A rule that the definition of a type states on its elements. */
export interface Invariant {
  /** Its key in the StructureDefinition. */
  readonly key: string;
  /** The type it is stated on; subtypes keep it. Backbone elements are named like `AppointmentParticipant`. */
  readonly type: string;
  /** The children that it is about, by their names in FHIRPath: where one of these is faulty, it is not judged. */
  readonly about: readonly string[];
  readonly holds: (element: Fields) => boolean;
  readonly message: string;
}

/** Makes a row of a table of invariants; `about` is a list of names with spaces between. */
export const row = (
  type: string,
  key: string,
  about: string,
  holds: Invariant["holds"],
  message: string,
): Invariant => ({ key, type, about: about.split(" "), holds, message });

/** True if the element has one of the children, also where that has only extensions; an id alone is nothing (ele-1). */
export const has = (element: Fields, ...names: readonly string[]): boolean =>
  names.some((name) => isFilled(element[name]) || isFilled(element[`_${name}`]));

/** ele-1: a value, or children other than an id. */
function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some(isFilled);
  if (!isFields(value)) return true;
  for (const key in value) if (key !== "id" && value[key] !== undefined) return true;
  return false;
}

/** True if the element has the choice, of whichever type. */
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
