/**
 * Limits of a reader, so that a hostile document costs no more than a large valid one. They are counted alike in XML
 * and JSON: a resource accepted in one format is accepted in the other.
 */
export interface Limits {
  /** Size of the document, and of the resource written without indentation in either format: bytes, or UTF-16 code units of a string. */
  readonly size: number;
  /**
   * Nesting depth of elements; the resource has depth 1. The elements in a narrative are counted separately; its div
   * has depth 1. A contained resource and the element that holds it count as one level. Arrays of JSON are counted
   * separately.
   */
  readonly depth: number;
  /**
   * Total number of elements, including those of narratives. The ids of elements and the urls of extensions do not
   * count.
   */
  readonly elements: number;
  /** Attributes of one XML element, including those in narratives. */
  readonly attributes: number;
  /** Length of one value, in UTF-16 code units. */
  readonly stringLength: number;
}

/**
 * @example
 * ```ts
 * assert.equal(readResource("{}", { format: "json", limits: { ...DEFAULT_LIMITS, size: 1 } }).kind, "unreadable");
 * ```
 */
export const DEFAULT_LIMITS: Limits = {
  size: 16 * 1024 * 1024,
  depth: 64,
  elements: 1_000_000,
  attributes: 64,
  stringLength: 8 * 1024 * 1024,
};

/** Limits for resources that were accepted before. The stack of the process still limits the depth. */
export const UNLIMITED: Limits = {
  size: Infinity,
  depth: 1000,
  elements: Infinity,
  attributes: Infinity,
  stringLength: Infinity,
};
