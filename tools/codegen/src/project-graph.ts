import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** From what is deployed down to what it is built on; end-to-end tests and tools use any of these and are left out of the arrows. */
const GROUPS = ["apps", "libs"] as const;

/** A Mermaid diagram of the packages under `apps` and `libs` and of what each depends on, from their manifests. */
export async function printProjectGraph(workspace: string): Promise<string> {
  const packages = new Map<string, { readonly id: string; readonly group: string; readonly uses: readonly string[] }>();
  for (const group of GROUPS)
    for (const folder of (await readdir(join(workspace, group))).sort()) {
      const text = await readFile(join(workspace, group, folder, "package.json"), "utf8").catch(() => undefined);
      if (text === undefined) continue;
      const { name, dependencies = {} } = JSON.parse(text) as Manifest;
      packages.set(name, { id: folder, group, uses: Object.keys(dependencies) });
    }
  const lines = ["flowchart TD"];
  for (const group of GROUPS) {
    lines.push(`  subgraph ${group}`);
    for (const { id, group: own } of packages.values()) if (own === group) lines.push(`    ${id}`);
    lines.push("  end");
  }
  for (const { id, uses } of packages.values())
    for (const name of uses) {
      const used = packages.get(name);
      if (used !== undefined) lines.push(`  ${id} --> ${used.id}`);
    }
  return ["```mermaid", ...lines, "```"].join("\n");
}
