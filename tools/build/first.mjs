// node tools/build/first.mjs [--check] [PROJECT...]: builds the given projects (default: all) and their dependencies, if they are not built
// from their current sources. It does not check types; `npm run build` does. With --check it only lists them, with exit code 1. Standard
// output stays free for the program that follows.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import { projects, workspace } from "./projects.mjs";

const check = process.argv.includes("--check");
const known = projects();
const names = process.argv.slice(2).filter((each) => !each.startsWith("--"));
const folders =
  names.length === 0
    ? [...known.values()]
    : names.map((name) => known.get(`@appointment-registry/${name}`) ?? fail(`There is no project ${name}.`));
// A browser page is not a project that other projects could reference.
const configurations = folders.flatMap((folder) => [join(folder, "tsconfig.build.json"), join(folder, "src/app")]);

const tsc = join(workspace, "node_modules/.bin/tsc");
const args = ["-b", ...configurations.filter((each) => existsSync(each)), "--noCheck", check ? "--dry" : "--verbose"];
const isWindows = process.platform === "win32";
const quoted = isWindows ? args.map((each) => `"${each}"`) : args;
const compiler = spawn(isWindows ? `"${tsc}.cmd"` : tsc, quoted, {
  shell: isWindows,
  stdio: ["ignore", "pipe", "inherit"],
});
compiler.once("error", (error) => fail(`The compiler did not start: run npm ci. (${error.message})`));
const ended = new Promise((resolve) => compiler.once("close", resolve));

let building = 0;
for await (const line of createInterface({ input: compiler.stdout })) {
  const project = /(?:Building project|would build project) '(.+)'/.exec(line)?.[1];
  if (project !== undefined) {
    if (building++ === 0 && !check) say("Building what is new; the first time this takes about half a minute:");
    const folder = relative(workspace, project).split(sep).slice(0, 2).join("/");
    say(check ? `${folder}: not built from the sources as they are (npm run build)` : `  ${folder}`);
  } else if (/error TS\d+/.test(line)) say(line);
}
const status = await ended;
process.exitCode = check && building > 0 ? 1 : (status ?? 1);

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
