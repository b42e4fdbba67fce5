import type { Format } from "../format.js";
import { UnreadableError } from "./unreadable.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Names of UTF-8 and its subset US-ASCII in IANA's registry, and those in common use. */
const UTF8_LABELS = new Set(
  "utf-8 utf8 csutf8 us-ascii ascii csascii us iso646-us iso_646.irv:1991 iso-ir-6 ansi_x3.4-1968 ansi_x3.4-1986 ibm367 cp367".split(
    " ",
  ),
);

/** Returns true for the names of UTF-8 and of US-ASCII, in either case. */
export function isUtf8Label(label: string): boolean {
  return UTF8_LABELS.has(label.toLowerCase());
}

/**
 * Decodes a document to text without byte order mark. For XML, RFC 7303, 3.2 applies: the mark takes precedence, then
 * the `charset` of the media type, then the declaration. Throws UnreadableError for a document that is not in UTF-8,
 * the only encoding that FHIR allows.
 */
export function decode(source: Uint8Array | string, format: Format, charset: string | undefined): string {
  const marked = typeof source === "string" ? source.charCodeAt(0) === 0xfeff : hasMark(source);
  if (!marked && charset !== undefined && !isUtf8Label(charset)) {
    throw new UnreadableError("read:encoding", "The charset of the media type is not UTF-8.");
  }
  const text = typeof source === "string" ? (marked ? source.slice(1) : source) : decodeBytes(source);
  if (format === "xml" && !marked && charset === undefined) checkDeclaration(text);
  return text;
}

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function decodeBytes(bytes: Uint8Array): string {
  // A zero byte beside the first character indicates UTF-16 or UTF-32 without a byte order mark (XML 1.0, F.1; RFC
  // 4627, 3).
  if ((bytes[0] === 0) !== (bytes[1] === 0)) throw new UnreadableError("read:encoding", "The document is not UTF-8.");
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UnreadableError("read:encoding", "The document is not UTF-8.");
  }
}

function checkDeclaration(text: string): void {
  if (!text.startsWith("<?xml")) return;
  const end = text.indexOf("?>");
  const declared = /[\t\n\r ]encoding[\t\n\r ]*=[\t\n\r ]*["']([^"']*)["']/.exec(
    text.slice(0, Math.min(end, 1024)),
  )?.[1];
  if (declared !== undefined && !isUtf8Label(declared)) {
    throw new UnreadableError("xml:encoding", "The document must be in UTF-8.");
  }
}
