/**
 * One difference between two resources, at the most specific element that differs. Plain data. The values are for display to
 * somebody who may see the resource; they never go into an issue or a log.
 */
export interface Change {
  readonly kind: ChangeKind;
  /** FHIRPath. Indexes are those of `after`; a removed element is named by its index in `before`. */
  readonly expression: string;
  /** XPath of the same element. */
  readonly location: string;
  /**
   * Where `apply` finds the element: FHIR JSON names without `_`, and zero-based positions. A last position of a `removed`
   * counts in `before`, all others count in the repeats as they are after the change.
   */
  readonly path: readonly (string | number)[];
  /** For `moved`, where the item was among the repeats of `before`; for a choice of another type, its former JSON name. */
  readonly from?: string | number;
  /** The value before, as in FHIR JSON; absent if there was none. */
  readonly before?: unknown;
  /** The value after; absent if there is none. */
  readonly after?: unknown;
  /** `id` and `extension` of a primitive that was removed or changed its type: the `_name` of FHIR JSON. */
  readonly beforeElement?: unknown;
  /** `id` and `extension` of a primitive that was added or changed its type. */
  readonly afterElement?: unknown;
}

/** `moved`: an item with an unchanged value stands at another place among its repeats. */
export type ChangeKind = "added" | "removed" | "changed" | "moved";
