import { sameDecimal } from "./decimal.js";
import { elementOf, repeatsOf } from "./elements.js";
import { sameMoment } from "./moment.js";
import { sameNarrative } from "./narrative.js";

/** An element: a complex value or a primitive one, and what FHIR JSON keeps beside a primitive in `_name`. */
export interface Held {
  readonly value: unknown;
  readonly beside: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Number);

/** When two texts of a primitive type are the same value; every other type is compared as it is written. */
const SAME_TEXT: Readonly<Partial<Record<string, (before: string, after: string) => boolean>>> = {
  instant: sameMoment,
  dateTime: sameMoment,
  xhtml: sameNarrative,
  base64Binary: (before, after) => before.replace(/\s+/g, "") === after.replace(/\s+/g, ""),
};

/** True where two primitive values of a FHIR type are equal: by what they mean, not by how they are written. */
export function samePrimitive(type: string, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before === "string") return typeof after === "string" && SAME_TEXT[type]?.(before, after) === true;
  const one = lexeme(before);
  const other = lexeme(after);
  return one !== undefined && other !== undefined && sameDecimal(one, other);
}

/** A number as written: `NumberLexeme` prints as its lexeme. */
function lexeme(value: unknown): string | undefined {
  return typeof value === "number" || value instanceof Number ? String(value) : undefined;
}

/** True where two values of a complex type are equal, element by element. */
export function sameFields(type: string, before: Fields, after: Fields): boolean {
  const typeOf = resourceTypeOr(type, before);
  if (typeOf !== resourceTypeOr(type, after)) return false;
  for (const key in before) if (!sameProperty(typeOf, key, before[key], after[key])) return false;
  for (const key in after) if (after[key] !== undefined && before[key] === undefined) return false;
  return true;
}

/** True where the two values of one JSON property of a type are equal. */
export function sameProperty(type: string, key: string, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (before === undefined || after === undefined) return false;
  if (key.charCodeAt(0) === UNDERSCORE) return samePlain("Element", before, after);
  const element = elementOf(type, key);
  if (!Array.isArray(before)) return !Array.isArray(after) && sameValue(element.type, before, after);
  if (!Array.isArray(after)) return false;
  const repeats = repeatsOf(type, key);
  if (repeats === "positional")
    return before.length === after.length && before.every((item, i) => sameValue(element.type, item, after[i]));
  return (repeats === "set" || before.length === after.length) && sameSets(element.type, before, after);
}

/** Each has its equal, in any order. */
function sameSets(type: string, before: readonly unknown[], after: readonly unknown[]): boolean {
  const has = (items: readonly unknown[], item: unknown) => items.some((each) => sameValue(type, each, item));
  return before.every((item) => has(after, item)) && after.every((item) => has(before, item));
}

export function sameValue(type: string, before: unknown, after: unknown): boolean {
  if (isFields(before)) return isFields(after) && sameFields(type, before, after);
  return samePrimitive(type, before, after);
}

/** `_name`: one Element, or for repeats an array of Elements and nulls. */
function samePlain(type: string, before: unknown, after: unknown): boolean {
  if (Array.isArray(before))
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item, i) => samePlain(type, item, after[i]))
    );
  return sameValue(type, before, after);
}

export function sameHeld(type: string, before: Held, after: Held): boolean {
  return sameOrAbsent(type, before.value, after.value) && sameOrAbsent("Element", before.beside, after.beside);
}

function sameOrAbsent(type: string, before: unknown, after: unknown): boolean {
  return before == null || after == null ? (before ?? null) === (after ?? null) : sameValue(type, before, after);
}

/** A contained resource says itself what it is. */
export function resourceTypeOr(type: string, fields: Fields): string {
  return typeof fields.resourceType === "string" ? fields.resourceType : type;
}

const UNDERSCORE = "_".charCodeAt(0);
