import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forGenerators } from "./generator-bundle.js";
import type { Node } from "@appointment-registry/registry-contract/openapi";
import { runPackage } from "./run-package.js";

/** Returns the contract as one document, including its examples. */
export async function bundle(workspace: string): Promise<Node> {
  const directory = await mkdtemp(join(tmpdir(), "contract-"));
  try {
    const output = join(directory, "bundle.json");
    await runPackage("@redocly/cli", ["bundle", "openapi/registry.yaml", "--output", output], workspace);
    return JSON.parse(await readFile(output, "utf8")) as Node;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Returns `openapi/registry.bundle.json`, for users who want one file. */
export async function printBundle(workspace: string): Promise<string> {
  const { openapi, info, ...rest } = await bundle(workspace);
  const banner = "Generated from openapi/registry.yaml (npm run generate). Do not edit.";
  return `${JSON.stringify({ openapi, info: { ...(info as Node), "x-generated": banner }, ...rest }, null, 1)}\n`;
}

/** Returns `openapi/registry.generators.json`, the same contract for client generators. */
export async function printGeneratorBundle(workspace: string): Promise<string> {
  return `${JSON.stringify(forGenerators(await bundle(workspace)), null, 1)}\n`;
}
