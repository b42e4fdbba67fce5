import type { XmlTag } from "./scan.js";

/**
 * Cuts a narrative out of its document as it is written. A namespace that is declared further out is declared on the cut
 * div, so that it can stand alone.
 */
export class NarrativeCutter {
  private readonly start: number;
  /** Of the open element, from 1 for the div. */
  depth = 0;
  private defaultNamespace: string | undefined;
  private readonly outer = new Map<string, string>();
  private readonly inner = new Set<string>();
  private readonly told = new Set<string>();

  /** `position` is the index after the start tag of the div. */
  constructor(
    private readonly source: string,
    position: number,
  ) {
    this.start = source.lastIndexOf("<", position - 1);
  }

  open(tag: XmlTag): void {
    this.depth += 1;
    for (const name in tag.attributes) {
      if (name.startsWith("xmlns:")) this.inner.add(name.slice("xmlns:".length));
    }
    if (this.depth === 1 && tag.prefix === "" && !("xmlns" in tag.attributes)) this.defaultNamespace = tag.uri;
    this.use(tag.prefix, tag.uri);
    for (const name in tag.attributes) {
      const { prefix, uri } = tag.attributes[name] ?? { prefix: "", uri: "" };
      if (prefix !== "xmlns") this.use(prefix, uri);
    }
  }

  /** True when the div itself is closed. */
  close(): boolean {
    this.depth -= 1;
    return this.depth === 0;
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
    let declarations = this.defaultNamespace === undefined ? "" : ` xmlns="${this.defaultNamespace}"`;
    for (const [prefix, uri] of this.outer)
      declarations += ` xmlns:${prefix}="${uri.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`;
    return declarations === "" ? text : text.replace(/^<[^\s/>]+/, (name) => name + declarations);
  }

  private use(prefix: string, uri: string): void {
    if (prefix !== "" && prefix !== "xml" && !this.inner.has(prefix)) this.outer.set(prefix, uri);
  }
}
