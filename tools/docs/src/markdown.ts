import { posix } from "node:path";
import { Marked } from "marked";
import type { Tokens } from "marked";
import { sequenceDiagram } from "./diagram.js";
import { escape, slug, unescaped } from "./escape.js";
import { printCode, printTable } from "./page.js";
import { HOUSE_STYLE } from "./prose.js";

export interface MarkdownOptions {
  /** Path of the source below the workspace, such as `docs/consumers.md`. */
  readonly source: string;
  /** Returns the path of a source's page, or `undefined` if the site has none. */
  readonly pathOf: (source: string) => string | undefined;
}

/**
 * Returns HTML for a Markdown text. Links to other sources become links to their pages. Links to files that are not on the site become
 * plain text.
 */
export function renderMarkdown(text: string, { source, pathOf }: MarkdownOptions): { title: string; html: string } {
  let title = "";
  const here = posix.dirname(pathOf(source) ?? "");
  const marked = new Marked(HOUSE_STYLE);
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const content = this.parser.parseInline(tokens);
        const id = slug(content);
        // eslint-disable-next-line regexp/no-super-linear-move -- our own documents
        if (depth === 1) title = content.replace(/<[^>]*>/g, "");
        return `<h${depth} id="${id}">${content}</h${depth}>\n`;
      },
      code: ({ text: code, lang }) =>
        lang === "mermaid"
          ? `${sequenceDiagram(code)}\n`
          : `${printCode(code, lang === "sh" ? "command" : "example")}\n`,
      html: ({ text: html }) => (html.startsWith("<!--") ? "" : escape(html)),
      table({ header, rows }) {
        const cell = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens);
        const head = header.map(cell);
        return printTable(
          head,
          rows.map((row) => row.map(cell)),
          `Table: ${header.map(({ text: name }) => name).join(", ")}`,
        );
      },
      image({ href, text: alt }) {
        const path = pathOf(posix.join(posix.dirname(source), href));
        return path === undefined
          ? escape(alt)
          : `<img src="${escape(posix.relative(here, path))}" alt="${escape(alt)}">`;
      },
      link({ href, tokens }) {
        const content = this.parser.parseInline(tokens);
        if (/^https?:/.test(href)) return `<a href="${escape(href)}" rel="noreferrer">${content}</a>`;
        if (href.startsWith("#")) return `<a href="${escape(href)}">${content}</a>`;
        const [file = "", fragment] = href.split("#");
        const path = pathOf(posix.join(posix.dirname(source), file));
        if (path === undefined) return content;
        const relative = posix.relative(here, path);
        return `<a href="${escape(relative + (fragment === undefined ? "" : `#${fragment}`))}">${content}</a>`;
      },
    },
  });
  const html = marked.parse(text) as string;
  return { title: unescaped(title), html };
}
