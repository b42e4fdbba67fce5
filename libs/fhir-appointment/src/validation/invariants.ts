import { typeRow } from "../model/types.js";
import type { Invariant } from "./invariant.js";
import { INVARIANTS_OF_RESOURCES } from "./invariants-of-resources.js";
import { INVARIANTS_OF_TYPES } from "./invariants-of-types.js";

const compiled = new Map<string, readonly Invariant[]>();

/** Returns every invariant that applies to an element of a type: those of the type and of its base types. */
export function getInvariants(type: string): readonly Invariant[] {
  let invariants = compiled.get(type);
  if (invariants === undefined) {
    const base = typeRow(type)?.base;
    const own = [...INVARIANTS_OF_TYPES, ...INVARIANTS_OF_RESOURCES].filter((each) => each.type === type);
    invariants = [...(base === undefined ? [] : getInvariants(base)), ...own];
    compiled.set(type, invariants);
  }
  return invariants;
}
