import { isFields } from "../model/fields.js";
import type { Binding } from "./profile.js";

/**
 * Returns true if a code, Coding or CodeableConcept is in the value set. A concept is in it if one of its codings is.
 */
export function isBound(value: unknown, { codes }: Binding): boolean {
  if (typeof value === "string") return [...codes.values()].some((each) => each.has(value));
  if (!isFields(value)) return true;
  if (Array.isArray(value.coding)) return value.coding.some((coding) => isFields(coding) && isCoded(coding, codes));
  return isCoded(value, codes);
}

function isCoded({ system, code }: Readonly<Record<string, unknown>>, codes: Binding["codes"]): boolean {
  return typeof system === "string" && typeof code === "string" && codes.get(system)?.has(code) === true;
}
