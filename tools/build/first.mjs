// node tools/build/first.mjs [--check] PROJECT...: builds those projects that are not built from their sources as they are, and takes
// a moment where all are. With --check it only says which are not: exit code 1. Standard output stays free for the program that follows.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isFresh, projects, workspace } from "./sources.mjs";

const check = process.argv.includes("--check");
const known = projects();
const names = process.argv
  .slice(2)
  .filter((each) => !each.startsWith("--"))
  .map((each) => `@appointment-registry/${each}`);
const unknown = names.filter((name) => !known.has(name));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")} in the workspace.`);

const stale = names.filter((name) => !isFresh(known.get(name)));
if (stale.length > 0 && check) {
  process.stderr.write(`${stale.join(", ")}: not built from the sources as they are (npm run build)\n`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  const { bin } = createRequire(import.meta.url)("nx/package.json");
  const nx = join(workspace, "node_modules/nx", bin.nx);
  const args = ["run-many", "-t", "build", "-p", ...stale, "--output-style=static"];
  const { status } = spawnSync(process.execPath, [nx, ...args], { cwd: workspace, stdio: ["ignore", 2, 2] });
  process.exitCode = status ?? 1;
}
