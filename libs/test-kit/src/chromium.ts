import type { Browser } from "playwright-core";

/** Chromium has no sandbox when run as root. The pages are our own. */
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * Launches a Chromium that needs no installation, from the packages of the workspace. Resolves to `undefined` if it
 * does not run.
 */
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
