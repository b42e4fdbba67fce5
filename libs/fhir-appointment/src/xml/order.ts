import { longestRun } from "../model/longest-run.js";
import type { ElementRow, TypeRow } from "../model/types.js";

/** A child element, in document order. */
export interface Child {
  readonly row: ElementRow;
  readonly index: number | undefined;
}

/** Returns the children from which an object was read, provided that they were in the order of the definition. */
export function childrenIn(object: Readonly<Record<string, unknown>>, type: TypeRow): Child[] {
  const children: Child[] = [];
  for (const property of Object.keys(object)) {
    const own = type.byJsonName.get(property);
    const row = own ?? type.bySiblingName.get(property);
    if (row === undefined || row.attribute || (own === undefined && object[row.jsonName] !== undefined)) continue;
    const value = object[property];
    if (!row.many) children.push({ row, index: undefined });
    else if (Array.isArray(value)) for (let index = 0; index < value.length; index++) children.push({ row, index });
  }
  return children;
}

/** Returns the smallest set of children that would have to move, preferring later ones to earlier ones. */
export function misplaced(children: readonly Child[]): Child[] {
  const last = children.length - 1;
  // Go backwards, with the position as a fraction: equal orders are in order.
  const run = longestRun(children.map((_, at) => at - (children[last - at] as Child).row.order * children.length));
  const kept = new Set(run.map((at) => last - at));
  return children.filter((_, at) => !kept.has(at));
}
