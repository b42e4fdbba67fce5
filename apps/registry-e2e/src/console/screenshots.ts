import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { WORKSPACE, launchChromium } from "@appointment-registry/test-kit";
import { SandboxUnderTest, sandboxFolder } from "../harness/sandbox.js";

/** `npm run screenshots` takes the pictures of the console in README and docs from its own sandbox. */
const IMAGES = join(WORKSPACE, "docs/images");
const VIEWPORT = { width: 1240, height: 800 };

const browser = await launchChromium();
if (browser === undefined) throw new Error("No Chromium runs here.");
const folder = await sandboxFolder();
let sandbox: SandboxUnderTest | undefined;
try {
  sandbox = await SandboxUnderTest.start(folder.directory);
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: "light", reducedMotion: "reduce" });
  await mkdir(IMAGES, { recursive: true });
  await page.goto(sandbox.console);
  await page.locator(".entry").first().click();
  await page.locator("#cancelled").click();
  await page.locator("#confirm").click();
  await page.locator("#status .cancelled").waitFor();
  await picture(page, "cancelled");

  await page.locator(".exchange summary").last().click();
  await page.locator(".exchange[open]").evaluate((exchange) => exchange.scrollIntoView());
  await picture(page, "protocol");

  await visit(page, "Register");
  await page.locator("#validity.valid").waitFor();
  await page.getByLabel("NHS number").fill("1234567890");
  await page.locator("#validity.invalid").waitFor();
  await picture(page, "register");

  await visit(page, "Hard cases");
  await page.getByRole("button", { name: "Two suppliers at once" }).click();
  await page.locator(".parts").waitFor();
  await page.getByRole("heading", { name: "As it happens" }).evaluate((heading) => heading.scrollIntoView());
  await picture(page, "race");

  await visit(page, "Live traffic");
  await page.locator("tbody tr").first().waitFor();
  await page.getByRole("button", { name: "Verify the audit trail" }).click();
  await page.locator("#trail.done").waitFor();
  await picture(page, "traffic");
} finally {
  await browser.close();
  await sandbox?.stop();
  await folder.remove();
}

async function visit(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name }).click();
  await page.locator("h1:focus").waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(IMAGES, `console-${name}.png`) });
}
