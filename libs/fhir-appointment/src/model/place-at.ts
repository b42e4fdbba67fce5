import { getPlace, getRoot, strangePlace } from "./place.js";
import type { ModelPlace } from "./place.js";
import { resourceRow, rowsOf } from "./types.js";
import type { TypeRow } from "./types.js";

/** Returns the place to which steps through the JSON shape of a resource lead, as far as the definitions know it. */
export function placeAt(resource: { readonly resourceType: string }, steps: readonly (string | number)[]): ModelPlace {
  let place = getRoot(resource.resourceType);
  let type: TypeRow | undefined = resourceRow(resource.resourceType);
  let value: unknown = resource;
  for (let at = 0; at < steps.length; at++) {
    const name = steps[at];
    if (typeof name !== "string") continue;
    const next = steps[at + 1];
    const index = typeof next === "number" ? next : undefined;
    value = member(value, name);
    if (index !== undefined) value = member(value, index);
    const row = type?.byJsonName.get(name) ?? type?.bySiblingName.get(name);
    if (row === undefined) return name === "resourceType" ? place : strangePlace(place, name);
    const inner = row.kind === "resource" ? resourceRow(member(value, "resourceType")) : undefined;
    place = getPlace(place, row, index, inner?.name);
    if (row.kind === "complex") type = rowsOf(row.type);
    else type = row.kind === "primitive" ? rowsOf("Element") : inner;
  }
  return place;
}

const member = (value: unknown, name: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;
