import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BrowserContext, Page } from "playwright-core";
import { WORKSPACE, atLength, launchChromium, sampled } from "@appointment-registry/test-kit";
import { RegistryUnderTest } from "../harness/registry.js";

const SITE = join(WORKSPACE, "tools/docs/dist/site");
const isDecision = (file: string): boolean => /^decisions\/\d/.test(file);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.replaceAll("\\", "/"))
  .sort()
  // One template creates all decision pages, so that one page represents them all.
  .filter((file, index, all) => atLength(!file.startsWith("decisions/") || file === all.find(isDecision), true));
/** Pages that axe checks, which takes seconds per page. */
const AXED = sampled(PAGES, 6);

/** Widths of phones, tablets and larger screens, and the width at which tables begin to stack. */
const WIDTHS = [360, 390, 600, 768, 1280, 1600];
/** Width of an A4 page in pixels. */
const A4 = 794;

const browser = await launchChromium();
if (browser === undefined) console.log("No Chromium runs here: the documentation is not looked at in a browser.");

(browser === undefined ? describe.skip : describe)("the documentation, in Chromium", () => {
  let registry: RegistryUnderTest;
  let docs: string;
  const faults: string[] = [];

  beforeAll(async () => {
    registry = await RegistryUnderTest.start({ REGISTRY_DOCS: SITE });
    docs = new URL("/docs", registry.baseUrl).href;
  });
  afterAll(async () => {
    await browser?.close();
    await registry.stop();
  });

  async function inContext(colorScheme: "light" | "dark", work: (page: Page) => Promise<void>, width = 1200) {
    const tls = join(registry.directory, "tls");
    const context = (await browser?.newContext({
      colorScheme,
      ignoreHTTPSErrors: true,
      viewport: { width, height: 800 },
      permissions: ["clipboard-read", "clipboard-write"],
      clientCertificates: [
        { origin: new URL(docs).origin, certPath: join(tls, "client.pem"), keyPath: join(tls, "client.key") },
      ],
    })) as BrowserContext;
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && faults.push(`${page.url()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("requestfailed", (request) => faults.push(`${page.url()}: ${request.url()} failed`));
    page.on("request", (request) => {
      if (!request.url().startsWith(docs) && !request.url().startsWith("data:"))
        faults.push(`asked for ${request.url()}`);
    });
    try {
      await work(page);
    } finally {
      await context.close();
    }
  }

  it.each([
    ["light", 1200],
    ["dark", 1200],
    ["dark", 390],
  ] as const)("renders every page without a fault in %s, %i pixels wide, and passes axe", async (scheme, width) => {
    const violations: string[] = [];
    await inContext(
      scheme,
      async (page) => {
        // In the short form, every page is rendered once, and the pages that axe checks in each combination.
        for (const path of atLength(scheme === "light" ? PAGES : AXED, PAGES)) {
          const answer = await page.goto(`${docs}/${path}`);
          expect([path, answer?.status()]).toEqual([path, 200]);
          if (!AXED.includes(path)) continue;
          await page.evaluate(AXE);
          const found = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
            };
            return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ") ?? ""}`);
          });
          violations.push(...found.map((each) => `${path}: ${each}`));
        }
      },
      width,
    );
    expect(violations).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("uses dark colours if the system does", async () => {
    const colours: string[] = [];
    for (const scheme of ["light", "dark"] as const) {
      await inContext(scheme, async (page) => {
        await page.goto(`${docs}/index.html`);
        colours.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      });
    }
    expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(20, 24, 28)"]);
  });

  it("copies a whole example, and confirms it", async () => {
    await inContext("light", async (page) => {
      await page.goto(`${docs}/operation-cancel.html`);
      const block = page.locator("main > .code").first();
      await block.locator("button").click();
      await page.locator("#copied", { hasText: "Copied." }).waitFor({ state: "attached" });
      const copied: string = await page.evaluate("navigator.clipboard.readText()");
      expect(copied).toBe(await block.locator("code").textContent());
      expect(JSON.parse(copied)).toMatchObject({ resourceType: "Appointment", status: "cancelled" });
    });
  });

  it("can be used with only the keyboard: the first tab stop skips the navigation, and answers open", async () => {
    await inContext("light", async (page) => {
      await page.goto(`${docs}/operation-cancel.html`);
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("content");
      await page.locator("main details summary").first().focus();
      await page.keyboard.press("Enter");
      expect(await page.locator("main details").first().getAttribute("open")).toBe("");
    });
  });

  it("follows a link to an answer, opens it, and keeps the rest of the page in view", async () => {
    await inContext("light", async (page) => {
      await page.goto(`${docs}/operation-cancel.html#status-422`);
      expect(await page.locator("details#status-422").getAttribute("open")).toBe("");
      const contents = page.getByRole("navigation", { name: "On this page" });
      expect(await contents.isVisible()).toBe(true);
      await contents.getByRole("link", { name: "Responses" }).click();
      const top: number = await page.evaluate("document.querySelector('#responses').getBoundingClientRect().top");
      expect(Math.abs(top)).toBeLessThan(60);
      expect(await page.evaluate("document.querySelector('.beside').getBoundingClientRect().top")).toBe(0);
    });
  });

  it("finds an error code, and Enter leads to its row", async () => {
    await inContext("light", async (page) => {
      await page.goto(`${docs}/decisions/index.html`);
      await page.keyboard.press("/");
      await page.keyboard.type("token-expired");
      const results = page.getByRole("list", { name: "Search results" });
      await results.getByRole("link", { name: "Errors of the registry: token-expired" }).waitFor();
      expect(await page.locator(".search [role=status]").textContent()).toMatch(/results$/);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${docs}/errors.html#token-expired`);
      await page.locator("#query").fill("qqqqq");
      await page.locator(".search [role=status]", { hasText: "Nothing found." }).waitFor({ state: "attached" });
      await page.keyboard.press("Escape");
      expect(await page.locator("#query").inputValue()).toBe("");
    });
    expect(faults).toEqual([]);
  });

  it("folds the navigation on a narrow screen, and opens it", async () => {
    await inContext(
      "light",
      async (page) => {
        await page.goto(`${docs}/errors.html`);
        const link = page.getByRole("navigation", { name: "Documentation" }).getByRole("link", { name: "Conformance" });
        expect(await link.isVisible()).toBe(false);
        expect((await page.locator("h1").boundingBox())?.y).toBeLessThan(300);
        await page.getByText("All pages").click();
        await link.click();
        await page.waitForURL(`${docs}/conformance.html`);
      },
      390,
    );
  });

  it("opens all responses for printing", async () => {
    await inContext("light", async (page) => {
      await page.goto(`${docs}/operation-cancel.html#status-422`);
      const closed = page.locator("main details:not([open])");
      const before = await closed.count();
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect([before > 0, await closed.count()]).toEqual([true, 0]);
      await page.evaluate("dispatchEvent(new Event('afterprint'))");
      expect(await closed.count()).toBe(before);
    });
  });

  it("prints dark text on white without the navigation, also if the system is dark", async () => {
    await inContext(
      "dark",
      async (page) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        for (const path of ["consumers.html", "errors.html", "operation-cancel.html"]) {
          await page.goto(`${docs}/${path}`);
          const seen = await page.evaluate(`({
            background: getComputedStyle(document.body).backgroundColor,
            text: getComputedStyle(document.querySelector("main")).color,
            diagram: [...document.querySelectorAll(".diagram text")].every((each) => getComputedStyle(each).fill === "rgb(27, 33, 38)"),
            shown: [...document.querySelectorAll("header, nav, .copy")].filter((each) => each.checkVisibility()).length,
          })`);
          expect([path, seen]).toEqual([
            path,
            { background: "rgb(255, 255, 255)", text: "rgb(27, 33, 38)", diagram: true, shown: 0 },
          ]);
          expect([path, await cutOff(page)]).toEqual([path, []]);
        }
      },
      A4,
    );
  });

  it(`cuts off no table, code or picture at ${sampled(WIDTHS, 2).join(", ")} pixels, and no page scrolls sideways`, async () => {
    await inContext("light", async (page) => {
      for (const path of PAGES) {
        await page.goto(`${docs}/${path}`);
        for (const width of sampled(WIDTHS, 2)) {
          await page.setViewportSize({ width, height: 800 });
          expect([path, width, await cutOff(page)]).toEqual([path, width, []]);
        }
      }
    });
  });

  it("names every column of a table whose cells are stacked", async () => {
    await inContext(
      "light",
      async (page) => {
        await page.goto(`${docs}/errors.html`);
        const row: string[] = await page.evaluate(`[...document.querySelectorAll("#token-expired td")].map((cell) =>
          [getComputedStyle(cell).display, getComputedStyle(cell, "::before").content, cell.checkVisibility()].join(" "))`);
        const columns = ["status", "code", "issue type", "Spine code", "retry", "what happened", "what to do"];
        expect(row).toEqual(columns.map((name) => `block "${name}: " true`));
      },
      599,
    );
  });
});

/** Returns elements that are wider than the space for them after everything is opened, including columns beyond the edge of their table. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    for (const each of document.querySelectorAll("main details")) each.open = true;
    const edge = document.querySelector("main").getBoundingClientRect().right + 1;
    const wide = [document.documentElement, ...document.querySelectorAll("main, .table, pre, td, svg, img")].filter(
      (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline");
    const beyond = [...document.querySelectorAll("main :is(td, th, code, svg, img)")].filter(
      (each) => [...each.getClientRects()].some((box) => box.right > edge));
    return [...wide, ...beyond].map((each) => each.tagName + " " + (each.textContent ?? "").slice(0, 40));
  })()`);
}
