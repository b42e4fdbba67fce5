import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const WORKSPACE = resolve(import.meta.dirname, "../../../..");

/**
 * Folders of external data. Care Connect is committed, `npm run fhir-data` fetches HL7's definitions and schemas, and a
 * folder `shared/fhir` beside the workspace may contain real resources.
 */
const FOLDERS: Readonly<Record<string, string>> = {
  careconnect: join(import.meta.dirname, "../../data"),
  definitions: join(WORKSPACE, "fhir-data"),
  xsd: join(WORKSPACE, "fhir-data"),
};
const OTHERS = join(WORKSPACE, "../shared/fhir");

/** Returns true if the data exists, and otherwise reports in one line that it does not. */
export function hasSharedData(folder: string, what: string): boolean {
  const found = existsSync(sharedPath(folder));
  const remedy = folder in FOLDERS ? "npm run fhir-data fetches it" : "../shared/fhir is not beside the workspace";
  if (!found) process.stderr.write(`Not tested, ${remedy}: ${what}\n`);
  return found;
}

export function sharedPath(folder: string, ...names: string[]): string {
  return join(FOLDERS[folder] ?? OTHERS, folder, ...names);
}

export function sharedBytes(folder: string, ...names: string[]): Buffer {
  return readFileSync(sharedPath(folder, ...names));
}

export function sharedText(folder: string, ...names: string[]): string {
  return sharedBytes(folder, ...names)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}

/** Returns the names of the XML and JSON documents in a folder, without manifests. */
export function sharedDocuments(folder: string): string[] {
  return readdirSync(sharedPath(folder))
    .filter((name) => /\.(?:xml|json)$/.test(name) && !/^manifest/i.test(name))
    .sort();
}
