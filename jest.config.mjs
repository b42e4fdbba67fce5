import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";

const isWholeWorkspace = process.cwd() === import.meta.dirname;
const isThorough = process.env.THOROUGH === "1";
/** Suites of browsers, packages, faults and long tables. They run with `npm run test:slow` or if a path is named. */
const runsSlow = isThorough || process.argv.slice(2).some((argument) => argument.includes("slow"));
/** Suites that start a whole registry. For a single project they run with `npm run test:system` or if a path is named. */
const isNamed = process.argv
  .slice(2)
  .some((argument, at, all) => !/^-/.test(argument) && !/^--(config|rootDir)$/.test(all[at - 1]));
const runsSystem = isThorough || isWholeWorkspace || isNamed;

/** One configuration for the workspace and all projects. Each project passes its own --rootDir. */
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
  // All projects use one name, so that they share the cache of transformed files.
  id: "appointment-registry",
  transform: { "^.+\\.ts$": join(import.meta.dirname, "tools/build/transform.mjs") },
  // In the workspace, other suites run while some wait for processes and timers. In a single project few suites wait.
  ...(isWholeWorkspace
    ? {
        roots: ["apps", "libs", "tools"].map((folder) => join(import.meta.dirname, folder)),
        maxWorkers: Math.ceil(1.5 * availableParallelism()),
      }
    : { maxWorkers: availableParallelism() }),
  // Node keeps the modules of suites that have ended, so that a worker which has grown is replaced.
  workerIdleMemoryLimit: "1500MB",
  // The limit allows for a busy machine, but still ends a test that hangs.
  testTimeout: 180_000,
  passWithNoTests: false,
  // A handle that a failed suite left open must not block a pipeline. Locally, Jest reports that it does not exit.
  forceExit: process.env.CI === "true",
  // Reports skipped tests with their reasons. The run fails if a test that SECURITY.md names is skipped or renamed.
  reporters: [
    "default",
    join(import.meta.dirname, "tools/build/skipped-tests.mjs"),
    join(import.meta.dirname, "tools/build/failed-tests.mjs"),
    join(import.meta.dirname, "tools/build/shown-by.mjs"),
  ],
};
