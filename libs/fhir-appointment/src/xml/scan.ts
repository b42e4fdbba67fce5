import type { Limits } from "../limits.js";
import { DEFAULT_LIMITS } from "../limits.js";
import { illegalCharacter, isCharacter, isSpace, nameEnd, normalizeLines } from "./characters.js";
import { Namespaces } from "./namespaces.js";

export const FHIR_NAMESPACE = "http://hl7.org/fhir";
export const XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Empty for an attribute without prefix, except for `xmlns` itself. */
  readonly uri: string;
  /** Normalised value with references resolved (XML 1.0, 3.3.3). */
  readonly value: string;
}

export interface XmlTag {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  /** In document order, including namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
}

/** The events of a scan, in document order. `position` is the index of the character after the reported one. */
export interface ScanEvents {
  open(tag: XmlTag, position: number): void;
  close(tag: undefined, position: number): void;
  /**
   * Reports text that is not only white space, with references resolved and line ends as in XML 1.0, 2.11. A CDATA
   * section is text.
   */
  text(text: string): void;
  /** Reports text between tags that is only white space, written without references. */
  space?(text: string): void;
}

/** The reason why a scan ended early. Line and column count from 1. */
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
 * Scans an XML 1.0 document with namespaces strictly. Any DOCTYPE, and anything that is not well formed, ends the scan.
 * Every document is treated as one without DTD, so there are five entities and no default attributes. Throws
 * {@link ScanFault} and the errors of `events`. scan.test.ts compares the scanner with saxes.
 */
export function scanXml(
  text: string,
  events: (at: () => ScanPosition) => ScanEvents,
  limits: Pick<Limits, "attributes" | "stringLength"> = DEFAULT_LIMITS,
): void {
  new Scanner(text, events, limits).document();
}

/**
 * Like {@link scanXml}, for a text that is one element, with no declaration, comment, processing instruction or space
 * around it.
 */
export function scanElement(
  text: string,
  events: (at: () => ScanPosition) => ScanEvents,
  limits: Pick<Limits, "attributes" | "stringLength"> = DEFAULT_LIMITS,
): void {
  new Scanner(text, events, limits).element();
}

const SPACE = "[\\t\\n\\r ]";
const EQUALS = `${SPACE}*=${SPACE}*`;
const DECLARATION = new RegExp(
  `<\\?xml${SPACE}+version${EQUALS}(?:"1\\.[0-9]+"|'1\\.[0-9]+')` +
    `(?:${SPACE}+encoding${EQUALS}(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?` +
    `(?:${SPACE}+standalone${EQUALS}(?:"(?:yes|no)"|'(?:yes|no)'))?${SPACE}*\\?>`,
  "y",
);

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const BEGINNING = { offset: 0, line: 1, lineStart: 0, searched: 0 };

class Scanner {
  private at = 0;
  /** Names of the open elements. */
  private readonly names: string[] = [];
  private readonly namespaces = new Namespaces((message) => this.fault(message));
  private readonly events: ScanEvents;
  private rootSeen = false;
  private located = BEGINNING;

  constructor(
    private readonly text: string,
    events: (at: () => ScanPosition) => ScanEvents,
    private readonly limits: Pick<Limits, "attributes" | "stringLength">,
  ) {
    this.events = events(() => this.position());
  }

  document(): void {
    const { text } = this;
    this.checkCharacters();
    if (text.startsWith("<?xml") && isSpace(text.charCodeAt(5))) {
      DECLARATION.lastIndex = 0;
      if (!DECLARATION.test(text)) throw this.fault("The XML declaration is not well formed.");
      this.at = DECLARATION.lastIndex;
    }
    for (;;) {
      const next = text.indexOf("<", this.at);
      if (next !== this.at) this.characters(next < 0 ? text.length : next);
      if (next < 0) break;
      this.at = next;
      this.markup();
    }
    if (this.names.length > 0) throw this.fault("The document ends before its root element does.");
    if (!this.rootSeen) throw this.fault("The document has no root element.");
  }

  element(): void {
    const { text } = this;
    this.checkCharacters();
    if (text.charCodeAt(0) !== LESS || nameEnd(text, 1) === 1) throw this.fault("It must begin with a start tag.");
    do {
      const next = text.indexOf("<", this.at);
      if (next !== this.at) this.characters(next < 0 ? text.length : next);
      if (next < 0) throw this.fault("It ends before its root element does.");
      this.at = next;
      this.markup();
    } while (this.names.length > 0);
    if (this.at < text.length) throw this.fault("There is content after the root element.");
  }

  private checkCharacters(): void {
    const illegal = illegalCharacter(this.text);
    if (illegal >= 0) throw this.fault("There is a character that XML does not allow.", illegal);
  }

  /**
   * Returns the line and column of the current event. Calls are in document order, so the whole document is searched
   * only once.
   */
  private position(offset = this.at): ScanPosition {
    let { line, lineStart, searched } = offset >= this.located.offset ? this.located : BEGINNING;
    // A line may be as long as the document, so each part is searched only once.
    while (searched < offset) {
      const end = this.text.indexOf("\n", searched);
      searched = end < 0 ? this.text.length : end + 1;
      if (end < 0 || end >= offset) {
        if (end >= 0) searched = end;
        break;
      }
      line += 1;
      lineStart = searched;
    }
    this.located = { offset, line, lineStart, searched };
    return { line, column: offset - lineStart + 1 };
  }

  private fault(message: string, offset = this.at): ScanFault {
    const { line, column } = this.position(Math.min(offset, this.text.length));
    return new ScanFault("xml:not-well-formed", `The XML is not well formed. ${message}`, line, column);
  }

  private tooComplex(what: string): ScanFault {
    const { line, column } = this.position();
    return new ScanFault("xml:too-complex", `The document ${what}.`, line, column);
  }

  /** Reads character data from here to `end`. */
  private characters(end: number): void {
    const { text } = this;
    let at = this.at;
    while (at < end && isSpace(text.charCodeAt(at))) at += 1;
    if (at < end) {
      if (this.names.length === 0) throw this.fault("There is text outside the root element.", at);
      const run = text.slice(this.at, end);
      const closing = run.indexOf("]]>");
      if (closing >= 0) throw this.fault("Text may not contain ]]>.", this.at + closing);
      const lines = normalizeLines(run);
      this.events.text(lines.includes("&") ? this.resolved(lines, this.at) : lines);
    } else if (this.names.length > 0) this.events.space?.(normalizeLines(text.slice(this.at, end)));
    this.at = end;
  }

  private markup(): void {
    switch (this.text.charCodeAt(this.at + 1)) {
      case 0x2f:
        this.endTag();
        break;
      case 0x21:
        this.declaration();
        break;
      case 0x3f:
        this.instruction();
        break;
      default:
        this.startTag();
    }
  }

  private endTag(): void {
    const { text, names } = this;
    const name = names[names.length - 1];
    let end = this.at + 2;
    if (name === undefined || !text.startsWith(name, end)) throw this.fault("This end tag has no start tag.");
    end += name.length;
    while (isSpace(text.charCodeAt(end))) end += 1;
    if (text.charCodeAt(end) !== GREATER) throw this.fault("This end tag has no start tag.");
    this.close(end + 1);
  }

  private close(end: number): void {
    this.names.pop();
    this.namespaces.leave();
    this.events.close(undefined, end);
    this.at = end;
  }

  private declaration(): void {
    const { text, at } = this;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("--", at + 4);
      if (end < 0) throw this.fault("A comment does not end.");
      if (text.charCodeAt(end + 2) !== GREATER) throw this.fault("A comment may not contain --.", end);
      this.at = end + 3;
    } else if (text.startsWith("<![CDATA[", at) && this.names.length > 0) {
      const end = text.indexOf("]]>", at + 9);
      if (end < 0) throw this.fault("A CDATA section does not end.");
      if (end > at + 9) this.events.text(normalizeLines(text.slice(at + 9, end)));
      this.at = end + 3;
    } else if (text.startsWith("<!DOCTYPE", at) && !this.rootSeen) {
      const { line, column } = this.position();
      throw new ScanFault("xml:doctype", "A document type declaration (DOCTYPE) is not allowed.", line, column);
    } else throw this.fault("This markup is not allowed here.");
  }

  private instruction(): void {
    const { text } = this;
    const start = this.at + 2;
    const end = nameEnd(text, start);
    const target = text.slice(start, end);
    if (target === "" || target.includes(":") || text.charCodeAt(end) === COLON) {
      throw this.fault("A processing instruction needs a name.");
    }
    if (target.toLowerCase() === "xml") throw this.fault("An XML declaration belongs at the beginning.");
    const close = text.indexOf("?>", end);
    if (close < 0) throw this.fault("A processing instruction does not end.");
    if (close !== end && !isSpace(text.charCodeAt(end))) throw this.fault("A processing instruction needs a name.");
    this.at = close + 2;
  }

  private startTag(): void {
    const { text } = this;
    if (this.names.length === 0 && this.rootSeen) throw this.fault("There is a second root element.");
    this.rootSeen = true;
    const start = this.at + 1;
    let at = nameEnd(text, start);
    if (at === start) throw this.fault("A tag needs a name.");
    const name = text.slice(start, at);
    const attributes: XmlAttribute[] = [];
    for (;;) {
      const before = at;
      while (isSpace(text.charCodeAt(at))) at += 1;
      const code = text.charCodeAt(at);
      if (code === GREATER || code === SLASH) break;
      if (at === before) throw this.fault("White space or the end of the tag is needed here.", at);
      at = this.attribute(at, attributes);
    }
    const empty = text.charCodeAt(at) === SLASH;
    if (empty && text.charCodeAt(at + 1) !== GREATER) throw this.fault("The end of the tag is needed here.", at);
    const end = at + (empty ? 2 : 1);
    this.namespaces.enter(attributes);
    if (attributes.length > 1) this.checkTwice(attributes);
    const tag = this.tag(name, attributes);
    this.names.push(name);
    this.events.open(tag, end);
    this.at = end;
    if (empty) this.close(end);
  }

  /** Reads the attribute at `start` and returns the index after it. */
  private attribute(start: number, found: XmlAttribute[]): number {
    const { text } = this;
    let at = nameEnd(text, start);
    if (at === start) throw this.fault("An attribute needs a name.", at);
    const name = text.slice(start, at);
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) !== 0x3d) throw this.fault("An attribute needs a value.", at);
    at += 1;
    while (isSpace(text.charCodeAt(at))) at += 1;
    const quote = text.charCodeAt(at);
    if (quote !== 0x22 && quote !== 0x27) throw this.fault("The value of an attribute must be in quotes.", at);
    at += 1;
    const from = at;
    let plain = true;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === 0x3c) throw this.fault("The value of an attribute may not contain <.", at);
      if (code === 0x26 || code < 0x20) plain = false;
      else if (at >= text.length) throw this.fault("The value of an attribute does not end.", from);
      at += 1;
    }
    const written = text.slice(from, at);
    const value = plain ? written : this.resolved(written.replace(/\r\n|[\t\n\r]/g, " "), from);
    found.push({ name, prefix: "", local: name, uri: name === "xmlns" ? XMLNS : "", value });
    if (found.length > this.limits.attributes) throw this.tooComplex("has an element with too many attributes");
    if (value.length > this.limits.stringLength) throw this.tooComplex("has a value that is too long");
    return at + 1;
  }

  private tag(name: string, attributes: XmlAttribute[]): XmlTag {
    const { namespaces } = this;
    let prefixed: Set<string> | undefined;
    for (let index = 0; index < attributes.length; index++) {
      const attribute = attributes[index] as XmlAttribute;
      const at = attribute.name.indexOf(":");
      if (at < 0) continue;
      const prefix = attribute.name.slice(0, at);
      const local = attribute.name.slice(at + 1);
      const uri = prefix === "xmlns" ? XMLNS : namespaces.of(prefix);
      attributes[index] = { ...attribute, prefix, local, uri };
      const expanded = `${uri} ${local}`;
      if (prefixed?.has(expanded) === true) throw this.twice(attribute.name);
      (prefixed ??= new Set()).add(expanded);
    }
    const colon = name.indexOf(":");
    if (colon < 0) return { name, prefix: "", local: name, uri: namespaces.of(""), attributes };
    const prefix = name.slice(0, colon);
    return { name, prefix, local: name.slice(colon + 1), uri: namespaces.of(prefix), attributes };
  }

  private checkTwice(attributes: readonly XmlAttribute[]): void {
    if (attributes.length === 2) {
      const name = attributes[0]?.name ?? "";
      if (name === attributes[1]?.name) throw this.twice(name);
      return;
    }
    const names = new Set<string>();
    for (const { name } of attributes) {
      if (names.has(name)) throw this.twice(name);
      names.add(name);
    }
  }

  private twice(name: string): ScanFault {
    return this.fault(`The attribute ${quoted(name)} occurs twice.`);
  }

  /** Returns `written` with its references resolved. */
  private resolved(written: string, offset: number): string {
    let value = "";
    let from = 0;
    for (let at = written.indexOf("&"); at >= 0; at = written.indexOf("&", from)) {
      const end = written.indexOf(";", at);
      const reference = end < 0 ? "" : written.slice(at + 1, end);
      const character = reference.startsWith("#") ? numbered(reference) : entity(reference);
      if (character === undefined) {
        const what = end < 0 || end - at > 40 ? "An ampersand" : `The reference ${quoted(reference)}`;
        throw this.fault(`${what} does not represent a character.`, offset + at);
      }
      value += written.slice(from, at) + character;
      from = end + 1;
    }
    return value + written.slice(from);
  }
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** Quotes a name from a document for a message. */
export const quoted = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);

function entity(name: string): string | undefined {
  return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
}

function numbered(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(reference) ?? [];
  const code = hexadecimal === undefined ? parseInt(decimal ?? "", 10) : parseInt(hexadecimal, 16);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}
