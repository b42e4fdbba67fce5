import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Real STU3 data beside the workspace; nothing of it is in the repository. */
const FOLDER = resolve(import.meta.dirname, "../../../../../shared/fhir");

/** True where the data is there; says so in one line where it is not. */
export function hasSharedData(what: string): boolean {
  const found = existsSync(FOLDER);
  if (!found) process.stderr.write(`Skipped, ../shared/fhir is not beside the workspace: ${what}\n`);
  return found;
}

export function sharedPath(...names: string[]): string {
  return join(FOLDER, ...names);
}

export function sharedBytes(...names: string[]): Buffer {
  return readFileSync(sharedPath(...names));
}

export function sharedText(...names: string[]): string {
  return sharedBytes(...names)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}

/** Names of the XML and JSON documents in a folder, manifests left out. */
export function sharedDocuments(folder: string): string[] {
  return readdirSync(sharedPath(folder))
    .filter((name) => /\.(?:xml|json)$/.test(name) && !/^manifest/i.test(name))
    .sort();
}
