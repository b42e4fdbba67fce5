import { escape } from "./escape.js";

/** Codes of at most so many characters are never broken over lines. */
const SHORT = 32;

/** A code within a sentence or a cell. A long one, as a path, may be broken after what separates its parts. */
export function inlineCode(text: string): string {
  if (text.length <= SHORT) return `<code>${escape(text)}</code>`;
  return `<code class="long">${text
    .split(/(?<=[-/:|.])(?=\w)/)
    .map(escape)
    .join("<wbr>")}</code>`;
}
