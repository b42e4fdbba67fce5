import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Contract } from "./contract.js";
import { escape } from "./escape.js";
import { renderMarkdown } from "./markdown.js";
import type { NavigationGroup, Page } from "./page.js";
import { BUNDLE_FILE, CHANGES_FILE, SCRIPT_FILE, STYLE_FILE, printPage } from "./page.js";
import { renderReference } from "./reference.js";
import { SCRIPT } from "./script.js";
import { STYLE } from "./style.js";

const REFERENCE = "reference.html";
/** The contract in one file, for those who generate code from it. */
const BUNDLE = "openapi/registry.bundle.json";

/** Sources of the guides, below the workspace, in the order of the navigation. */
const GUIDES = [
  "docs/console.md",
  "docs/consumers.md",
  "docs/operators.md",
  "docs/operators-mongodb.md",
  "docs/architecture.md",
];
const TABLES = [
  "docs/errors.md",
  "docs/configuration.md",
  "docs/conformance.md",
  "docs/ambiguities.md",
  "docs/reliability.md",
];
const CHANGES = "openapi/CHANGELOG.md";
const DECISIONS = "docs/decisions";
const IMAGES = "docs/images";

/** Every file of the site by its path, made from the contract and the Markdown files. */
export async function buildSite(workspace: string): Promise<ReadonlyMap<string, string | Buffer>> {
  const images = await readdir(join(workspace, IMAGES));
  const decisions = (await readdir(join(workspace, DECISIONS))).filter((file) => file.endsWith(".md")).sort();
  const sources = [...GUIDES, ...TABLES, CHANGES, ...decisions.map((file) => `${DECISIONS}/${file}`)];
  const paths = new Map(sources.map((source) => [source, source.replace(/^docs\//, "").replace(/\.md$/, ".html")]));
  for (const image of images) paths.set(`${IMAGES}/${image}`, `images/${image}`);
  paths.set(CHANGES, CHANGES_FILE).set(BUNDLE, BUNDLE_FILE);
  paths.set("openapi/registry.yaml", REFERENCE).set(DECISIONS, "index.html");

  const pages = new Map<string, Page>();
  for (const source of sources) {
    const text = await readFile(join(workspace, source), "utf8");
    const { title, html } = renderMarkdown(text, { source, pathOf: (file) => paths.get(file.replace(/\/$/, "")) });
    pages.set(source, { path: paths.get(source) ?? "", title, html });
  }
  const reference = renderReference(new Contract(join(workspace, "openapi/registry.yaml")), REFERENCE);
  const of = (names: readonly string[]) => names.flatMap((name) => pages.get(name) ?? []);
  const navigation: NavigationGroup[] = [
    { title: "Guides", pages: of(GUIDES) },
    { title: "Reference", pages: [reference, ...of([...TABLES, CHANGES])] },
  ];
  const index = indexPage([
    ...navigation,
    { title: "Decisions", pages: of(decisions.map((file) => `${DECISIONS}/${file}`)) },
  ]);
  const files = [index, reference, ...pages.values()].map((page) => [page.path, printPage(page, navigation)] as const);
  const bundle = await readFile(join(workspace, BUNDLE), "utf8");
  const pictures = await Promise.all(
    images.map(async (image) => [`images/${image}`, await readFile(join(workspace, IMAGES, image))] as const),
  );
  return new Map<string, string | Buffer>([
    ...files,
    ...pictures,
    [BUNDLE_FILE, bundle],
    [STYLE_FILE, STYLE],
    [SCRIPT_FILE, SCRIPT],
  ]);
}

function indexPage(groups: readonly NavigationGroup[]): Page {
  const lists = groups.map(
    ({ title, pages }) =>
      `<h2>${escape(title)}</h2>\n<ul>\n${pages.map((page) => `<li><a href="${page.path}">${escape(page.title)}</a></li>`).join("\n")}\n</ul>`,
  );
  const html = `<h1>Appointment Registry</h1>
<p>One index of the appointments that services have booked for patients, as FHIR STU3: a booking made anywhere is registered here, so
that any service can find it and cancel it.</p>
${lists.join("\n")}`;
  return { path: "index.html", title: "Documentation", html };
}
