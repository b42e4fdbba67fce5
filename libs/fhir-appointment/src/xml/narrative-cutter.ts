import { normalizeLines } from "./characters.js";
import type { XmlTag } from "./scan.js";

const NONE: readonly string[] = [];

/**
 * Cuts a narrative out of its document as written. A namespace that is declared further out is declared on the cut div,
 * so that it can stand alone.
 */
export class NarrativeCutter {
  private readonly start: number;
  /** For each open element, the prefixes that it declares; an empty one for the namespace without prefix. */
  private readonly declared: string[][] = [];
  /** By prefix, the number of open elements that declare it. */
  private readonly inScope = new Map<string, number>();
  /** By prefix, the namespaces that are used here and declared further out. */
  private readonly outer = new Map<string, string>();

  /** `position` is the index after the start tag of the div. */
  constructor(
    private readonly source: string,
    position: number,
  ) {
    this.start = source.lastIndexOf("<", position - 1);
  }

  /** The depth of the open element; the div has depth 1. */
  get depth(): number {
    return this.declared.length;
  }

  open(tag: XmlTag): void {
    const own: string[] = [];
    for (const { name, prefix, local } of tag.attributes) {
      if (prefix === "xmlns") own.push(local);
      else if (name === "xmlns") own.push("");
    }
    this.declared.push(own);
    for (const prefix of own) this.inScope.set(prefix, (this.inScope.get(prefix) ?? 0) + 1);
    this.use(tag.prefix, tag.uri);
    for (const { prefix, uri } of tag.attributes) {
      if (prefix !== "" && prefix !== "xmlns") this.use(prefix, uri);
    }
  }

  /** Closes an element. Returns true if it is the div itself. */
  close(): boolean {
    for (const prefix of this.declared.pop() ?? NONE) this.inScope.set(prefix, (this.inScope.get(prefix) ?? 0) - 1);
    return this.declared.length === 0;
  }

  /** Returns the div, up to `position`, with line ends as defined by XML (XML 1.0, 2.11). */
  cut(position: number): string {
    const text = normalizeLines(this.source.slice(this.start, position));
    let declarations = "";
    for (const [prefix, uri] of this.outer) {
      const value = uri.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
      declarations += ` xmlns${prefix === "" ? "" : ":"}${prefix}="${value}"`;
    }
    return declarations === "" ? text : text.replace(/^<[^\s/>]+/, (name) => name + declarations);
  }

  private use(prefix: string, uri: string): void {
    if (prefix === "xml" || (this.inScope.get(prefix) ?? 0) > 0) return;
    this.outer.set(prefix, uri);
  }
}
