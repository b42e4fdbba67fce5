import { writeSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

const WORKSPACE = join(import.meta.dirname, "../..");
/** Number of lines repeated from each message. Jest prints the whole message. */
const MESSAGE_LINES = 12;

/**
 * A Jest reporter that prints each failed test and the first lines of its message, with a prefix on every line. `.ci/run` repeats these
 * lines at its end.
 */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a reporter
export default class FailedTests {
  onTestResult(_test, { testFilePath, testResults, testExecError }) {
    const file = relative(WORKSPACE, testFilePath);
    if (testExecError) print(`${file} (the file)`, testExecError.stack ?? String(testExecError.message));
    for (const { status, fullName, failureMessages } of testResults)
      if (status === "failed") print(`${file} ${fullName}`, failureMessages[0] ?? "");
  }
}

function print(name, message) {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s+at /.test(line))
    .slice(0, MESSAGE_LINES);
  const text = [name, ...lines.map((line) => `    ${line.slice(0, 200)}`)]
    .map((line) => `failed test: ${line}`)
    .join("\n");
  // Written without a stream, as in skipped-tests.mjs.
  writeSync(process.stderr.fd, `${text}\n`);
}
