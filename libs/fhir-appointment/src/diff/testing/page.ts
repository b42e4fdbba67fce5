import { SaxesParser } from "saxes";
import type { SaxesTagNS } from "saxes";

/**
 * Renders a narrative as a reader sees it. This XHTML renderer uses saxes and follows the text of CSS Text 3 (4.1) and
 * of the default style sheet of HTML. It shares nothing with the comparison that it tests.
 */
export function renderedPage(xhtml: string): string {
  const root = parse(xhtml);
  const lines: Line[] = [{ boxes: [] }];
  layOut(root, { preserve: false, around: "" }, lines);
  return JSON.stringify(lines.map(({ boxes }) => visible(boxes)).filter(({ length }) => length > 0));
}

interface Node {
  readonly name: string;
  readonly attributes: string;
  readonly style: string;
  readonly children: (Node | string)[];
}

/** A character of text, an image, or the edge of a block, with the elements around it. */
interface Box {
  readonly shown: string;
  readonly around: string;
  /** True for white space that a browser may collapse. */
  readonly soft: boolean;
}

interface Line {
  readonly boxes: Box[];
}

interface Context {
  readonly preserve: boolean;
  readonly around: string;
}

function parse(xhtml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const top: Node = { name: "", attributes: "", style: "", children: [] };
  const open = [top];
  const last = (): Node => open[open.length - 1] as Node;
  parser.on("opentag", (tag: SaxesTagNS) => {
    const attributes = Object.values(tag.attributes)
      .filter(({ name, prefix }) => name !== "xmlns" && prefix !== "xmlns")
      .map(({ uri, local, value }) => `${uri}|${local}|${value}`)
      .sort()
      .join("&");
    const style = Object.values(tag.attributes).find(({ name }) => name === "style")?.value ?? "";
    const node: Node = { name: tag.local, attributes, style, children: [] };
    last().children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (text) => void last().children.push(text));
  parser.on("cdata", (text) => void last().children.push(text));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xhtml).close();
  return top;
}

const BLOCKS = /^(?:p|div|h[1-6]|ul|ol|li|table|tr|td|th|tbody|blockquote|pre|hr)$/;

function layOut(node: Node, context: Context, lines: Line[]): void {
  for (const child of node.children) {
    if (typeof child === "string") for (const shown of child) put(lines, box(shown, context));
    else layOutElement(child, context, lines);
  }
}

function layOutElement(element: Node, context: Context, lines: Line[]): void {
  const { name, attributes } = element;
  const inner: Context = {
    preserve: /white-space: *pre/.test(element.style) || (name === "pre" ? true : context.preserve),
    around: `${context.around}/${name}?${attributes}`,
  };
  if (name === "br") {
    put(lines, edge("br", inner));
    lines.push({ boxes: [] });
  } else if (name === "img") put(lines, edge("img", inner));
  else if (BLOCKS.test(name)) {
    lines.push({ boxes: [edge("begin", inner)] }, { boxes: [] });
    layOut(element, inner, lines);
    lines.push({ boxes: [edge("end", inner)] }, { boxes: [] });
  } else {
    const quote = name === "q";
    if (quote) put(lines, edge("quote", inner));
    layOut(element, inner, lines);
    if (quote) put(lines, edge("quote", inner));
  }
}

const edge = (shown: string, { around }: Context): Box => ({ shown: `<${shown}>`, around, soft: false });

function box(shown: string, { preserve, around }: Context): Box {
  return { shown, around, soft: !preserve && /^[ \t\n\r]$/.test(shown) };
}

function put(lines: Line[], item: Box): void {
  (lines[lines.length - 1] as Line).boxes.push(item);
}

/**
 * Collapses white space (4.1.1 and 4.1.2): a space after a space is not shown, nor is one at the start or the end of a
 * line.
 */
function visible(boxes: readonly Box[]): (readonly [string, string])[] {
  const folded = boxes.filter(({ soft }, at) => !soft || (at > 0 && boxes[at - 1]?.soft !== true));
  // A forced break ends its line, and hanging white space before it is not shown.
  const end = folded.at(-1)?.shown === "<br>" ? folded.slice(0, -1) : folded;
  const breaks = folded.slice(end.length);
  const kept = end.at(-1)?.soft === true ? end.slice(0, -1) : end;
  return [...kept, ...breaks].map(({ shown, around, soft }) => [soft ? " " : shown, around] as const);
}
