import { Marked } from "marked";

const marked = new Marked({ gfm: true, async: false });

/** What the contract says in Markdown, as paragraphs. */
export const prose = (text: string): string => marked.parse(text) as string;
/** The same, within a paragraph. */
export const phrase = (text: string): string => marked.parseInline(text) as string;
