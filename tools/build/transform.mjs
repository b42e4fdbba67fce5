import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import ts from "typescript";

const COMPILER_OPTIONS = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  inlineSourceMap: true,
  inlineSources: true,
};
const VERSION = `${ts.version} ${readFileSync(import.meta.filename, "utf8")}`;

/**
 * The Jest transform: removes the types from TypeScript, file by file. Its output depends only on the file, so that all projects share one
 * cache. ts-jest derives its cache keys from the configuration of each project, and transforms the libraries again for each.
 */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a transform
export default {
  process: (text, path) => ({
    code: ts.transpileModule(text, { fileName: path, compilerOptions: COMPILER_OPTIONS }).outputText,
  }),
  getCacheKey: (text, path) => createHash("sha256").update(VERSION).update(`\0${path}\0`).update(text).digest("hex"),
};
