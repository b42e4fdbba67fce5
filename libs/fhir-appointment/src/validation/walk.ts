import { isFields } from "../diff/equality.js";
import type { Fields } from "../diff/equality.js";
import { placeOf } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** Called for every complex element, parents first. `owner` is the type that has the element. */
export type Visit = (type: string, fields: Fields, place: ModelPlace, owner: string) => void;

/** Visits a resource or a complex element and everything in it. What the type has not is passed over: `checkStructure` tells. */
export function walk(type: string, fields: Fields, place: ModelPlace, owner: string, visit: Visit): void {
  visit(type, fields, place, owner);
  const elements = typeRow(type)?.byJsonName;
  if (elements === undefined) return;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== "object" || value === null) continue;
    const beside = key.charCodeAt(0) === UNDERSCORE;
    const row = elements.get(beside ? key.slice(1) : key);
    // What is of another shape is a fault of its own; what is in it would be found faulty for that.
    if (row === undefined || Array.isArray(value) !== row.many) continue;
    const childType = beside ? "Element" : row.type;
    if (!Array.isArray(value)) walkItem(childType, value, row, undefined, place, type, visit);
    else for (let i = 0; i < value.length; i++) walkItem(childType, value[i], row, i, place, type, visit);
  }
}

function walkItem(
  type: string,
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  parent: ModelPlace,
  owner: string,
  visit: Visit,
): void {
  if (!isFields(value)) return;
  if (type !== "Resource") walk(type, value, placeOf(parent, row, index), owner, visit);
  else if (typeof value.resourceType === "string")
    walk(value.resourceType, value, placeOf(parent, row, index, value.resourceType), owner, visit);
}

const UNDERSCORE = "_".charCodeAt(0);
