import { relative } from "node:path";

/** A reporter of jest: one line for each test that did not run. `.ci/run` reads them. */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a reporter
export default class SkippedTests {
  onTestResult(_test, { testFilePath, testResults }) {
    for (const { status, fullName } of testResults)
      if (status === "pending") console.log(`not run: ${relative(process.cwd(), testFilePath)} ${fullName}`);
  }
}
