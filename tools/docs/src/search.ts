import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { unescaped } from "./escape.js";
import type { Page } from "./page.js";

/** A part of a page as a search result: page number, id (empty for the top of the page), title, text. */
export type SearchRecord = readonly [page: number, id: string, title: string, text: string];

/** Matches the beginning of a part: a heading, a response or a table row with an id. */
const PART = /<(h[1-4]|tr|details)(?=\s)([^>]*)>/g;

/** Returns the searchable parts of the pages. Examples are omitted, since they repeat the text of the pages. */
export function searchRecords(pages: readonly Page[]): SearchRecord[] {
  return pages.flatMap(({ html, title }, page) => {
    const text = html.replace(/<div class="code">[^]*?<\/div>/g, " ").replace(/<(h1)>/g, '<$1 id="">');
    const parts = [...text.matchAll(PART)].flatMap((match) => {
      const id = /\sid="([^"]*)"/.exec(match[2] ?? "")?.[1];
      return id === undefined ? [] : [{ id, tag: match[1] ?? "", at: match.index }];
    });
    return parts.map(({ id, tag, at }, index): SearchRecord => {
      const content = text.slice(at, parts[index + 1]?.at);
      // A row is named by its code, and a response by its status.
      if (tag === "tr") return [page, id, id, plain(content)];
      const split = content.indexOf(tag === "details" ? "</code>" : `</${tag}>`);
      return [
        page,
        tag === "h1" ? "" : id,
        tag === "h1" ? title : plain(content.slice(0, split)),
        plain(content.slice(split)),
      ];
    });
  });
}

const plain = (html: string): string => {
  const text = html.replaceAll("<wbr>", "").replace(/<svg[^>]*aria-label="([^"]*)"[^]*?<\/svg>/g, " $1 ");
  // eslint-disable-next-line regexp/no-super-linear-move -- our own documents
  return unescaped(text.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
};

/**
 * Returns the script that a page loads at the first use of its search field: MiniSearch with the records. It sends no request to other
 * origins.
 */
export async function searchScript(pages: readonly Page[]): Promise<string> {
  const library = join(createRequire(import.meta.url).resolve("minisearch"), "../../umd/index.js");
  const code = (await readFile(library, "utf8")).replace(/^\/\/# sourceMappingURL=.*$/m, "");
  const data = { pages: pages.map(({ path, title }) => [path, title]), records: searchRecords(pages) };
  return `${code.trimEnd()}\nglobalThis.SEARCH = ${JSON.stringify(data)};\n`;
}

/** Part of the script of every page. `root` is the root of the site. */
export const SEARCH_CODE = `const form = document.querySelector(".search");
const field = form.querySelector("input");
const results = form.querySelector("ol");
const count = form.querySelector("[role=status]");
const root = form.dataset.root;
form.hidden = false;
let index;
const loadIndex = () => index ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = root + form.dataset.index;
  script.onerror = reject;
  script.onload = () => {
    const made = new MiniSearch({ fields: ["title", "text", "page"], searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: (term) => term.length > 4 ? 0.2 : false, combineWith: "AND" } });
    made.addAll(SEARCH.records.map(([page, , title, text], id) => ({ id, title, text, page: SEARCH.pages[page][1] })));
    resolve(made);
  };
  document.head.append(script);
});
function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const first = Math.min(...terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0), lower.length);
  const start = first === lower.length ? 0 : Math.max(0, lower.lastIndexOf(" ", Math.max(0, first - 40)));
  return (start > 0 ? "…" : "") + text.slice(start, start + 160) + (text.length > start + 160 ? "…" : "");
}
async function find() {
  const query = field.value.trim();
  const found = query === "" ? [] : (await loadIndex()).search(query);
  if (query !== field.value.trim()) return;
  results.replaceChildren(...found.slice(0, 12).map(({ id, terms }) => {
    const [page, hash, title, text] = SEARCH.records[id];
    const [path, name] = SEARCH.pages[page];
    const link = document.createElement("a");
    link.href = root + path + (hash === "" ? "" : "#" + hash);
    link.textContent = title === name ? title : name + ": " + title;
    const some = document.createElement("p");
    some.textContent = excerpt(text, terms);
    const item = document.createElement("li");
    item.append(link, some);
    return item;
  }));
  results.hidden = found.length === 0;
  count.textContent = query === "" ? "" : found.length === 0 ? "Nothing found." : found.length === 1 ? "1 result" : found.length > 12 ? "The first 12 of " + found.length + " results" : found.length + " results";
}
field.addEventListener("focus", () => void loadIndex());
field.addEventListener("input", () => void find());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
});
form.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("a") !== null) results.hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && form.contains(document.activeElement)) {
    field.value = "";
    void find();
    field.focus();
  } else if (event.key === "/" && !(document.activeElement instanceof HTMLInputElement)) {
    event.preventDefault();
    field.focus();
  }
});
`;
