// npm run mutation -- [--count 100] [--seed 1] [--only TEXT] [--list]
// Creates mutants of the core, runs the unit suites on each, and lists the mutants that no suite detects. Exit code 1 below 90 % of kills.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf } from "./mutants.mjs";

const WORKSPACE = join(import.meta.dirname, "../..");
/** Per cent. */
const REQUIRED = 90;
/** The mutated files, their shares of all mutants, and the suites that must detect them: those that call the code without a socket. */
const TARGETS = [
  {
    project: "apps/registry",
    source: "src/interactions",
    share: 0.3,
    suites: ["src/interactions", "src/http/completion"],
  },
  { project: "apps/registry", source: "src/http", share: 0.4, suites: ["src/http", "src/interactions"] },
  {
    project: "apps/registry",
    source: "src/auth/claims.ts",
    share: 0.1,
    suites: ["src/auth/claims", "src/auth/access-token.attacks"],
  },
  { project: "libs/fhir-appointment", source: "src/cancellation", share: 0.1, suites: ["src/cancellation"] },
  {
    project: "libs/fhir-appointment",
    source: "src/entry",
    share: 0.1,
    suites: ["src/entry", "src/validation/single-faults"],
  },
];

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "mutation-"));
try {
  const chosen = TARGETS.flatMap((target) => choose(target, Math.round(Number(values.count) * target.share)));
  // Sorted by hash, so that part of a run samples all kinds of code equally.
  chosen.sort((a, b) => (a.place < b.place ? -1 : 1));
  if (!values.list) for (const target of TARGETS) requirePassing(target);
  const survivors = [];
  for (const [index, mutant] of chosen.entries()) {
    const name = `${relative(WORKSPACE, mutant.path)}:${mutant.line}  ${oneLine(mutant.before)}  =>  ${oneLine(mutant.after)}`;
    if (values.list) {
      console.log(name);
      continue;
    }
    const killed = isKilled(mutant);
    if (!killed) survivors.push(name);
    console.log(`${index + 1}/${chosen.length} ${killed ? "killed  " : "SURVIVED"} ${name}`);
  }
  if (!values.list) {
    const kills = chosen.length - survivors.length;
    console.log(`\n${kills} of ${chosen.length} mutants killed (${((100 * kills) / chosen.length).toFixed(0)} %)`);
    if (kills * 100 < REQUIRED * chosen.length) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function choose({ project, source, suites }, count) {
  const place = (mutant) =>
    createHash("sha256")
      .update(`${values.seed} ${mutant.path} ${mutant.line} ${mutant.before} ${mutant.after}`)
      .digest("hex");
  return filesOf(join(WORKSPACE, project, source))
    .flatMap((path) =>
      mutantsOf(path, readFileSync(path, "utf8")).map((mutant) => ({ ...mutant, path, project, suites })),
    )
    .filter(({ path }) => path.includes(values.only))
    .map((mutant) => ({ ...mutant, place: place(mutant) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count);
}

function filesOf(path) {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(path, { recursive: true })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\//.test(file))
    .map((file) => join(path, file));
}

/** Suites that fail without a mutant would kill all mutants. */
function requirePassing(target) {
  const status = runSuites(target);
  if (status !== 0)
    throw new Error(`${target.project}: ${target.suites.join(", ")} must pass before mutants are tried.`);
}

function isKilled({ path, text, ...target }) {
  const mutated = join(folder, "mutant.ts");
  writeFileSync(mutated, text);
  return runSuites(target, { MUTATED_FILE: path, MUTATED_TEXT: mutated }) !== 0;
}

/** @returns the exit code of Jest, or null if it did not end */
function runSuites({ project, suites }, mutation = {}) {
  const jest = [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(WORKSPACE, "node_modules/jest/bin/jest.js"),
    ...[
      "--config",
      join(import.meta.dirname, "jest.config.mjs"),
      "--rootDir",
      ".",
      "--runInBand",
      "--bail",
      "--silent",
    ],
    ...["--testPathPatterns", ...suites],
  ];
  const { status, stderr } = spawnSync(process.execPath, jest, {
    cwd: join(WORKSPACE, project),
    env: { ...process.env, ...mutation },
    encoding: "utf8",
    timeout: 600_000,
    killSignal: "SIGKILL",
  });
  if (stderr.includes("No tests found")) throw new Error(stderr);
  return status;
}

function oneLine(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
