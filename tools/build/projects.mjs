// Lists the packages of the workspace.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const workspace = resolve(import.meta.dirname, "../..");

/** Returns the folders of the workspace's packages by package name. */
export function projects() {
  const folders = ["apps", "libs", "tools"].flatMap((group) =>
    readdirSync(join(workspace, group)).map((name) => join(workspace, group, name)),
  );
  return new Map(
    folders.flatMap((folder) => {
      const manifest = readManifest(folder);
      return manifest === undefined ? [] : [[manifest.name, folder]];
    }),
  );
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
