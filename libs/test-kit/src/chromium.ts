import type { Browser } from "playwright-core";

/** As root there is no sandbox; the pages are our own. */
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/** A Chromium that needs no installation; `undefined` if it does not run. Its packages are those of the workspace. */
export async function launchChromium(): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    const [{ default: chromium }, { chromium: playwright }] = await Promise.all([
      import("@sparticuz/chromium"),
      import("playwright-core"),
    ]);
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS });
  } catch {
    return undefined;
  }
}
