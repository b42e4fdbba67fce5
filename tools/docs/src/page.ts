import { escape } from "./escape.js";

/** A page of the site, by its path below the site's root, without a leading slash. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly html: string;
}

export interface NavigationGroup {
  readonly title: string;
  readonly pages: readonly Page[];
}

export const STYLE_FILE = "style.css";
export const SCRIPT_FILE = "site.js";
export const SEARCH_FILE = "search.js";
export const BUNDLE_FILE = "registry.json";
export const CHANGES_FILE = "changes.html";
export const REFERENCE_FILE = "reference.html";
export const SCHEMAS_FILE = "schemas.html";
export const ERRORS_FILE = "errors.html";

/** Returns the whole HTML document. It loads nothing from other origins. */
export function printPage({ path, title, html }: Page, navigation: readonly NavigationGroup[]): string {
  const root = "../".repeat(path.split("/").length - 1);
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Appointment Registry</title>
<link rel="stylesheet" href="${root}${STYLE_FILE}">
<link rel="icon" href="data:,">
<script src="${root}${SCRIPT_FILE}" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<a href="${root}index.html">Appointment Registry</a>
<form class="search" role="search" data-root="${root}" data-index="${SEARCH_FILE}" hidden>
<label for="query">Search</label>
<input id="query" type="search" autocomplete="off" spellcheck="false">
<p class="unseen" role="status"></p>
<ol class="results" aria-label="Search results" hidden></ol>
</form>
</header>
<div class="columns">
<div class="beside">
<nav aria-label="Documentation">
<details class="contents" open>
<summary>All pages</summary>
${navigation.map((group) => printGroup(group, path, root)).join("\n")}
</details>
</nav>
${printContents(html)}</div>
<main id="content" tabindex="-1">
${html}
</main>
</div>
<p id="copied" class="unseen" role="status"></p>
</body>
</html>
`;
}

function printGroup({ title, pages }: NavigationGroup, current: string, root: string): string {
  const items = pages.map((page) => {
    const here = page.path === current ? ' aria-current="page"' : "";
    return `<li><a href="${root}${page.path}"${here}>${escape(page.title)}</a></li>`;
  });
  const open = pages.some(({ path }) => path === current) ? " open" : "";
  return `<details class="group"${open}>\n<summary>${escape(title)}</summary>\n<ul>\n${items.join("\n")}\n</ul>\n</details>`;
}

/** A page with fewer headings has no list of them. */
const MANY = 3;

/** Returns the contents of the page: its headings of the second level. */
function printContents(html: string): string {
  const headings = [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
  if (headings.length < MANY) return "";
  const items = headings.map(([, id = "", title = ""]) => `<li><a href="#${id}">${title}</a></li>`);
  return `<nav aria-label="On this page">
<details class="contents" open>
<summary>On this page</summary>
<ul>
${items.join("\n")}
</ul>
</details>
</nav>
`;
}

/** Returns a block of text with a copy button. */
export const printCode = (text: string, label = "example"): string =>
  `<div class="code"><button type="button" class="copy" aria-label="Copy this ${escape(label)}">Copy</button>` +
  `<pre tabindex="0"><code>${escape(text)}</code></pre></div>`;

/** Returns a table whose rows become blocks on narrow screens. Each cell then names its column. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[], label: string): string {
  // eslint-disable-next-line regexp/no-super-linear-move -- our own documents
  const names = head.map((cell) => cell.replace(/<[^>]*>/g, ""));
  const cells = (row: readonly string[]): string =>
    row.map((cell, index) => printCell(cell, names[index] ?? "")).join("");
  return `<div class="table of-${Math.min(head.length, 5)}" role="group" tabindex="0" aria-label="${escape(label)}"><table role="table">
<thead role="rowgroup"><tr role="row">${head.map((cell) => (cell === "" ? "<td></td>" : `<th scope="col">${cell}</th>`)).join("")}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => `<tr role="row"${getId(row, names)}>${cells(row)}</tr>`).join("\n")}
</tbody>
</table></div>`;
}

/** Columns whose code names the row. Links and the search lead to it. */
const NAMING: ReadonlySet<string> = new Set(["code", "key", "variable", "metric"]);

function getId(row: readonly string[], names: readonly string[]): string {
  const code = /^<code[^>]*>([\w.:-]+)<\/code>$/.exec(
    (row[names.findIndex((name) => NAMING.has(name))] ?? "").replaceAll("<wbr>", ""),
  );
  return code === null ? "" : ` id="${code[1]}"`;
}

/** Sentences and long codes get a readable width. Numbers and short codes take the width that they need. */
function printCell(cell: string, column: string): string {
  const start = `<td role="cell"${column === "" ? "" : ` data-column="${column}"`}`;
  if (cell.includes('<code class="long"')) return `${start} class="wide">${cell}</td>`;
  // eslint-disable-next-line regexp/no-super-linear-move -- our own documents
  return cell.replace(/<code[^]*?<\/code>|<[^>]*>/g, "").length > 24
    ? `${start} class="text">${cell}</td>`
    : `${start}>${cell}</td>`;
}
