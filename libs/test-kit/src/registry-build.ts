import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { WORKSPACE } from "./workspace.js";

let checked = false;

/**
 * The program of the built registry.
 * @throws Error if it was built from other sources than those that are there: a suite would pass or fail for code of yesterday
 */
export function builtRegistry(): string {
  if (!checked) {
    const args = [join(WORKSPACE, "tools/build/first.mjs"), "--check", "registry"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr.trim());
    checked = true;
  }
  return join(WORKSPACE, "apps/registry/dist/main.js");
}
