// node tools/build/cycles.mjs: lists cycles of imports, including type imports, between the files of a package and between its folders.
// A file next to folders counts separately: `compose.ts` may use `http/`, which uses `errors.ts`. Exit code 1 if there is a cycle.
// No linter rule covers folders, and import plugins resolve every import of the workspace again.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";
import { projects, workspace } from "./projects.mjs";

let found = 0;
for (const folder of projects().values()) {
  const files = sourcesOf(join(folder, "src"));
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  report(folder, imports);
  const levels = [...new Set(files.map(dirname))];
  for (const level of levels) report(folder, foldersIn(level, imports));
}
process.exitCode = found === 0 ? 0 : 1;

/** Returns the import graph of the direct children of `level`: files, and folders including their contents. */
function foldersIn(level, imports) {
  const nodeOf = (file) => {
    const path = relative(level, file);
    if (path.startsWith("..")) return undefined;
    const [first] = path.split("/");
    return join(level, first);
  };
  const graph = new Map();
  for (const [file, targets] of imports) {
    const from = nodeOf(file);
    if (from === undefined) continue;
    if (!graph.has(from)) graph.set(from, new Set());
    for (const to of targets.map(nodeOf)) if (to !== undefined && to !== from) graph.get(from).add(to);
  }
  return new Map([...graph].map(([from, to]) => [from, [...to]]));
}

function report(folder, graph) {
  for (const cycle of cyclesOf(graph)) {
    found += 1;
    const names = [...cycle, cycle[0]].map((each) => relative(folder, each));
    console.log(`${relative(workspace, folder)}: ${names.join(" -> ")}`);
  }
}

/** Returns one cycle for each edge that leads back to a node on its own path. */
function cyclesOf(graph) {
  const cycles = [];
  const done = new Set();
  const way = [];
  const visit = (node) => {
    const at = way.indexOf(node);
    if (at >= 0) return void cycles.push(way.slice(at));
    if (done.has(node)) return;
    way.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    way.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => normalize(join(dirname(file), name.replace(/\.js$/, ".ts"))));
}

function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !/\.(test|contract)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.split("/").includes("testing"));
}
