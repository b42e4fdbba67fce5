import type { IssueType } from "../issue.js";
import type { Limits } from "../limits.js";
import type { ModelPlace } from "../model/place.js";
import type { TypeRow } from "../model/types.js";

export type Report = (place: ModelPlace, rule: string, code: IssueType, message: string) => void;

export type Shape = Readonly<Record<string, unknown>>;

/** More elements, or deeper ones, than the limits allow. */
export class ComplexityFault extends Error {
  override readonly name = "ComplexityFault";
}

export interface WalkOptions {
  /** False if the XML reader has seen the narrative already. Default true. */
  readonly narrative?: boolean;
  /**
   * True for a resource that was just parsed: its narratives are replaced by what `normalizeDiv` makes of them, and lists that hold
   * only null, beside the list that they line up with, are left out (json.html#primitive).
   */
  readonly normalize?: boolean;
  readonly limits?: Limits;
}

/** The state of one walk. */
export interface Walk {
  readonly report: Report;
  readonly options: Required<WalkOptions>;
  /** Of the complex element that is being checked, from 1 for the resource. */
  depth: number;
  elements: number;
  /** Lists of nulls alone, by the object and the property that holds them. */
  readonly padding: (readonly [owner: Shape, property: string])[];
  /** `hasValue`: this is the id and the extensions of a primitive that has a value as well. */
  readonly checkComplex: (value: Shape, type: TypeRow, place: ModelPlace, walk: Walk, hasValue?: boolean) => void;
}

/** Counts elements one level below the one that is being checked. The measure is the same for XML and JSON. */
export function count(walk: Walk, elements: number): void {
  const { limits } = walk.options;
  if (walk.depth >= limits.depth) throw new ComplexityFault("is nested too deeply");
  walk.elements += elements;
  if (walk.elements > limits.elements) throw new ComplexityFault("has too many elements");
}
