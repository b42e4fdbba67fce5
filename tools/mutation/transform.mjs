// The Jest transform with one source file replaced by its mutant. The work tree remains unchanged.
import { readFileSync } from "node:fs";
import process from "node:process";
import transform from "../build/transform.mjs";

const { MUTATED_FILE: file, MUTATED_TEXT: textFile } = process.env;
const mutated = textFile === undefined ? "" : readFileSync(textFile, "utf8");
const textOf = (text, path) => (path === file ? mutated : text);

// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a transform
export default {
  process: (text, path) => transform.process(textOf(text, path), path),
  getCacheKey: (text, path) => transform.getCacheKey(textOf(text, path), path),
};
