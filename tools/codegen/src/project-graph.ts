import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly implicitDependencies?: readonly string[] };
}

interface Package {
  readonly id: string;
  readonly group: string;
  readonly manifest: Manifest;
}

/** From the deployed packages down to their dependencies. Tools may use any of these. Only the end-to-end tests use a tool. */
const GROUPS = ["apps", "libs"] as const;
/** The contract is an Nx project without a package. */
const CONTRACT = "openapi";

/**
 * Returns a Mermaid diagram of the packages under `apps` and `libs`, the contract, and their dependencies. Dependencies of only the tests
 * are dotted.
 */
export async function printProjectGraph(workspace: string): Promise<string> {
  const packages = await readPackages(workspace);
  const ids = new Map([...packages.map(({ id, manifest }) => [manifest.name, id] as const), [CONTRACT, CONTRACT]]);
  const lines = ["flowchart TD"];
  for (const group of GROUPS) {
    const members = packages.filter((each) => each.group === group);
    lines.push(`  subgraph ${group}`, ...members.map(({ id }) => `    ${id}`), "  end");
  }
  lines.push(`  ${CONTRACT}`);
  for (const { id, manifest } of packages) {
    const arrows = (names: readonly string[], arrow: string): string[] =>
      names.flatMap((name) => (ids.has(name) ? [`  ${id} ${arrow} ${ids.get(name)}`] : []));
    lines.push(
      ...arrows(Object.keys(manifest.dependencies ?? {}), "-->"),
      ...arrows(manifest.nx?.implicitDependencies ?? [], "-->"),
      ...arrows(Object.keys(manifest.devDependencies ?? {}), "-.->"),
    );
  }
  return ["```mermaid", ...lines, "```"].join("\n");
}

async function readPackages(workspace: string): Promise<Package[]> {
  const packages: Package[] = [];
  for (const group of GROUPS)
    for (const id of (await readdir(join(workspace, group))).sort()) {
      const text = await readFile(join(workspace, group, id, "package.json"), "utf8").catch(() => undefined);
      if (text !== undefined) packages.push({ id, group, manifest: JSON.parse(text) as Manifest });
    }
  return packages;
}
