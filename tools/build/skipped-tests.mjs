import { writeSync } from "node:fs";
import { relative } from "node:path";

/** A Jest reporter that prints one line for each test that did not run. `.ci/run` reads these lines. */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a reporter
export default class SkippedTests {
  onTestResult(_test, { testFilePath, testResults }) {
    for (const { status, fullName } of testResults)
      // Jest buffers the output of reporters to its streams, and loses it if it forces its exit.
      if (status === "pending")
        writeSync(process.stderr.fd, `not run: ${relative(process.cwd(), testFilePath)} ${fullName}\n`);
  }
}
