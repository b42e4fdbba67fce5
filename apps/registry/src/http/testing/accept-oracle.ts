import { parseAccept } from "@appointment-registry/registry-contract";

/**
 * Returns whether a well-formed `Accept` excludes every format of the registry (RFC 9110, 12.5.1). None of its accepted ranges may be a
 * format of the registry or, unless both formats are excluded by name, a wildcard.
 */
export function excludesEveryFormat(accept: string): boolean {
  const { ranges, wellFormed } = parseAccept(accept);
  const accepted = ranges.filter(({ quality }) => quality > 0);
  const formal = new Set(ranges.flatMap((range) => (range.formal ? [range.format] : [])));
  return (
    wellFormed && accepted.every(({ format }) => format === undefined) && (accepted.length === 0 || formal.size === 2)
  );
}
