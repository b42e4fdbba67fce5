/**
 * One difference between two resources, at the most specific element that differs. Plain data. The values are for
 * display to a user who may see the resource; they must never go into an issue or a log.
 */
export interface Change {
  readonly kind: ChangeKind;
  /** FHIRPath. Indexes are those in `after`; a removed element is identified by its index in `before`. */
  readonly expression: string;
  /** XPath of the same element. */
  readonly location: string;
  /**
   * The path by which `apply` finds the element: FHIR JSON names without `_`, and zero-based positions. The last
   * position of a `removed` element counts in `before`; all others count in the repeats after the change.
   */
  readonly path: readonly (string | number)[];
  /**
   * For `moved`, the former index of the item in `before`. For a choice that changed its type, its former JSON name.
   */
  readonly from?: string | number;
  /** The value before, as in FHIR JSON; absent if there was none. */
  readonly before?: unknown;
  /** The value after; absent if there is none. */
  readonly after?: unknown;
  /** `id` and `extension` of a primitive that was removed or whose type changed: the `_name` of FHIR JSON. */
  readonly beforeElement?: unknown;
  /** `id` and `extension` of a primitive that was added or whose type changed. */
  readonly afterElement?: unknown;
}

/** The kind of a change. `moved`: an item with an unchanged value is at a different place among its repeats. */
export type ChangeKind = "added" | "removed" | "changed" | "moved";
