import type { XmlTag } from "./scan.js";

/**
 * Cuts a narrative out of its document as it is written. A namespace that is declared further out is declared on the cut
 * div, so that it can stand alone.
 */
export class NarrativeCutter {
  private readonly start: number;
  /** For each open element the prefixes it declares; an empty one for the namespace without prefix. */
  private readonly declared: string[][] = [];
  /** By prefix, what is used here and declared further out. */
  private readonly outer = new Map<string, string>();
  private readonly told = new Set<string>();

  /** `position` is the index after the start tag of the div. */
  constructor(
    private readonly source: string,
    position: number,
  ) {
    this.start = source.lastIndexOf("<", position - 1);
  }

  /** Of the open element, from 1 for the div. */
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
    this.use(tag.prefix, tag.uri);
    for (const { prefix, uri } of tag.attributes) {
      if (prefix !== "" && prefix !== "xmlns") this.use(prefix, uri);
    }
  }

  /** True when the div itself is closed. */
  close(): boolean {
    this.declared.pop();
    return this.declared.length === 0;
  }

  /** True the first time it is asked for a rule. */
  firstOf(rule: string): boolean {
    if (this.told.has(rule)) return false;
    this.told.add(rule);
    return true;
  }

  /** The div, up to `position`, with line ends as XML has them (XML 1.0, 2.11). */
  cut(position: number): string {
    const text = this.source.slice(this.start, position).replace(/\r\n?/g, "\n");
    let declarations = "";
    for (const [prefix, uri] of this.outer) {
      const value = uri.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
      declarations += ` xmlns${prefix === "" ? "" : ":"}${prefix}="${value}"`;
    }
    return declarations === "" ? text : text.replace(/^<[^\s/>]+/, (name) => name + declarations);
  }

  private use(prefix: string, uri: string): void {
    if (prefix === "xml" || this.declared.some((own) => own.includes(prefix))) return;
    this.outer.set(prefix, uri);
  }
}
