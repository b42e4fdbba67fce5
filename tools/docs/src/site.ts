import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openContract } from "./contract.js";
import { escape } from "./escape.js";
import { renderMarkdown } from "./markdown.js";
import type { NavigationGroup, Page } from "./page.js";
import { BUNDLE_FILE, CHANGES_FILE, REFERENCE_FILE, SCRIPT_FILE, SEARCH_FILE, STYLE_FILE, printPage } from "./page.js";
import { operationsTable, referencePages } from "./reference.js";
import { SCRIPT } from "./script.js";
import { searchScript } from "./search.js";
import { STYLE } from "./style.js";

/** The contract in one file, for code generators. */
const BUNDLE = "openapi/registry.bundle.json";
const HOME = "docs/README.md";
const DECISIONS = "docs/decisions";
const DECISIONS_FILE = "decisions/index.html";
const IMAGES = "docs/images";

/** Markdown files of the workspace with their paths on the site, in the order of the navigation. */
const START = { [HOME]: "index.html", "docs/sandbox.md": "sandbox.html", "docs/console.md": "console.html" };
const GUIDES = {
  "docs/consumers.md": "consumers.html",
  "apps/client/README.md": "client.html",
  "libs/fhir-appointment/README.md": "library.html",
  "docs/operators.md": "operators.html",
  "docs/operators-mongodb.md": "operators-mongodb.html",
};
const TABLES = {
  "docs/errors.md": "errors.html",
  "docs/configuration.md": "configuration.html",
  "docs/conformance.md": "conformance.html",
  "docs/ambiguities.md": "ambiguities.html",
  "docs/reliability.md": "reliability.html",
  "docs/performance.md": "performance.html",
  "openapi/CHANGELOG.md": CHANGES_FILE,
};
const PROJECT = {
  "docs/architecture.md": "architecture.html",
  "docs/deprecation.md": "deprecation.html",
  "CONTRIBUTING.md": "contributing.html",
  "SECURITY.md": "security.html",
};

/** Targets of links to folders or files without their own page. */
const ALIASES = {
  docs: "index.html",
  "apps/client": "client.html",
  "libs/fhir-appointment": "library.html",
  "openapi/registry.yaml": REFERENCE_FILE,
  openapi: REFERENCE_FILE,
  [BUNDLE]: BUNDLE_FILE,
  [DECISIONS]: DECISIONS_FILE,
};

/** Returns every file of the site by its path, made from the contract and the Markdown files. */
export async function buildSite(workspace: string): Promise<ReadonlyMap<string, string | Buffer>> {
  const images = await readdir(join(workspace, IMAGES));
  const records = (await readdir(join(workspace, DECISIONS))).filter((file) => file.endsWith(".md")).sort();
  const decisions = Object.fromEntries(
    records.map((file) => [`${DECISIONS}/${file}`, `decisions/${file.replace(/\.md$/, ".html")}`]),
  );
  const sources = { ...START, ...GUIDES, ...TABLES, ...PROJECT, ...decisions };
  const paths = new Map<string, string>([
    ...Object.entries({ ...ALIASES, ...sources }),
    ...images.map((image) => [`${IMAGES}/${image}`, `images/${image}`] as const),
  ]);

  const pages = new Map<string, Page>();
  for (const [source, path] of Object.entries(sources)) {
    const text = await readFile(join(workspace, source), "utf8");
    pages.set(source, {
      path,
      ...renderMarkdown(text, { source, pathOf: (file) => paths.get(file.replace(/\/$/, "")) }),
    });
  }
  const of = (group: Readonly<Record<string, string>>) => Object.keys(group).flatMap((name) => pages.get(name) ?? []);
  const contract = openContract(workspace);
  const { overview, operations, schemas } = referencePages(contract);
  const home = pages.get(HOME);
  if (home === undefined) throw new Error(`There is no ${HOME}.`);
  pages.set(HOME, { ...home, html: `${home.html}\n${operationsTable(contract.operations())}` });
  const navigation: NavigationGroup[] = [
    { title: "Start", pages: of(START) },
    { title: "Guides", pages: of(GUIDES) },
    { title: "Operations", pages: [overview, ...operations, schemas] },
    { title: "Tables", pages: of(TABLES) },
    { title: "Project", pages: [...of(PROJECT), decisionsPage(of(decisions))] },
  ];
  const every = [
    ...new Map(
      [...navigation.flatMap((group) => group.pages), ...of(decisions)].map((page) => [page.path, page]),
    ).values(),
  ];
  const pictures = await Promise.all(
    images.map(async (image) => [`images/${image}`, await readFile(join(workspace, IMAGES, image))] as const),
  );
  return new Map<string, string | Buffer>([
    ...every.map((page) => [page.path, printPage(page, navigation)] as const),
    ...pictures,
    [BUNDLE_FILE, await readFile(join(workspace, BUNDLE), "utf8")],
    [STYLE_FILE, STYLE],
    [SCRIPT_FILE, SCRIPT],
    [SEARCH_FILE, await searchScript(every)],
  ]);
}

function decisionsPage(pages: readonly Page[]): Page {
  const items = pages.map(
    ({ path, title }) => `<li><a href="${path.replace(/^decisions\//, "")}">${escape(title)}</a></li>`,
  );
  const html = `<h1>Decisions</h1>
<p>Why things are as they are, one page for each decision.</p>
<ul>
${items.join("\n")}
</ul>`;
  return { path: DECISIONS_FILE, title: "Decisions", html };
}
