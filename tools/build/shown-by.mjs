import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WORKSPACE = new URL("../../", import.meta.url);
/** Paths in SECURITY.md that begin with neither `apps/` nor `libs/` are relative to this folder. */
const USUAL = "apps/registry/src/";

/** This test needs the right to mount a file system. `.ci/run` counts it if it does not run. */
const MAY_SKIP = /on a disk that fills up/;

/** Returns the tests that SECURITY.md names, with title and file relative to the workspace. */
export function namedTests(page) {
  return [...page.matchAll(/`([\w./-]+\.test\.ts)` "([^"]+)"/g)].map(([, file, title]) => ({
    file: /^(?:apps|libs|tools)\//.test(file) ? file : USUAL + file,
    title,
  }));
}

/**
 * Returns the named tests that proved nothing because they did not run, were skipped or failed.
 * @param {{ file: string, title: string }[]} named
 * @param {{ file: string, tests: { name: string, status: string }[] }[]} ran the files that ran, relative to the workspace
 * @param {(file: string) => boolean} expected returns true if the file had to run
 */
export function notShown(named, ran, expected) {
  const byFile = new Map(ran.map(({ file, tests }) => [file, tests]));
  return named.flatMap(({ file, title }) => {
    if (!expected(file)) return [];
    const tests = byFile.get(file);
    if (tests === undefined) return [`${file} did not run, which shows "${title}".`];
    const meant = tests.filter(({ name }) => pattern(title).test(name));
    if (meant.length === 0) return [`${file} has no test "${title}".`];
    const idle = meant.filter(
      ({ name, status }) => status !== "passed" && !(status === "pending" && MAY_SKIP.test(name)),
    );
    return idle.length === 0 ? [] : [`${file} "${title}": ${idle[0].status}.`];
  });
}

/** Titles of tables contain placeholders such as `%s`. */
function pattern(title) {
  const literal = title.split(/%\S|\$\w+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(literal.join("[\\s\\S]*"));
}

/** Fails a Jest run in which a test that SECURITY.md names was renamed, skipped or not run. */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a reporter
export default class ShownBy {
  #rootDir;
  #whole;
  #byName;
  #faults = [];

  constructor(globalConfig) {
    this.#rootDir = globalConfig.rootDir;
    const patterns = globalConfig.testPathPatterns?.patterns ?? [];
    this.#whole = patterns.length === 0 && !globalConfig.testNamePattern && globalConfig.shard === undefined;
    this.#byName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(contexts, { testResults }) {
    // If tests are selected by name, the others are skipped on purpose.
    if (this.#byName) return;
    const page = readFileSync(new URL("SECURITY.md", WORKSPACE), "utf8");
    const root = fileURLToPath(WORKSPACE);
    const ran = testResults.map(({ testFilePath, testResults: tests }) => ({
      file: testFilePath.slice(root.length),
      tests: tests.map(({ fullName, status }) => ({ name: fullName, status })),
    }));
    // The project's folder, or the empty string for the whole workspace.
    const project = `${this.#rootDir}/`.slice(root.length);
    const files = new Set(ran.map(({ file }) => file));
    const leftOut = [...contexts].flatMap(({ config }) =>
      config.testPathIgnorePatterns.map((each) => new RegExp(each)),
    );
    const expected = (file) =>
      files.has(file) || (this.#whole && file.startsWith(project) && !leftOut.some((each) => each.test(file)));
    this.#faults = notShown(namedTests(page), ran, expected);
    if (this.#faults.length > 0) {
      process.stderr.write(`\nSECURITY.md names tests that did not pass:\n${this.#faults.join("\n")}\n`);
    }
  }

  getLastError() {
    if (this.#faults.length > 0) return new Error("SECURITY.md names tests that did not pass.");
  }
}
