import { MEDIA_RANGE, parseMembers } from "./members.js";
import type { Format } from "./media-type.js";
import { MEDIA_TYPES, getFormat, isUtf8 } from "./media-type.js";

/** One range of an `Accept` field that can mean a format of the registry. */
interface AcceptRange {
  /** `undefined`: a wildcard, which means every format. */
  readonly format: Format | undefined;
  /** Is it the name that answers state, and not one of the older and generic names? */
  readonly formal: boolean;
  /** 0 to 1. */
  readonly quality: number;
}

/** Formats of the registry have names below `application` and below `text`. */
const WILDCARDS: ReadonlySet<string> = new Set(["*/*", "*", "application/*", "text/*"]);

/** What an `Accept` field says of the formats of the registry (RFC 9110, 12.5.1). */
export interface AcceptField {
  readonly ranges: readonly AcceptRange[];
  /** Does every member say what it says in the grammar? Only then can the field exclude every format. */
  readonly wellFormed: boolean;
}

/**
 * Reads leniently, because the field only expresses preferences: a malformed member counts as absent, a malformed weight as 1, and `*` as
 * every type. Ranges that mean no format of the registry are left out.
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
 * The format that is accepted best. Of two that are accepted alike, the one named first; where only a wildcard or nothing
 * speaks, `preferred`. `undefined` if a well-formed field excludes both by the names that answers state.
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
  // A wildcard includes what is not excluded by the name that the answer will state (RFC 9110, 12.5.1).
  if (ranges.some(({ format, quality }) => format === undefined && quality > 0)) {
    const left = order.find((each) => !ranges.some(({ format, formal }) => format === each && formal));
    if (left !== undefined) return left;
  }
  if (wellFormed) return undefined;
  return getQuality(preferred) === 0 ? other : preferred;
}

/** A weight from 0 to 1, also without its leading zero; `undefined` if it is malformed. */
function parseQuality(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text)) return undefined;
  const quality = Number(text);
  return quality <= 1 ? quality : undefined;
}
