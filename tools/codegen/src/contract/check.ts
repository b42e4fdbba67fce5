import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Node } from "@appointment-registry/registry-contract/openapi";
import { bundle } from "./bundle.js";
import { lintable } from "./lintable.js";
import { runPackage } from "./run-package.js";
import { versionFaults, withoutExamples } from "./versions.js";

/**
 * `npm run contract` lints the contract and compares it with the version published last. `--publish` records it as the published version.
 */
const workspace = join(import.meta.dirname, "../../../..");
const baseline = join(workspace, "openapi/published.json");

const published = { bundle: "openapi/registry.bundle.json", generators: "openapi/registry.generators.json" };
const temporary = await mkdtemp(join(tmpdir(), "contract-"));
const copy = join(temporary, "registry.bundle.json");
await writeFile(
  copy,
  JSON.stringify(lintable(JSON.parse(await readFile(join(workspace, published.bundle), "utf8")) as Node)),
);

const redocly = (...files: string[]): Promise<string> =>
  runPackage("@redocly/cli", ["lint", "--config", "redocly.yaml", "--max-problems", "1000", ...files], workspace);

const CHECKS: Record<string, () => Promise<unknown>> = {
  "Redocly, what is written": () => redocly("registry"),
  "Redocly, what is published": () => redocly(copy, published.generators),
  // Spectral checks the bundle. It takes a minute for the separate files, since it resolves the schemas again for every reference to them.
  Spectral: () =>
    runPackage(
      "@stoplight/spectral-cli",
      ["lint", copy, "--ruleset", ".spectral.yaml", "--fail-severity", "hint"],
      workspace,
    ),
  "no breaking change without a major version": async () => {
    const earlier = JSON.parse(await readFile(baseline, "utf8")) as Node;
    const changelog = await readFile(join(workspace, "openapi/CHANGELOG.md"), "utf8");
    const faults = versionFaults(earlier, await bundle(workspace), changelog);
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
await rm(temporary, { recursive: true });
