import { readdirSync } from "node:fs";
import { posix, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Contract, textOf } from "./contract.js";
import { renderMarkdown } from "./markdown.js";
import { buildSite } from "./site.js";

const WORKSPACE = resolve(import.meta.dirname, "../../..");

const every = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);
const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

describe("the documentation site", () => {
  let site: ReadonlyMap<string, string>;
  let pages: [path: string, html: string][];
  beforeAll(async () => {
    site = new Map([...(await buildSite(WORKSPACE))].map(([path, content]) => [path, content.toString()]));
    pages = [...site].filter(([path]) => path.endsWith(".html"));
  });

  it("has a page for every Markdown file under docs, the changes of the contract, and the reference", () => {
    const sources = readdirSync(resolve(WORKSPACE, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => file.replaceAll("\\", "/").replace(/\.md$/, ".html"));
    expect(pages.map(([path]) => path).sort()).toEqual(
      [...sources, "changes.html", "index.html", "reference.html"].sort(),
    );
  });

  it("gives the contract in one file", () => {
    expect(JSON.parse(site.get("registry.json") ?? "")).toMatchObject({ openapi: "3.1.0" });
    expect(site.get("reference.html")).toContain('href="registry.json" download');
  });

  it("has no link that leads nowhere", () => {
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

  it("loads nothing from elsewhere, and has no script or style within its pages", () => {
    for (const [path, html] of pages) {
      expect([
        path,
        every(html, /<(?:script|link|img)[^>]+(?:src|href)="([^"]*)"/g).filter(
          (url) => !/^((\.\.\/)*(style\.css|copy\.js|images\/[\w-]+\.png)|data:,)$/.test(url),
        ),
      ]).toEqual([path, []]);
      expect([path, every(html, /(<style|<script>|\son[a-z]+=|\sstyle=)/g)]).toEqual([path, []]);
    }
    expect(`${site.get("style.css")}${site.get("copy.js")}`).not.toMatch(/https?:|@import|url\(/);
  });

  it("is sane for those who listen to it: one main heading, no level skipped, no id twice, a name for what is pressed", () => {
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

  it("shows every operation of the contract, with every status and every example", () => {
    const contract = new Contract(resolve(WORKSPACE, "openapi/registry.yaml"));
    const reference = site.get("reference.html") ?? "";
    const shown = unescaped(reference);
    let examples = 0;
    for (const [url, item] of contract.each(contract.root, "paths")) {
      for (const method of ["get", "put", "post"]) {
        const operation = contract.at(item, method);
        if (operation === undefined) continue;
        const id = textOf(operation, "operationId");
        expect(reference).toContain(`<h2 id="${id}">`);
        const from = reference.indexOf(`<h2 id="${id}">`);
        const section = unescaped(reference.slice(from, reference.indexOf("</section>", from)));
        expect(section).toContain(`${method.toUpperCase()} [base]${url}`);
        for (const [status, response] of contract.each(operation, "responses")) {
          expect([id, section.includes(`<details id="${id}-${status}">\n<summary><code>${status}</code>`)]).toEqual([
            id,
            true,
          ]);
          for (const [, error] of contract.each(response, "x-errors"))
            expect([id, status, section]).toEqual([
              id,
              status,
              expect.stringContaining(`href="#error-${textOf(error, "code")}"`),
            ]);
          for (const [, media] of contract.each(response, "content")) {
            for (const [name, example] of contract.each(media, "examples")) {
              expect([id, status, name, section.includes(contract.example(example))]).toEqual([id, status, name, true]);
              expect([id, status, section.includes(`<p>Example <code>${name}</code>`)]).toEqual([id, status, true]);
              examples++;
            }
          }
        }
      }
    }
    expect(examples).toBeGreaterThan(200);
    expect(shown).toContain("schema-Appointment");
    expect(shown).toContain("patient.identifier=https%3A%2F%2F");
  });

  it("lists what is on a long page: of the reference, every operation", () => {
    const contents = (path: string) => /<nav aria-label="On this page">[^]*?<\/nav>/.exec(site.get(path) ?? "")?.[0];
    const links = every(contents("reference.html") ?? "", /href="#([^"]*)"/g);
    const operations = every(site.get("reference.html") ?? "", /<section aria-labelledby="([^"]*)">\n<h2/g);
    expect(links).toEqual(["server", "security", "common-parameters", ...operations, "errors", "schemas"]);
    expect(operations).toContain("cancel");
    expect(contents("consumers.html")).toContain('href="#conflicts"');
    expect(contents("errors.html")).toBeUndefined();
  });

  it("tells what a parameter may be; those of every operation once", () => {
    const reference = site.get("reference.html") ?? "";
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
    expect(every(reference, /href="#(common-parameters)">common parameters/g)).toHaveLength(
      every(reference, /(<h3>Parameters)/g).length,
    );
  });

  it("tells the server, where tokens are got, and every scope", () => {
    const contract = new Contract(resolve(WORKSPACE, "openapi/registry.yaml"));
    const text = unescaped((site.get("reference.html") ?? "").replaceAll("<wbr>", ""));
    const flow = ["components", "securitySchemes", "accessToken", "flows", "clientCredentials"];
    const node = contract.at(contract.root, ...flow)?.node;
    const scopes = Object.entries(node?.["scopes"] as Record<string, string>);
    expect(scopes).not.toEqual([]);
    for (const [scope, meaning] of scopes) expect(text).toMatch(new RegExp(`>${scope}</code></td><td[^>]*>${meaning}`));
    expect(text).toContain(String(node?.["tokenUrl"]));
    for (const [, server] of contract.each(contract.root, "servers"))
      expect(text).toContain(`>${textOf(server, "url")}</code>`);
  });

  it("shows the schemas that the contract in one file has, and no others", () => {
    const bundle = JSON.parse(site.get("registry.json") ?? "") as { components: { schemas: object } };
    const shown = every(site.get("reference.html") ?? "", /<h3 id="schema-([^"]*)">/g);
    expect(shown).toEqual(Object.keys(bundle.components.schemas).sort());
  });

  it("breaks no short code over lines, and a long one only after what separates its parts", () => {
    const { html } = renderMarkdown("`BAD_REQUEST` `apps/registry/src/http/headers/entity-tag.ts`", {
      source: "docs/a.md",
      pathOf: () => "a.html",
    });
    expect(html).toContain("<code>BAD_REQUEST</code>");
    expect(html).toContain(
      '<code class="long">apps/<wbr>registry/<wbr>src/<wbr>http/<wbr>headers/<wbr>entity-<wbr>tag.<wbr>ts</code>',
    );
  });

  it("makes a link of what a Markdown file says is one, and of no other URL", () => {
    const text =
      "Search https://fhir.nhs.uk/Id/nhs-number|[NHS number], <https://a.example>, [there](https://b.example).";
    const { html } = renderMarkdown(text, { source: "docs/a.md", pathOf: () => "a.html" });
    expect(every(html, /href="([^"]*)"/g)).toEqual(["https://a.example", "https://b.example"]);
    expect(html).toContain("https://fhir.nhs.uk/Id/nhs-number|[NHS number]");
  });

  it("lets no markup through that a Markdown file says", () => {
    const { html } = renderMarkdown("# A <b>c</b>\n\n<script>alert(1)</script>\n\n```sh\n<i>\n```\n", {
      source: "docs/a.md",
      pathOf: () => "a.html",
    });
    expect(html).not.toMatch(/<(script|i|b)>/);
  });
});
