import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** What the diff must know of an element: its names and the type of its values. */
export type ElementInfo = Pick<ElementRow, "name" | "type" | "attribute" | "choice">;

/** The element of a type that a JSON property holds; for a property that the type has not, an element without a type. */
export function elementOf(type: string, jsonName: string): ElementInfo {
  return typeRow(type)?.byJsonName.get(jsonName) ?? { name: jsonName, type: "", attribute: false, choice: false };
}

/** How the repeats of an element are compared: in order, as a set, or by their `id` in any order. */
export type Repeats = "positional" | "set" | "keyed";

/** STU3 resource.html#Meta: profile, security and tag are sets. Contained resources are known by their id. */
export function repeatsOf(type: string, jsonName: string): Repeats {
  if (type === "Meta") return META_SETS.has(jsonName) ? "set" : "positional";
  return jsonName === "contained" ? "keyed" : "positional";
}

const META_SETS: ReadonlySet<string> = new Set(["profile", "security", "tag"]);
