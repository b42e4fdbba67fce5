/**
 * Bounds of what a reader accepts, so that a hostile document costs no more than a large valid one. They are counted alike in XML
 * and JSON: what is accepted in one format is accepted in the other.
 */
export interface Limits {
  /** Size of the document, and of the resource written without indentation in either format: bytes, or UTF-16 code units of a string. */
  readonly size: number;
  /**
   * Nesting of elements, from 1 for the resource; that of the elements in a narrative is counted apart, from 1 for its div. A
   * contained resource is the element that holds it. Arrays of JSON are counted apart.
   */
  readonly depth: number;
  /** Elements in all, those of narratives included; the ids of elements and the urls of extensions are none. */
  readonly elements: number;
  /** Attributes of one XML element, in narratives as well. */
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

/** For what was accepted before. Depth is bounded by the stack of the process. */
export const UNLIMITED: Limits = {
  size: Infinity,
  depth: 1000,
  elements: Infinity,
  attributes: Infinity,
  stringLength: Infinity,
};
