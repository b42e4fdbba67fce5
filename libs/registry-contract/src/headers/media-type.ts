export type Format = "json" | "xml";

/** `type/subtype` in lower case, and the parameters by lower-case name. */
export interface MediaType {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Every name the formats go by (STU3 http.html, 2.21.0.6): the formal one first, then the older and the generic. */
export const MEDIA_TYPES: Readonly<Record<Format, readonly string[]>> = {
  json: ["application/fhir+json", "application/json+fhir", "application/json", "text/json"],
  xml: ["application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml"],
};

const FORMATS: ReadonlyMap<string, Format> = new Map(
  (Object.keys(MEDIA_TYPES) as Format[]).flatMap((format) => MEDIA_TYPES[format].map((name) => [name, format])),
);

export function formatOf(mediaTypeName: string): Format | undefined {
  return FORMATS.get(mediaTypeName);
}

/** What answers state. */
export function contentType(format: Format): string {
  return `${MEDIA_TYPES[format][0]}; charset=utf-8`;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const NAME = new RegExp(`^(${TOKEN}/${TOKEN})[ \\t]*(?:;|$)`);
const PARAMETER = new RegExp(`^;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*(?=;|$)`);

/** RFC 9110, 8.3.1; `undefined` where it is malformed. */
export function parseMediaType(field: string): MediaType | undefined {
  let rest = field.trim();
  const name = NAME.exec(rest)?.[1];
  if (name === undefined) return undefined;
  rest = rest.slice(name.length).trimStart();
  const parameters = new Map<string, string>();
  while (rest !== "") {
    const match = PARAMETER.exec(rest);
    if (match === null) return undefined;
    const [all, parameter, token, quoted] = match;
    if (parameter !== undefined)
      parameters.set(parameter.toLowerCase(), token ?? (quoted ?? "").replace(/\\(.)/g, "$1"));
    rest = rest.slice(all.length);
  }
  return { name: name.toLowerCase(), parameters };
}

/** Is what the media type says about its charset, if anything, readable as UTF-8? */
export function isUtf8({ parameters }: MediaType): boolean {
  const charset = parameters.get("charset")?.toLowerCase();
  return charset === undefined || UTF8.has(charset);
}

/** UTF-8 and US-ASCII, which is a part of it, by their names in IANA's registry and those in common use. */
const UTF8: ReadonlySet<string> = new Set(
  "utf-8 utf8 csutf8 us-ascii ascii csascii us iso646-us iso_646.irv:1991 iso-ir-6 ansi_x3.4-1968 ansi_x3.4-1986 ibm367 cp367".split(
    " ",
  ),
);
