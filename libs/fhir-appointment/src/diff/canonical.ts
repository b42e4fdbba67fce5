import { canonicalDecimal } from "./decimal.js";
import { canonicalMoment } from "./moment.js";
import { canonicalNarrative } from "./narrative.js";

/** Types of which different texts may have the same value. Texts of every other type are compared as written. */
const CANONICAL: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ["instant", canonicalMoment],
  ["dateTime", canonicalMoment],
  ["xhtml", canonicalNarrative],
  ["base64Binary", (text) => text.replace(/[\t\n\r ]/g, "")],
]);

/**
 * Returns a text for a primitive value. The texts of two values are equal exactly if the values mean the same in the
 * FHIR type. Values of different JSON types always differ.
 */
export function canonicalPrimitive(type: string, value: unknown): string {
  if (typeof value === "string") {
    const canonical = CANONICAL.get(type)?.(value);
    return canonical === undefined ? `"${value}` : `~${canonical}`;
  }
  // `NumberLexeme` prints as its lexeme.
  if (typeof value === "number" || value instanceof Number)
    return `#${canonicalDecimal(String(value)) ?? String(value)}`;
  return `!${String(value)}`;
}

/** Returns true if all texts of the type are compared as written. */
export function isPlain(type: string): boolean {
  return !CANONICAL.has(type);
}
