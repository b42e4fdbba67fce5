import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, it } from "@jest/globals";

const WORKSPACE = join(import.meta.dirname, "../../..");
const RECORD = "docs/decisions/0001-workspace.md";
/** Configuration files that name a package instead of importing it. */
const CONFIGURED = ["nx.json", "jest.config.mjs"];

interface Row {
  readonly name: string;
  readonly declared: readonly string[];
  readonly used: readonly string[];
}

const quoted = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, each = ""]) => each);

async function readRows(): Promise<Row[]> {
  const page = await readFile(join(WORKSPACE, RECORD), "utf8");
  return [...page.matchAll(/^\| `([^`]+)` +\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)].map(
    ([, name = "", declared, used, why = ""]) => {
      expect([name, why.trim()]).not.toEqual([name, ""]);
      return { name, declared: quoted(declared), used: quoted(used) };
    },
  );
}

async function listFiles(ends: RegExp): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (["node_modules", "dist", "generated"].includes(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (ends.test(entry.name)) files.push(relative(WORKSPACE, path));
    }
  };
  for (const group of ["apps", "libs", "tools"]) await visit(join(WORKSPACE, group));
  return files.sort();
}

/** Detects `import ... from "jose"`, and for declarations `/// <reference types="fhir/r3" />` or code that reads the file itself. */
function uses(source: string, name: string): boolean {
  const names = name === "@types/fhir" ? ["@types/fhir", "fhir"] : [name];
  return names.some((each) =>
    new RegExp(`(?:from|import|import\\(|types=|resolve\\() ?"${each.replace("/", "\\/")}(?:"|/)`).test(source),
  );
}

it("the record lists each package, its declaration and every place outside tests that imports it", async () => {
  const rows = await readRows();
  expect(rows.map(({ name }) => name)).toEqual([
    "nx",
    "@hapi/hapi",
    "@hapi/boom",
    "openapi-typescript",
    "@types/fhir",
    "jose",
    "fast-xml-parser",
    "mongodb",
    "jest",
  ]);
  const manifests = await Promise.all(
    ["package.json", ...(await listFiles(/^package\.json$/))].map(async (path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(
        await readFile(join(WORKSPACE, path), "utf8"),
      ) as Record<string, Record<string, string> | undefined>;
      return { place: path.replace(/\/package\.json$/, ""), declares: { ...dependencies, ...devDependencies } };
    }),
  );
  const sources = await Promise.all(
    (await listFiles(/\.ts$/)).map(async (path) => [path, await readFile(join(WORKSPACE, path), "utf8")] as const),
  );
  for (const { name, declared, used } of rows) {
    const declaring = manifests
      .filter(({ declares }) => name in declares)
      .map(({ place }) => place)
      .sort();
    expect([name, [...declared].sort()]).toEqual([name, declaring]);
    const importing = sources.filter(([, source]) => uses(source, name)).map(([path]) => path);
    const unnamed = importing.filter(
      (path) => !path.endsWith(".test.ts") && !used.some((place) => path === place || path.startsWith(`${place}/`)),
    );
    const idle = used.filter(
      (place) =>
        !CONFIGURED.includes(place) && !importing.some((path) => path === place || path.startsWith(`${place}/`)),
    );
    expect({ name, unnamed, idle }).toEqual({ name, unnamed: [], idle: [] });
  }
});
