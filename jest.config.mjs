import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";

const isWholeWorkspace = process.cwd() === import.meta.dirname;
const isThorough = process.env.THOROUGH === "1";
/** Suites of browsers, packages, faults and long tables: `npm run test:slow`, and those that are named. */
const runsSlow = isThorough || process.argv.slice(2).some((argument) => argument.includes("slow"));
/** Suites that start a whole registry: of a project alone by `npm run test:system`, or where a path is named. */
const isNamed = process.argv
  .slice(2)
  .some((argument, at, all) => !/^-/.test(argument) && !/^--(config|rootDir)$/.test(all[at - 1]));
const runsSystem = isThorough || isWholeWorkspace || isNamed;

/** One configuration for the workspace and for every project, which passes its own --rootDir. */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/{,apps/*/,libs/*/,tools/*/}src/**/*.test.ts"],
  testPathIgnorePatterns: [
    "/node_modules/",
    ...(runsSlow ? [] : ["[.]slow[.]test[.]ts$"]),
    ...(runsSystem ? [] : ["[.]system[.]test[.]ts$"]),
  ],
  testSequencer: join(import.meta.dirname, "tools/build/sequencer.mjs"),
  extensionsToTreatAsEsm: [".ts"],
  testEnvironmentOptions: { customExportConditions: ["@appointment-registry/source", "node", "node-addons"] },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  // Of one name for all projects, so that they share what is transformed.
  id: "appointment-registry",
  transform: { "^.+\\.ts$": join(import.meta.dirname, "tools/build/transform.mjs") },
  // Beside suites that wait for processes and timers, others work; of a project alone few wait.
  ...(isWholeWorkspace
    ? {
        roots: ["apps", "libs", "tools"].map((folder) => join(import.meta.dirname, folder)),
        maxWorkers: Math.ceil(1.5 * availableParallelism()),
      }
    : { maxWorkers: availableParallelism() }),
  // Node keeps modules of suites that have ended: a worker that has grown is replaced.
  workerIdleMemoryLimit: "1500MB",
  // A busy machine takes longer; what hangs still ends.
  testTimeout: 180_000,
  passWithNoTests: false,
  // A handle that a failed suite left open must not keep a pipeline waiting. Locally it shows: jest says that it does not exit.
  forceExit: process.env.CI === "true",
  // A skipped test is reported with its reason; one that SECURITY.md names fails the run if it is skipped or renamed.
  reporters: [
    "default",
    join(import.meta.dirname, "tools/build/skipped-tests.mjs"),
    join(import.meta.dirname, "tools/build/failed-tests.mjs"),
    join(import.meta.dirname, "tools/build/shown-by.mjs"),
  ],
};
