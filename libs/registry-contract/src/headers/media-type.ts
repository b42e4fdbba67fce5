import { MEDIA_RANGE, parseMember } from "./members.js";

export type Format = "json" | "xml";

/** `type/subtype` in lower case, and the parameters by lower-case name. */
export interface MediaType {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** All names of the formats (STU3 http.html, 2.21.0.6): the formal one first, then the older and the generic ones. */
export const MEDIA_TYPES: Readonly<Record<Format, readonly string[]>> = {
  json: ["application/fhir+json", "application/json+fhir", "application/json", "text/json"],
  xml: ["application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml"],
};

const FORMATS: ReadonlyMap<string, Format> = new Map(
  (Object.keys(MEDIA_TYPES) as Format[]).flatMap((format) => MEDIA_TYPES[format].map((name) => [name, format])),
);

export function getFormat(mediaTypeName: string): Format | undefined {
  return FORMATS.get(mediaTypeName);
}

/** Returns the `Content-Type` of answers. */
export function contentType(format: Format): string {
  return `${MEDIA_TYPES[format][0]}; charset=utf-8`;
}

/** Parses a media type (RFC 9110, 8.3.1). Returns `undefined` if it is malformed or repeats a parameter. */
export function parseMediaType(field: string): MediaType | undefined {
  const member = parseMember(field, MEDIA_RANGE);
  if (member === undefined || member.repeated || member.value === "*") return undefined;
  for (const value of member.parameters.values()) if (value === "") return undefined;
  return { name: member.value.toLowerCase(), parameters: member.parameters };
}

/** Returns true if the media type has no charset, or one that can be read as UTF-8. */
export function isUtf8({ parameters }: Pick<MediaType, "parameters">): boolean {
  const charset = parameters.get("charset")?.toLowerCase();
  return charset === undefined || UTF8.has(charset);
}

/** UTF-8 and its subset US-ASCII, by their names in IANA's registry and those in common use. */
const UTF8: ReadonlySet<string> = new Set(
  "utf-8 utf8 csutf8 us-ascii ascii csascii us iso646-us iso_646.irv:1991 iso-ir-6 ansi_x3.4-1968 ansi_x3.4-1986 ibm367 cp367".split(
    " ",
  ),
);
