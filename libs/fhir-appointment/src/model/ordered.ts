import { COMMENTS } from "../json/comments.js";
import type { ElementRow, TypeRow } from "./types.js";

export interface OrderedElement {
  readonly row: ElementRow;
  /** Own property of the object under `row.jsonName`. */
  readonly value: unknown;
  /** Own property under `_` and that name: ids and extensions of primitives. */
  readonly sibling: unknown;
}

type Shape = Readonly<Record<string, unknown>>;

/** The elements that an object has, in the order of the definition. Throws a TypeError for a property that is no element. */
export function orderedElements(object: Shape, type: TypeRow): OrderedElement[] {
  const found: OrderedElement[] = [];
  let sorted = true;
  let last = -1;
  for (const key in object) {
    if (object[key] === undefined || key === COMMENTS || (key === "resourceType" && type.isResource)) continue;
    let row = type.byJsonName.get(key);
    if (row === undefined) {
      row = type.bySiblingName.get(key);
      if (row === undefined) throw new TypeError(`STU3 has no element ${JSON.stringify(key)} in ${type.name}.`);
      if (object[row.jsonName] !== undefined) continue;
    }
    if (row.order < last) sorted = false;
    last = row.order;
    found.push({ row, value: object[row.jsonName], sibling: object[row.siblingName] });
  }
  return sorted ? found : found.sort((a, b) => a.row.order - b.row.order);
}
