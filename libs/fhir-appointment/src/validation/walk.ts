import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** A resource reached by a walk: the outermost one, a contained one, or one in a Bundle or in Parameters. */
export interface WalkedResource {
  readonly type: string;
  readonly fields: Fields;
  readonly place: ModelPlace;
  /** The resource that a contained one belongs to. */
  readonly container: WalkedResource | undefined;
}

/** Called for every complex element, parents first. `owner` is the type that has the element. */
export type Visit = (type: string, fields: Fields, place: ModelPlace, owner: string, resource: WalkedResource) => void;

/**
 * Visits a resource and everything in it. Elements that the type does not have are skipped; `checkStructure` reports
 * them.
 */
export function walk(type: string, fields: Fields, place: ModelPlace, visit: Visit): void {
  walkFields(type, fields, place, "", { type, fields, place, container: undefined }, visit);
}

function walkFields(
  type: string,
  fields: Fields,
  place: ModelPlace,
  owner: string,
  resource: WalkedResource,
  visit: Visit,
): void {
  visit(type, fields, place, owner, resource);
  const elements = typeRow(type)?.byJsonName;
  if (elements === undefined) return;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== "object" || value === null) continue;
    const beside = key.charCodeAt(0) === UNDERSCORE;
    const row = elements.get(beside ? key.slice(1) : key);
    // A wrong shape is itself a fault, and its content would only cause further faults.
    if (row === undefined || Array.isArray(value) !== row.many) continue;
    const childType = beside ? "Element" : row.type;
    if (!Array.isArray(value)) walkItem(childType, value, row, undefined, place, type, resource, visit);
    else for (let i = 0; i < value.length; i++) walkItem(childType, value[i], row, i, place, type, resource, visit);
  }
}

function walkItem(
  type: string,
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  parent: ModelPlace,
  owner: string,
  resource: WalkedResource,
  visit: Visit,
): void {
  if (!isFields(value)) return;
  if (type !== "Resource") {
    walkFields(type, value, getPlace(parent, row, index), owner, resource, visit);
    return;
  }
  const { resourceType } = value;
  if (typeof resourceType !== "string") return;
  const place = getPlace(parent, row, index, resourceType);
  const container = row.name === "contained" ? resource : undefined;
  walkFields(resourceType, value, place, owner, { type: resourceType, fields: value, place, container }, visit);
}

const UNDERSCORE = "_".charCodeAt(0);
