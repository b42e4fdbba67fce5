import { SaxesParser } from "saxes";
import type { SaxesTagNS } from "saxes";

export type { SaxesTagNS } from "saxes";

export const FHIR_NAMESPACE = "http://hl7.org/fhir";
export const XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

/** What a scan tells, in the order of the document. `position` is the index of the character after what was told. */
export interface ScanEvents {
  open(tag: SaxesTagNS, position: number): void;
  close(tag: SaxesTagNS, position: number): void;
  text(text: string): void;
}

/** Why a scan ended early. Line and column count from 1. */
export class ScanFault extends Error {
  override readonly name = "ScanFault";
  constructor(
    readonly rule: "xml:not-well-formed" | "xml:doctype" | "xml:too-complex" | "xml:encoding",
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

export interface ScanPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Scans an XML 1.0 document with namespaces, strictly: what is not well formed, and any DOCTYPE, ends the scan.
 * The only file that knows the XML library. Throws {@link ScanFault} and what `events` throws.
 */
export function scanXml(text: string, events: (at: () => ScanPosition) => ScanEvents): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const at = (): ScanPosition => ({ line: parser.line, column: parser.columnIndex + 1 });
  const fault = (rule: ScanFault["rule"], message: string): ScanFault =>
    new ScanFault(rule, message, parser.line, parser.columnIndex + 1);
  const { open, close, text: characters } = events(at);
  parser.on("opentag", (tag) => open(tag, parser.position));
  parser.on("closetag", (tag) => close(tag, parser.position));
  parser.on("text", characters);
  parser.on("cdata", characters);
  parser.on("doctype", () => {
    throw fault("xml:doctype", "A document type declaration (DOCTYPE) is not allowed.");
  });
  // With no handler for it the parser would throw errors of a class that says nothing of the place.
  parser.on("error", (error) => {
    throw fault("xml:not-well-formed", `The XML is not well formed: ${sentence(error.message)}`);
  });
  parser.write(text).close();
}

/** The library begins its messages with line and column, and may quote a name; long quotes are cut. */
function sentence(message: string): string {
  const bare = message.replace(/^(?:\d+:\d+: )/, "");
  return `${bare.length > 120 ? `${bare.slice(0, 120)}…` : bare.replace(/\.$/, "")}.`;
}
