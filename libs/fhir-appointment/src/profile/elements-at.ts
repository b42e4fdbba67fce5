import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** A complex element with its type and place. */
export interface Owner {
  readonly type: string;
  readonly fields: Fields;
  readonly place: ModelPlace;
}

/** One value of an element; `value` is absent if a primitive has only an id or extensions. */
export interface FoundElement {
  readonly row: ElementRow;
  readonly value: unknown;
  readonly place: ModelPlace;
}

/** Returns the elements that can have the last step of a path, reached from `root` over the preceding steps. */
export function getOwners(root: Owner, steps: readonly string[]): Owner[] {
  let owners: Owner[] = [root];
  for (const name of steps) {
    const next: Owner[] = [];
    for (const owner of owners)
      for (const { row, value, place } of getValues(owner, name))
        if (isFields(value)) next.push({ type: row.type, fields: value, place });
    owners = next;
  }
  return owners;
}

/** Returns the values of an element by its FHIRPath name, with any type of a choice. */
export function getValues({ type, fields, place }: Owner, name: string): readonly FoundElement[] {
  let found: FoundElement[] | undefined;
  for (const row of rowsNamed(type, name)) {
    const value = fields[row.jsonName];
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++)
        (found ??= []).push({ row, value: value[index], place: getPlace(place, row, index) });
    } else if (value !== undefined || fields[row.siblingName] !== undefined)
      (found ??= []).push({ row, value, place: getPlace(place, row) });
  }
  return found ?? NONE;
}

const NONE: readonly FoundElement[] = [];

/** Returns the rows of an element; several for a choice. */
export function rowsNamed(type: string, name: string): readonly ElementRow[] {
  const known = typeRow(type);
  if (known === undefined) return [];
  return known.byName.get(name) ?? [];
}
