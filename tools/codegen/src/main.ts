import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printModel, readModel } from "./rows.js";

const workspace = join(import.meta.dirname, "../../..");

/** Every generated file of the workspace and what it must hold. */
const GENERATED: Record<string, () => Promise<string>> = {
  "libs/fhir-appointment/src/model/rows.generated.ts": async () => printModel(await readModel()),
};

const check = process.argv.includes("--check");
let stale = 0;
for (const [file, text] of Object.entries(GENERATED)) {
  const path = join(workspace, file);
  const wanted = await text();
  if ((await readFile(path, "utf8").catch(() => "")) === wanted) continue;
  if (check) {
    stale += 1;
    console.error(`${file} is stale: npm run generate`);
  } else {
    await writeFile(path, wanted);
    console.log(`${file} written`);
  }
}
if (check) console.log(stale === 0 ? "Every generated file is up to date." : `${stale} stale`);
process.exitCode = stale === 0 ? 0 : 1;
