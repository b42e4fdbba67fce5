import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { buildSite } from "./site.js";

const workspace = resolve(import.meta.dirname, "../../..");
const directory = resolve(process.argv[2] ?? join(import.meta.dirname, "site"));

if (process.argv[2] === undefined) await rm(directory, { recursive: true, force: true });
const files = await buildSite(workspace);
for (const [path, text] of files) {
  const file = join(directory, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
console.log(`${files.size} files in ${directory}`);
