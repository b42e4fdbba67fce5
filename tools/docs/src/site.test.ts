import { readFileSync, readdirSync } from "node:fs";
import { posix, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { getText, openContract, readExample } from "./contract.js";
import { unescaped } from "./escape.js";
import { renderMarkdown } from "./markdown.js";
import { operationFile } from "./reference-operations.js";
import type { SearchRecord } from "./search.js";
import { buildSite } from "./site.js";

const WORKSPACE = resolve(import.meta.dirname, "../../..");

const every = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

describe("the documentation site", () => {
  let site: ReadonlyMap<string, string>;
  let pages: [path: string, html: string][];
  const contract = openContract(WORKSPACE);
  const operations = contract.operations();
  beforeAll(async () => {
    site = new Map([...(await buildSite(WORKSPACE))].map(([path, content]) => [path, content.toString()]));
    pages = [...site].filter(([path]) => path.endsWith(".html"));
  });

  it("has a page for every Markdown file under docs, for client, library, contract, every operation and the project", () => {
    const sources = readdirSync(resolve(WORKSPACE, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => file.replaceAll("\\", "/").replace(/\.md$/, ".html").replace("README", "index"));
    const others = [
      "changes",
      "client",
      "contributing",
      "decisions/index",
      "library",
      "reference",
      "schemas",
      "security",
    ];
    expect(pages.map(([path]) => path).sort()).toEqual(
      [...sources, ...others.map((name) => `${name}.html`), ...operations.map(operationFile)].sort(),
    );
  });

  it("starts with an introduction, the tour of the README, and a line for each page", () => {
    const start = site.get("index.html") ?? "";
    const content = start.slice(start.indexOf("<main"));
    const missing = pages
      .map(([path]) => path)
      .filter((path) => !/^(decisions\/\d|index|schemas)/.test(path))
      .filter((path) => !new RegExp(`href="${path}"`).test(content));
    expect(missing).toEqual([]);
    const commands = (file: string) =>
      every(readFileSync(resolve(WORKSPACE, file), "utf8"), /^ *(npm .*)$/gm).map((line) =>
        line.split(" #")[0]?.trimEnd(),
      );
    const tour = commands("docs/README.md");
    expect(tour).toHaveLength(6);
    expect(commands("README.md")).toEqual(expect.arrayContaining(tour));
  });

  it("finds errors, settings, headings, responses and the texts of diagrams", () => {
    const { SEARCH: index } = runInNewContext(`${site.get("search.js")}; ({ SEARCH })`) as {
      SEARCH: { pages: [path: string, title: string][]; records: SearchRecord[] };
    };
    const at = (path: string, id: string): string[] =>
      index.records
        .filter(([page, hash]) => index.pages[page]?.[0] === path && hash === id)
        .map(([, , title, text]) => `${title}: ${text}`);
    expect(index.pages.map(([path]) => path).sort()).toEqual(pages.map(([path]) => path).sort());
    expect(at("errors.html", "token-expired")).toEqual([expect.stringMatching(/^token-expired: 403 token-expired /)]);
    expect(at("configuration.html", "REGISTRY_STORE")).toEqual([expect.stringContaining("lmdb:DIRECTORY")]);
    expect(at("operation-cancel.html", "status-409")).toEqual([expect.stringMatching(/^409: /)]);
    expect(at("consumers.html", "conflicts")).toEqual([
      expect.stringContaining('Service B to Registry: PUT cancelled, If-Match: W/"1".'),
    ]);
    const dead = index.records.filter(
      ([page, id]) => id !== "" && !site.get(index.pages[page]?.[0] ?? "")?.includes(` id="${id}"`),
    );
    expect(dead).toEqual([]);
  });

  it("provides the contract in one file", () => {
    expect(JSON.parse(site.get("registry.json") ?? "")).toMatchObject({ openapi: "3.1.0" });
    expect(site.get("reference.html")).toContain('href="registry.json" download');
  });

  it("has no broken link", () => {
    const broken = pages.flatMap(([path, html]) =>
      every(html, /(?:href|src)="([^"]+)"/g)
        .map(unescaped)
        .filter((url) => !/^(https?|data):/.test(url))
        .filter((url) => {
          const [file = "", fragment] = url.split("#");
          const target = site.get(file === "" ? path : posix.join(posix.dirname(path), file));
          return (
            target === undefined || (fragment !== undefined && !target.includes(`id="${decodeURIComponent(fragment)}"`))
          );
        })
        .map((url) => `${path}: ${url}`),
    );
    expect(broken).toEqual([]);
  });

  it("loads nothing from other origins, and has no inline script or style", () => {
    for (const [path, html] of pages) {
      expect([
        path,
        every(html, /<(?:script|link|img)[^>]+(?:src|href)="([^"]*)"/g).filter(
          (url) => !/^((\.\.\/)*(style\.css|site\.js|images\/[\w-]+\.(png|svg))|data:,)$/.test(url),
        ),
      ]).toEqual([path, []]);
      expect([path, every(html, /(<style|<script>|\son[a-z]+=|\sstyle=)/g)]).toEqual([path, []]);
    }
    expect(`${site.get("style.css")}${site.get("site.js")}`).not.toMatch(/https?:|@import|url\(/);
  });

  it("is accessible to screen readers: one main heading, no skipped level, no duplicate id, a name for every control", () => {
    for (const [path, html] of pages) {
      const levels = every(html, /<h([1-6])/g).map(Number);
      expect([path, levels.filter((level) => level === 1)]).toEqual([path, [1]]);
      expect([path, levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)]).toEqual([path, []]);
      const ids = every(html, /\sid="([^"]*)"/g);
      expect([path, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([path, []]);
      expect(html).toContain('<html lang="en-GB">');
      expect(html).toContain('<a class="skip" href="#content">');
      expect(every(html, /<button((?!aria-label)[^>])*>/g)).toEqual([]);
      expect(every(html, /<title>([^<]+)<\/title>/g)).toHaveLength(1);
    }
  });

  it("shows every operation of the contract on its page, with every status and every example", () => {
    let examples = 0;
    for (const each of operations) {
      const path = operationFile(each);
      const html = site.get(path) ?? "";
      const text = unescaped(html);
      expect(text).toContain(`${each.method} [base]${each.path}`);
      for (const [status, response] of contract.each(each.operation, "responses")) {
        expect([path, html.includes(`<details id="status-${status}">\n<summary><code>${status}</code>`)]).toEqual([
          path,
          true,
        ]);
        for (const [, error] of contract.each(response, "x-errors"))
          expect([path, status, html]).toEqual([
            path,
            status,
            expect.stringContaining(`href="errors.html#${getText(error, "code")}"`),
          ]);
        for (const [, media] of contract.each(response, "content")) {
          for (const [name, example] of contract.each(media, "examples")) {
            expect([path, status, name, text.includes(readExample(example))]).toEqual([path, status, name, true]);
            expect([path, status, text.includes(`<p>Example <code>${name}</code>`)]).toEqual([path, status, true]);
            examples++;
          }
        }
      }
    }
    expect(examples).toBeGreaterThan(200);
    expect(unescaped(site.get("operation-searchByForm.html") ?? "")).toContain("patient.identifier=https%3A%2F%2F");
  });

  it("lists the contents of a long page", () => {
    const contents = (path: string) => /<nav aria-label="On this page">[^]*?<\/nav>/.exec(site.get(path) ?? "")?.[0];
    const links = (path: string) => every(contents(path) ?? "", /href="#([^"]*)"/g);
    expect(links("reference.html")).toEqual(["operations", "server", "security", "common-parameters"]);
    expect(links("operation-cancel.html")).toEqual(["parameters", "request-body", "responses"]);
    expect(links("consumers.html")).toContain("conflicts");
    expect(contents("errors.html")).toBeUndefined();
  });

  it("describes the values of a parameter, and common parameters once", () => {
    const reference = [site.get("reference.html"), ...operations.map((each) => site.get(operationFile(each)))].join("");
    const rows = (name: string) =>
      every(reference, new RegExp(`<tr[^>]*><td[^>]*><code>(${name})</code></td><td[^>]*>(?:header|query)`, "g"));
    expect(rows("traceparent")).toHaveLength(1);
    expect(rows("_format")).toHaveLength(1);
    expect(rows("If-Match").length).toBeGreaterThan(1);
    const text = unescaped(reference.replaceAll("<wbr>", ""));
    expect(text).toContain("<code>application/json+fhir</code>");
    expect(text).toContain("integer, at least 0, at most 999999999");
    expect(text).toContain('; example: <code>W/"1"</code>');
    expect(text).toContain("string <code>^[1-9][0-9]{0,14}$</code>");
    expect(every(reference, /href="reference.html#(common-parameters)">common parameters/g)).toHaveLength(
      operations.length,
    );
  });

  it("describes the server, the token endpoint and every scope", () => {
    const text = unescaped((site.get("reference.html") ?? "").replaceAll("<wbr>", ""));
    const flow = ["components", "securitySchemes", "accessToken", "flows", "clientCredentials"];
    const node = contract.at(contract.root, ...flow)?.node;
    const scopes = Object.entries(node?.["scopes"] as Record<string, string>);
    expect(scopes).not.toEqual([]);
    for (const [scope, meaning] of scopes) expect(text).toMatch(new RegExp(`>${scope}</code></td><td[^>]*>${meaning}`));
    expect(text).toContain(String(node?.["tokenUrl"]));
    for (const [, server] of contract.each(contract.root, "servers"))
      expect(text).toContain(`>${getText(server, "url")}</code>`);
  });

  it("shows the schemas of the contract's bundle, and no others", () => {
    const bundle = JSON.parse(site.get("registry.json") ?? "") as { components: { schemas: object } };
    const shown = every(site.get("schemas.html") ?? "", /<h2 id="schema-([^"]*)">/g);
    expect(shown).toEqual(Object.keys(bundle.components.schemas).sort());
  });

  it("breaks no short code across lines, and a long one only after the separators of its parts", () => {
    const { html } = renderMarkdown("`BAD_REQUEST` `apps/registry/src/http/headers/entity-tag.ts`", {
      source: "docs/a.md",
      pathOf: () => "a.html",
    });
    expect(html).toContain("<code>BAD_REQUEST</code>");
    expect(html).toContain(
      '<code class="long">apps/<wbr>registry/<wbr>src/<wbr>http/<wbr>headers/<wbr>entity-<wbr>tag.<wbr>ts</code>',
    );
  });

  it("makes a link only of a URL that a Markdown file marks as one", () => {
    const text =
      "Search https://fhir.nhs.uk/Id/nhs-number|[NHS number], <https://a.example>, [there](https://b.example).";
    const { html } = renderMarkdown(text, { source: "docs/a.md", pathOf: () => "a.html" });
    expect(every(html, /href="([^"]*)"/g)).toEqual(["https://a.example", "https://b.example"]);
    expect(html).toContain("https://fhir.nhs.uk/Id/nhs-number|[NHS number]");
  });

  it("passes no markup of a Markdown file through", () => {
    const { html } = renderMarkdown("# A <b>c</b>\n\n<script>alert(1)</script>\n\n```sh\n<i>\n```\n", {
      source: "docs/a.md",
      pathOf: () => "a.html",
    });
    expect(html).not.toMatch(/<(script|i|b)>/);
  });
});
