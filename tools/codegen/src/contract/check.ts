import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Node } from "./bundle.js";
import { bundle } from "./bundle.js";
import { runPackage } from "./run-package.js";
import { versionFaults, withoutExamples } from "./versions.js";

/**
 * `npm run contract`: lints the contract and holds it to the version that was published last; with `--publish`, makes it
 * that version.
 */
const workspace = join(import.meta.dirname, "../../../..");
const baseline = join(workspace, "openapi/published.json");

const CHECKS: Record<string, () => Promise<unknown>> = {
  Redocly: () => runPackage("@redocly/cli", ["lint", "--max-problems", "1000"], workspace),
  // The bundle, since Spectral takes a minute over the files: it resolves the schemas anew for every reference to them.
  Spectral: () =>
    runPackage(
      "@stoplight/spectral-cli",
      ["lint", "openapi/registry.bundle.json", "--ruleset", ".spectral.yaml", "--fail-severity", "hint"],
      workspace,
    ),
  "no breaking change without a major version": async () => {
    const published = JSON.parse(await readFile(baseline, "utf8")) as Node;
    const changelog = await readFile(join(workspace, "openapi/CHANGELOG.md"), "utf8");
    const faults = versionFaults(published, await bundle(workspace), changelog);
    if (faults.length > 0) throw new Error(faults.join("\n"));
  },
};

if (process.argv.includes("--publish"))
  await writeFile(baseline, `${JSON.stringify(withoutExamples(await bundle(workspace)), null, 1)}\n`);

for (const [name, check] of Object.entries(CHECKS)) {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`not ok  ${name}\n${(error as Error).message}`);
  }
}
