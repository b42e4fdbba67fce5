import type { AcceptField, Format } from "@appointment-registry/registry-contract";
import { bestFormat, getFormat, parseAccept, parseMediaType } from "@appointment-registry/registry-contract";

/** Parts of a request that determine the format of its response. */
export interface FormatPreferences {
  /** `_format`, decoded; overrides `accept`. */
  readonly format: string | undefined;
  readonly accept: string | undefined;
  /** Content type of the request body: preferred if the caller accepts either format. */
  readonly contentType: string | undefined;
}

const DEFAULT: Format = "json";

/** Returns the format of the response, `undefined` if none is acceptable (STU3 http.html, 2.21.0.6). */
export function negotiate(preferences: FormatPreferences): Format | undefined {
  if (preferences.format !== undefined) return formatNamed(preferences.format);
  const { accept } = preferences;
  if (accept === undefined || accept === "*/*" || accept.trim() === "") return ownFormat(preferences);
  return bestFormat(readAccept(accept), ownFormat(preferences));
}

/** Returns the format of an error if no format is acceptable: that of the request body, or JSON. */
export function ownFormat({ contentType }: Pick<FormatPreferences, "contentType">): Format {
  if (contentType === undefined) return DEFAULT;
  return getFormat(parseMediaType(contentType)?.name ?? "") ?? DEFAULT;
}

/** `xml`, `json` or a media type. A plus that was not percent-encoded arrives as a space. */
function formatNamed(value: string): Format | undefined {
  const name = value.trim().toLowerCase();
  if (name === "xml" || name === "json") return name;
  return getFormat(parseMediaType(name.replace(/^(\S+) (?=\S)/, "$1+"))?.name ?? "");
}

/** Clients repeatedly send one of a few fields. */
const remembered = new Map<string, AcceptField>();
const MOST_REMEMBERED = 200;

function readAccept(accept: string): AcceptField {
  let read = remembered.get(accept);
  if (read === undefined) {
    read = parseAccept(accept);
    if (remembered.size < MOST_REMEMBERED && accept.length < 500) remembered.set(accept, read);
  }
  return read;
}
