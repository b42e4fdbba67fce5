// The transform of suites, which sees one source file as the mutant has it: the work tree stays as it is.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import tsJest from "ts-jest";

const { MUTATED_FILE: file, MUTATED_TEXT: textFile } = process.env;
const mutated = textFile === undefined ? "" : readFileSync(textFile, "utf8");
const textOf = (text, path) => (path === file ? mutated : text);

// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a transform
export default {
  createTransformer(options) {
    const inner = tsJest.default.createTransformer(options);
    return {
      process: (text, path, more) => inner.process(textOf(text, path), path, more),
      processAsync: (text, path, more) => inner.processAsync(textOf(text, path), path, more),
      getCacheKey: (text, path, more) =>
        createHash("sha256")
          .update(inner.getCacheKey(textOf(text, path), path, more))
          .update(path === file ? mutated : "")
          .digest("hex"),
    };
  },
};
