import { writeSync } from "node:fs";
import { relative } from "node:path";

/** A reporter of Jest: one line for each test that did not run. `.ci/run` reads them. */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a reporter
export default class SkippedTests {
  onTestResult(_test, { testFilePath, testResults }) {
    for (const { status, fullName } of testResults)
      // Jest buffers what reporters write to its streams, and loses it where it forces its exit.
      if (status === "pending")
        writeSync(process.stderr.fd, `not run: ${relative(process.cwd(), testFilePath)} ${fullName}\n`);
  }
}
