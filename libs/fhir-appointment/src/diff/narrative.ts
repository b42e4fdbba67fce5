import { ScanFault, XHTML_NAMESPACE, scanXml } from "../xml/scan.js";
import type { XmlTag } from "../xml/scan.js";
import { getLayout, getWhiteSpace } from "./narrative-layout.js";
import type { Layout } from "./narrative-layout.js";

/**
 * Returns one text for all spellings of a narrative that look the same. Entities, quotes, empty elements, prefixes, the
 * order of attributes, CDATA, comments and processing instructions do not count. White space counts as it does when
 * XHTML is shown (CSS Text 3, 4.1). A run of it is one space, even across the elements of a line, and none at the ends
 * of a line. In `pre`, and if a style preserves it, every character counts. If a style could change that, all white
 * space counts. Returns `undefined` for a text that is not well formed.
 */
export function canonicalNarrative(xhtml: string): string | undefined {
  try {
    return scanned(xhtml, new Page(WITHOUT_SPACES.test(xhtml), false));
  } catch (error) {
    if (error === UNKNOWN_STYLE) return scanned(xhtml, new Page(true, true));
    if (error instanceof ScanFault) return undefined;
    throw error;
  }
}

/**
 * Scripts whose lines a line break may join without a space (CSS Text 3, 4.1.3): the characters of such a run count.
 */
const WITHOUT_SPACES = /[\u200b\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ud800-\udfff]/;

function scanned(xhtml: string, page: Page): string {
  scanXml(xhtml, () => page);
  return page.end();
}

const UNKNOWN_STYLE = new Error("A style may change what white space does.");
const OPEN = "\u0001";
const ATTRIBUTE = "\u0002";
const CLOSE = "\u0003";

/** Assembles the canonical text. The separators are characters that XML does not allow. */
class Page {
  private out = "";
  /** White space that is shown if something follows on its line. */
  private pending = "";
  /** Tags after the pending white space. */
  private tags = "";
  private lineStart = true;
  private readonly elements: { readonly name: string; readonly layout: Layout; readonly kept: boolean }[] = [];

  constructor(
    private readonly runsCount: boolean,
    private readonly allCounts: boolean,
  ) {}

  open(tag: XmlTag): void {
    const parent = this.elements[this.elements.length - 1];
    const space = this.allCounts ? "kept" : getWhiteSpace(tag);
    if (space === "unknown") throw UNKNOWN_STYLE;
    const layout = getLayout(tag, parent?.name);
    this.tag(layout, OPEN + written(tag));
    this.elements.push({ name: tag.local, layout, kept: space === "kept" || parent?.kept === true });
  }

  close(): void {
    this.tag(this.elements.pop()?.layout ?? "block", CLOSE);
  }

  text(characters: string): void {
    if (this.elements[this.elements.length - 1]?.kept === true) {
      this.show(characters);
      return;
    }
    const shown = this.runsCount ? characters : characters.replace(/[\t\n\r ]+/g, " ");
    let start = 0;
    while (start < shown.length && isSpace(shown.charCodeAt(start))) start++;
    let end = shown.length;
    while (end > start && isSpace(shown.charCodeAt(end - 1))) end--;
    if (start > 0) this.space(shown.slice(0, start));
    if (end > start) this.show(shown.slice(start, end));
    if (end > start && end < shown.length) this.space(shown.slice(end));
  }

  space(characters: string): void {
    if (this.elements[this.elements.length - 1]?.kept === true) this.show(characters);
    else if (!this.lineStart) this.pending = this.runsCount ? this.pending + characters : " ";
  }

  end(): string {
    return this.out + this.pending + this.tags;
  }

  private tag(layout: Layout, tag: string): void {
    if (layout === "block") {
      this.out += this.tags + tag;
      this.pending = this.tags = "";
      this.lineStart = true;
    } else if (layout === "content") this.show(tag);
    else if (this.pending === "") this.out += tag;
    else this.tags += tag;
  }

  private show(content: string): void {
    this.out += this.pending + this.tags + content;
    this.pending = this.tags = "";
    this.lineStart = false;
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

function written({ uri, local, attributes }: XmlTag): string {
  const name = uri === XHTML_NAMESPACE ? local : `{${uri}}${local}`;
  if (attributes.length === 0) return name;
  const pairs: string[] = [];
  for (const each of attributes)
    if (each.name !== "xmlns" && each.prefix !== "xmlns")
      pairs.push(`${ATTRIBUTE}${each.uri === "" ? "" : `{${each.uri}}`}${each.local}=${each.value}`);
  return name + (pairs.length > 1 ? pairs.sort() : pairs).join("");
}
