import { Marked } from "marked";
import type { MarkedExtension } from "marked";
import { inlineCode } from "./code.js";

/** Reads Markdown like GitHub, except that a URL is a link only if its author marked it as one. */
export const HOUSE_STYLE: MarkedExtension = {
  gfm: true,
  async: false,
  // FHIR uses URLs that are not addresses (systems, profiles), and puts text after them without a space: `[system]|[value]`.
  tokenizer: { url: () => undefined },
  renderer: { codespan: ({ text }) => inlineCode(text) },
};

const marked = new Marked(HOUSE_STYLE);

/** Renders Markdown text of the contract as paragraphs. */
export const prose = (text: string): string => marked.parse(text) as string;
/** Renders the same within a paragraph. */
export const phrase = (text: string): string => marked.parseInline(text) as string;
