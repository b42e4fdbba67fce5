// What a build of a project is made from: its own sources and those of the workspace packages it depends on, as one hash.
// Contents count, not times: Nx and Git give files new times and leave their contents alone.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const workspace = resolve(import.meta.dirname, "../..");

/** Folders of the workspace's packages by package name. */
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

/** SHA-256, base64url. */
export function hashSources(folder) {
  const hash = createHash("sha256");
  for (const each of [folder, ...dependenciesOf(folder)].sort())
    for (const file of filesOf(each)) hash.update(relative(workspace, file)).update("\0").update(readFileSync(file));
  return hash.digest("base64url");
}

/** Where the build notes what it was made from: beside `dist`, so that it is not published. */
export const stampOf = (folder) => join(folder, "dist.sha256");

/** Is what is built of the project made from its sources as they are? */
export function isFresh(folder) {
  try {
    return existsSync(join(folder, "dist")) && readFileSync(stampOf(folder), "utf8").trim() === hashSources(folder);
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function dependenciesOf(folder, known = projects(), found = new Set()) {
  for (const name of Object.keys(readManifest(folder)?.dependencies ?? {})) {
    const dependency = known.get(name);
    if (dependency === undefined || found.has(dependency)) continue;
    found.add(dependency);
    dependenciesOf(dependency, known, found);
  }
  return found;
}

function filesOf(folder) {
  const sources = readdirSync(join(folder, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !/\.(test|contract)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !dirname(file).split(/[\\/]/).includes("testing"));
  return [join(folder, "package.json"), join(folder, "tsconfig.build.json"), ...sources.sort()];
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
