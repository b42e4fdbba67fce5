import { Marked } from "marked";
import type { MarkedExtension } from "marked";
import { inlineCode } from "./code.js";

/** How Markdown is read here: as GitHub does, but a URL is a link only where its author made it one. */
export const HOUSE_STYLE: MarkedExtension = {
  gfm: true,
  async: false,
  // FHIR writes URLs that are no addresses (systems, profiles), and writes text after them without a space: `[system]|[value]`.
  tokenizer: { url: () => undefined },
  renderer: { codespan: ({ text }) => inlineCode(text) },
};

const marked = new Marked(HOUSE_STYLE);

/** What the contract says in Markdown, as paragraphs. */
export const prose = (text: string): string => marked.parse(text) as string;
/** The same, within a paragraph. */
export const phrase = (text: string): string => marked.parseInline(text) as string;
