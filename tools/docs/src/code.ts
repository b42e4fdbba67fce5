import { escape } from "./escape.js";

/** Code of at most this many characters is never broken across lines. */
const SHORT = 32;

/** Renders code within a sentence or a table cell. A long one, such as a path, may be broken after the separators of its parts. */
export function inlineCode(text: string): string {
  if (text.length <= SHORT) return `<code>${escape(text)}</code>`;
  return `<code class="long">${text
    .split(/(?<=[-/:|.])(?=\w)/)
    .map(escape)
    .join("<wbr>")}</code>`;
}
