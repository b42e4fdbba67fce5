import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { printClientTypes } from "./client-types.js";
import { printContractSchemas } from "./contract-schemas.js";
import { printBundle, printGeneratorBundle } from "./contract/bundle.js";
import { printResponses } from "./contract/responses.js";
import { printErrors, printErrorsPage } from "./errors.js";
import { formatted, formattedBeforeHand, captureOutput, withBlock } from "./format.js";
import { printProjectGraph } from "./project-graph.js";
import { printModel, readModel } from "./rows.js";
import { printXmlSchemas } from "./xml-schemas.js";

const workspace = join(import.meta.dirname, "../../..");

/** Every generated file of the workspace and a function that returns its content. Later files may depend on earlier ones. */
const GENERATED: Record<string, () => Promise<string>> = {
  "README.md": async () =>
    formatted(await withBlock("README.md", "projects", await printProjectGraph(workspace)), "README.md"),
  "docs/errors.md": () => formatted(printErrorsPage(), "docs/errors.md"),
  "docs/configuration.md": () =>
    captureOutput("apps/registry/dist/main.js", "settings").then((text) =>
      formattedBeforeHand(text, "docs/configuration.md"),
    ),
  "docs/conformance.md": () =>
    captureOutput("tools/conformance/dist/main.js", "--list").then((text) => formatted(text, "docs/conformance.md")),
  "openapi/components/errors.yaml": () => formatted(printErrors(), "openapi/components/errors.yaml"),
  "libs/fhir-appointment/src/model/rows.generated.ts": async () => printModel(await readModel()),
  "openapi/components/schemas.generated.json": async () => printContractSchemas(await readModel()),
  "openapi/components/schemas-xml.generated.json": async () => printXmlSchemas(printContractSchemas(await readModel())),
  "openapi/components/responses.generated.yaml": () => printResponses(workspace),
  "apps/client/src/generated/contract.ts": () => printClientTypes(workspace),
  "openapi/registry.bundle.json": () => printBundle(workspace),
  "openapi/registry.generators.json": () => printGeneratorBundle(workspace),
};

const check = process.argv.includes("--check");
let stale = 0;
for (const [file, text] of Object.entries(GENERATED)) {
  const path = join(workspace, file);
  const wanted = await text().catch((error: Error) => {
    console.error(`${file} cannot be made: ${error.message}`);
    process.exit(2);
  });
  if ((await readFile(path, "utf8").catch(() => "")) === wanted) continue;
  if (check) {
    stale += 1;
    console.error(`${file} is stale: npm run generate`);
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wanted);
    console.log(`${file} written`);
  }
}
if (check) console.log(stale === 0 ? "Every generated file is up to date." : `${stale} stale`);
process.exitCode = stale === 0 ? 0 : 1;
