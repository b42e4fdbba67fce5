import { join } from "node:path";
import base from "../../jest.config.mjs";

const [pattern] = Object.keys(base.transform);

/** The configuration of all suites, with one source file as a mutant has it. */
export default {
  ...base,
  transform: { [pattern]: join(import.meta.dirname, "transform.mjs") },
  // Suites that call the core; those that start a registry see the same faults, at a hundred times the cost.
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, "[.]system[.]test[.]ts$"],
  // A mutant that answers nothing keeps every test waiting.
  testTimeout: 10_000,
  forceExit: true,
};
