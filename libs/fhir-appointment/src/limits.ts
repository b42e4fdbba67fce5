/** Bounds of what a reader accepts, so that a hostile document costs no more than a large valid one. */
export interface Limits {
  /** Size of the document: bytes, or UTF-16 code units of a string. */
  readonly size: number;
  /** Nesting of elements (XML) or of objects (JSON, where arrays are counted apart); of the elements in a narrative too. */
  readonly depth: number;
  /** Elements (XML) or values (JSON) in all. */
  readonly elements: number;
  /** Attributes of one XML element. */
  readonly attributes: number;
  /** Length of one value, in UTF-16 code units. */
  readonly stringLength: number;
}

export const DEFAULT_LIMITS: Limits = {
  size: 16 * 1024 * 1024,
  depth: 64,
  elements: 1_000_000,
  attributes: 64,
  stringLength: 8 * 1024 * 1024,
};
