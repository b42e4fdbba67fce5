import { MEDIA_RANGE, parseMembers } from "./members.js";
import type { Format } from "./media-type.js";
import { MEDIA_TYPES, getFormat, isUtf8 } from "./media-type.js";

/** One range of an `Accept` field that can mean a format of the registry. */
interface AcceptRange {
  /** `undefined`: a wildcard, which means every format. */
  readonly format: Format | undefined;
  /** True for the name that answers use, false for the older and generic names. */
  readonly formal: boolean;
  /** 0 to 1. */
  readonly quality: number;
}

/** Wildcards that include the formats of the registry, whose types are `application` and `text`. */
const WILDCARDS: ReadonlySet<string> = new Set(["*/*", "*", "application/*", "text/*"]);

/** The preferences of an `Accept` field among the formats of the registry (RFC 9110, 12.5.1). */
export interface AcceptField {
  readonly ranges: readonly AcceptRange[];
  /** True if every member conforms to the grammar. Only then can the field exclude every format. */
  readonly wellFormed: boolean;
}

/**
 * Parses leniently, because the field only expresses preferences. A malformed member counts as absent, a malformed
 * weight as 1, and `*` as every type. Ranges that do not mean a format of the registry are left out.
 */
export function parseAccept(field: string): AcceptField {
  const members = parseMembers(field, MEDIA_RANGE);
  let wellFormed = members.length > 0;
  const ranges = members.flatMap((member): AcceptRange[] => {
    const written = member?.parameters.get("q");
    const quality = written === undefined ? 1 : parseQuality(written);
    // RFC 9110, 12.5.1: the range of all types, that of one, or a type without an asterisk.
    const isRange = member !== undefined && /^(?:\*\/\*|[^*/]+\/(?:\*|[^*/]+))$/.test(member.value);
    if (!isRange || quality === undefined) wellFormed = false;
    if (member === undefined || !isUtf8(member)) return [];
    const name = member.value.toLowerCase();
    const format = getFormat(name);
    return WILDCARDS.has(name) || format !== undefined
      ? [{ format, formal: format !== undefined && MEDIA_TYPES[format][0] === name, quality: quality ?? 1 }]
      : [];
  });
  return { ranges, wellFormed };
}

/**
 * Returns the preferred format of the caller. If two are equally acceptable, the first in the field is returned. If
 * only a wildcard matches, or the field is empty, `preferred` is returned. Returns `undefined` if a well-formed field
 * excludes both formats by the names that answers use.
 */
export function bestFormat({ ranges, wellFormed }: AcceptField, preferred: Format): Format | undefined {
  const getQuality = (format: Format): number | undefined => {
    const named = ranges.filter((range) => range.format === format);
    const speaking = named.length > 0 ? named : ranges.filter((range) => range.format === undefined);
    return speaking.length === 0 ? undefined : Math.max(...speaking.map(({ quality }) => quality));
  };
  const firstNamed = ranges.find(({ format }) => format !== undefined)?.format;
  const other: Format = preferred === "json" ? "xml" : "json";
  const order: readonly [Format, Format] =
    firstNamed === undefined || firstNamed === preferred ? [preferred, other] : [other, preferred];
  const best = (getQuality(order[1]) ?? 0) > (getQuality(order[0]) ?? 0) ? order[1] : order[0];
  if ((getQuality(best) ?? 0) > 0) return best;
  // A wildcard includes every format that is not excluded by the name in the answer (RFC 9110, 12.5.1).
  if (ranges.some(({ format, quality }) => format === undefined && quality > 0)) {
    const left = order.find((each) => !ranges.some(({ format, formal }) => format === each && formal));
    if (left !== undefined) return left;
  }
  if (wellFormed) return undefined;
  return getQuality(preferred) === 0 ? other : preferred;
}

/** Parses a weight from 0 to 1, also without its leading zero. Returns `undefined` if it is malformed. */
function parseQuality(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text)) return undefined;
  const quality = Number(text);
  return quality <= 1 ? quality : undefined;
}
