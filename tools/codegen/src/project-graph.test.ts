import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";

const WORKSPACE = join(import.meta.dirname, "../../..");

interface ProjectGraph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

/** Returns the graph that Nx derives from manifests, imports and project.json. */
async function readProjectGraph(): Promise<ProjectGraph> {
  const folder = await mkdtemp(join(tmpdir(), "project-graph-"));
  try {
    const file = join(folder, "graph.json");
    const nx = join(WORKSPACE, "node_modules/nx/dist/bin/nx.js");
    await promisify(execFile)(process.execPath, [nx, "graph", `--file=${file}`], {
      cwd: WORKSPACE,
      env: { ...process.env, NX_DAEMON: "false", NX_TUI: "false" },
    });
    return (JSON.parse(await readFile(file, "utf8")) as { graph: ProjectGraph }).graph;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it("the diagram in the README shows the project graph of Nx: the apps, the libraries and the contract", async () => {
  const { nodes, dependencies } = await readProjectGraph();
  const shown = new Map(
    Object.entries(nodes)
      .filter(([, { data }]) => /^(?:apps\/|libs\/|openapi$)/.test(data.root))
      .map(([name, { data }]) => [name, data.root.replace(/^.*\//, "")]),
  );
  const edges = [...shown].flatMap(([name, from]) =>
    (dependencies[name] ?? []).flatMap(({ target }) => (shown.has(target) ? [`${from} ${shown.get(target)}`] : [])),
  );
  const [, picture = ""] = /```mermaid\n([\s\S]*?)```/.exec(await readFile(join(WORKSPACE, "README.md"), "utf8")) ?? [];
  const drawn = [...picture.matchAll(/^ +([\w-]+) -\.?-?> ([\w-]+)$/gm)].map(([, from, to]) => `${from} ${to}`);
  const named = [...picture.matchAll(/^ +(?!end$)([\w-]+)$/gm)].map(([, id]) => id);
  expect({ named: named.sort(), drawn: drawn.sort() }).toEqual({
    named: [...shown.values()].sort(),
    drawn: [...new Set(edges)].sort(),
  });
});
