import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { WORKSPACE } from "./workspace.js";

let checked = false;

/** What the built registry consists of. */
const BUILT = ["apps/registry", "libs/audit-trail", "libs/fhir-appointment", "libs/registry-contract"];

/**
 * The program of the built registry.
 * @throws Error if it was built from other sources than those that are there: a suite would pass or fail for code of yesterday
 */
export function builtRegistry(): string {
  // The compiler knows whether a newer file has other content; it takes a second.
  if (!checked && !BUILT.every(isNewerThanItsSources)) {
    const args = [join(WORKSPACE, "tools/build/first.mjs"), "--check", "registry"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr.trim());
  }
  checked = true;
  return join(WORKSPACE, "apps/registry/dist/main.js");
}

/** Folders count too: their time is that of the last file that came or went. */
function isNewerThanItsSources(folder: string): boolean {
  const built = statSync(join(WORKSPACE, folder, "dist/.tsbuildinfo"), { throwIfNoEntry: false });
  const source = join(WORKSPACE, folder, "src");
  const files = ["", ...readdirSync(source, { recursive: true, encoding: "utf8" })];
  return built !== undefined && files.every((file) => statSync(join(source, file)).mtimeMs < built.mtimeMs);
}
