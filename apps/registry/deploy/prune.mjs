// Makes a folder that holds the registry and nothing else: built code, production dependencies as they are installed here, and no
// link into the workspace. Usage, after `npm ci && npm run build`:  node apps/registry/deploy/prune.mjs FOLDER
// Start it there with `node dist/main.js`. Native parts are those of the machine that ran `npm ci`.
import { cp, mkdir, readFile, readdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

const workspace = resolve(import.meta.dirname, "../../..");
const registry = join(workspace, "apps/registry");

const folder = resolve(process.argv[2] ?? usage());
await mkdir(folder, { recursive: true });
if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);

const manifest = await manifestOf(registry);
await cp(join(registry, "dist"), join(folder, "dist"), { recursive: true, filter: isNeeded });
const { name, version, description, license, type, engines, dependencies } = manifest;
await writeFile(
  join(folder, "package.json"),
  JSON.stringify({ name, version, description, license, private: true, type, engines, dependencies }, null, 2) + "\n",
);
await cp(join(workspace, "LICENSE"), join(folder, "LICENSE"));

const copied = new Map();
await copyDependencies(registry, manifest, folder);
console.log(
  `${folder}: ${copied.size} packages. Start it with: node ${relative(process.cwd(), join(folder, "dist/main.js"))}`,
);

/** Copies what `from` requires to where Node finds it from `to`: at the top of the folder, or nested where versions differ. */
async function copyDependencies(from, { dependencies = {}, optionalDependencies = {} }, to) {
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (name.startsWith("@types/")) continue;
    const source = await find(name, from);
    if (source === undefined) {
      // Optional ones are built for other systems; an absent one that is needed is a broken installation.
      if (name in optionalDependencies) continue;
      throw new Error(`${name}, which ${from} needs, is not installed.`);
    }
    const top = join(folder, "node_modules", name);
    const at = [undefined, source].includes(copied.get(top)) ? top : join(to, "node_modules", name);
    if (copied.has(at)) continue;
    copied.set(at, source);
    const dependency = await manifestOf(source);
    const ofWorkspace = !source.includes(`${sep}node_modules${sep}`);
    const filter = (path) => isNeeded(path) && (!ofWorkspace || isPublished(source, dependency, path));
    await cp(source, at, {
      recursive: true,
      dereference: true,
      filter: (path) => filter(path) && !isNested(source, path),
    });
    await copyDependencies(source, dependency, at);
  }
}

/** Node's own search: `node_modules` beside the package and in every folder above it. */
async function find(name, from) {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = await realpath(join(directory, "node_modules", name)).catch(() => undefined);
    if (found !== undefined) return found;
    if (directory === dirname(directory)) return undefined;
  }
}

/** A package of the workspace brings what it would publish. */
function isPublished(source, { files = [] }, path) {
  const inside = relative(source, path);
  return (
    inside === "" || inside === "package.json" || files.some((file) => inside === file || inside.startsWith(file + sep))
  );
}

function isNested(source, path) {
  return relative(source, path).split(sep)[0] === "node_modules";
}

function isNeeded(path) {
  return !/\.(d\.[cm]?ts|map|tsbuildinfo)$/.test(path);
}

async function manifestOf(directory) {
  return JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
}

function usage() {
  console.error("Usage: node apps/registry/deploy/prune.mjs FOLDER");
  process.exit(2);
}
