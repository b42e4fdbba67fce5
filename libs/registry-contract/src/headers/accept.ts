import type { Format } from "./media-type.js";
import { formatOf, isUtf8, parseMediaType } from "./media-type.js";

/** One range of an `Accept` field that could mean a format of ours. */
export interface AcceptRange {
  /** `undefined`: a wildcard, which means every format. */
  readonly format: Format | undefined;
  /** 0 to 1. */
  readonly quality: number;
}

const QUALITY = /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/;

/** The ranges of an `Accept` field that mean something here, in their order; others are left out (RFC 9110, 12.5.1). */
export function parseAccept(field: string): AcceptRange[] {
  return splitList(field).flatMap((member) => {
    const range = parseMediaType(member);
    if (range === undefined || !isUtf8(range)) return [];
    const written = range.parameters.get("q") ?? "1";
    const quality = QUALITY.test(written) ? Number(written) : 0;
    const wildcard = range.name === "*/*" || range.name === "application/*";
    const format = formatOf(range.name);
    return wildcard || format !== undefined ? [{ format, quality }] : [];
  });
}

/**
 * The format that is accepted best. Of two that are accepted alike, the one named first; where only a wildcard speaks,
 * `preferred`. `undefined` where none is acceptable.
 */
export function bestFormat(ranges: readonly AcceptRange[], preferred: Format): Format | undefined {
  const qualityOf = (format: Format) => {
    const named = ranges.filter((range) => range.format === format);
    const speaking = named.length > 0 ? named : ranges.filter((range) => range.format === undefined);
    return Math.max(0, ...speaking.map(({ quality }) => quality));
  };
  const firstNamed = ranges.find(({ format }) => format !== undefined)?.format;
  const other: Format = preferred === "json" ? "xml" : "json";
  const order: readonly Format[] =
    firstNamed === undefined || firstNamed === preferred ? [preferred, other] : [other, preferred];
  const [first, second] = order as [Format, Format];
  const best = qualityOf(second) > qualityOf(first) ? second : first;
  return qualityOf(best) > 0 ? best : undefined;
}

/** A list whose members may hold quoted strings with commas in them. */
function splitList(field: string): string[] {
  return field.includes('"') ? (field.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []) : field.split(",");
}
