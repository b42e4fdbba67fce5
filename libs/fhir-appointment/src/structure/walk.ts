import type { IssueType } from "../issue.js";
import type { Limits } from "../limits.js";
import type { ModelPlace } from "../model/place.js";
import type { TypeRow } from "../model/types.js";

export type Report = (place: ModelPlace, rule: string, code: IssueType, message: string) => void;

export type Shape = Readonly<Record<string, unknown>>;

/** Thrown if there are more elements, or deeper ones, than the limits allow. */
export class ComplexityFault extends Error {
  override readonly name = "ComplexityFault";
}

export interface WalkOptions {
  /** False if the XML reader has already checked the narrative. Default true. */
  readonly narrative?: boolean;
  /**
   * True for a newly parsed resource. Its narratives are replaced by the result of `normalizeDiv`. Lists that contain
   * only null, beside the list with which they are aligned, are left out (json.html#primitive).
   */
  readonly normalize?: boolean;
  readonly limits?: Limits;
}

/** The state of one walk. */
export interface Walk {
  readonly report: Report;
  readonly options: Required<WalkOptions>;
  /** Depth of the complex element that is being checked; the resource has depth 1. */
  depth: number;
  elements: number;
  /** Lists that contain only nulls, given by the object and the property that hold them. */
  readonly padding: (readonly [owner: Shape, property: string])[];
  /** Checks a complex value. `hasValue`: it is the id and the extensions of a primitive that also has a value. */
  readonly checkComplex: (value: Shape, type: TypeRow, place: ModelPlace, walk: Walk, hasValue?: boolean) => void;
}

/** Counts elements one level below the one that is being checked. The count is the same for XML and JSON. */
export function count(walk: Walk, elements: number): void {
  const { limits } = walk.options;
  if (walk.depth >= limits.depth) throw new ComplexityFault("is nested too deeply");
  walk.elements += elements;
  if (walk.elements > limits.elements) throw new ComplexityFault("has too many elements");
}
