import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { WORKSPACE } from "./workspace.js";

let checked = false;

/** The projects of which the built registry consists. */
const BUILT = ["apps/registry", "libs/audit-trail", "libs/fhir-appointment", "libs/registry-contract"];

/**
 * Returns the program of the built registry.
 * @throws Error if it is older than the current sources: a suite would pass or fail for outdated code
 */
export function builtRegistry(): string {
  // The compiler detects whether a newer file has different content; it takes a second.
  if (!checked && !BUILT.every(isNewerThanItsSources)) {
    const args = [join(WORKSPACE, "tools/build/first.mjs"), "--check", "registry"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr.trim());
  }
  checked = true;
  return join(WORKSPACE, "apps/registry/dist/main.js");
}

/**
 * Returns true if the build is newer than its sources. Folders count too: their time is that of the last file added or
 * removed.
 */
function isNewerThanItsSources(folder: string): boolean {
  const built = statSync(join(WORKSPACE, folder, "dist/.tsbuildinfo"), { throwIfNoEntry: false });
  const source = join(WORKSPACE, folder, "src");
  const files = ["", ...readdirSync(source, { recursive: true, encoding: "utf8" })];
  return built !== undefined && files.every((file) => statSync(join(source, file)).mtimeMs < built.mtimeMs);
}
