import { COMMENTS } from "./comments.js";
import { isNumber } from "./number-lexeme.js";
import { resourceRow } from "./types.js";
import type { ElementRow, TypeRow } from "./types.js";

export interface OrderedElement {
  readonly row: ElementRow;
  /** Own property of the object under `row.jsonName`; an array if the element repeats. */
  readonly value: unknown;
  /** Own property under the same name with a leading `_`: ids and extensions of primitives. */
  readonly sibling: unknown;
}

type Shape = Readonly<Record<string, unknown>>;

/**
 * Returns the elements of an object in the order of the definition. Throws a TypeError for a property that is not an
 * element or has a different shape; if `lenient`, such properties are left out.
 */
export function orderedElements(object: Shape, type: TypeRow, lenient = false): OrderedElement[] {
  const found: OrderedElement[] = [];
  let sorted = true;
  let last = -1;
  for (const key in object) {
    if (object[key] === undefined || key === COMMENTS || (key === "resourceType" && type.isResource)) continue;
    let row = type.byJsonName.get(key);
    if (row === undefined) {
      row = type.bySiblingName.get(key);
      if (row === undefined) {
        if (lenient) continue;
        throw new TypeError(`STU3 has no element ${JSON.stringify(key)} in ${type.name}.`);
      }
      if (object[row.jsonName] !== undefined) continue;
    }
    let element = { row, value: object[row.jsonName], sibling: object[row.siblingName] };
    if (lenient)
      element = { row, value: fitting(element.value, row, false), sibling: fitting(element.sibling, row, true) };
    else if (row.many !== Array.isArray(element.value ?? element.sibling)) {
      throw new TypeError(`${row.jsonName} ${row.many ? "must" : "must not"} be an array.`);
    }
    if (lenient && element.value === undefined && element.sibling === undefined) continue;
    if (row.order < last) sorted = false;
    last = row.order;
    found.push(element);
  }
  return sorted ? found : found.sort((a, b) => a.row.order - b.row.order);
}

/** Returns the part of a value that has the shape of its row; `undefined` if no part has. */
function fitting(value: unknown, row: ElementRow, beside: boolean): unknown {
  if (!row.many) return fits(value, row, beside) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  if (row.kind !== "primitive") return value.filter((item) => fits(item, row, beside));
  return value.map((item: unknown) => (fits(item, row, beside) ? item : null));
}

function fits(value: unknown, row: ElementRow, beside: boolean): boolean {
  if (row.kind === "xhtml") return typeof value === "string";
  if (row.kind === "primitive" && !beside) {
    return typeof value === "string" || typeof value === "boolean" || isNumber(value);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNumber(value)) return false;
  return row.kind !== "resource" || resourceRow((value as Shape)["resourceType"]) !== undefined;
}
