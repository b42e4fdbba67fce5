import { join } from "node:path";
import base from "../../jest.config.mjs";

const [pattern] = Object.keys(base.transform);

/** The configuration of all suites, with one source file replaced by its mutant. */
export default {
  ...base,
  transform: { [pattern]: join(import.meta.dirname, "transform.mjs") },
  // Only suites that call the core run. Suites that start a registry detect the same faults at a hundred times the cost.
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, "[.]system[.]test[.]ts$"],
  // A mutant that gives no answer keeps every test waiting.
  testTimeout: 10_000,
  forceExit: true,
};
