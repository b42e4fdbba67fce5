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
 * The transform of suites: TypeScript without its types, a file at a time. What it makes depends on the file alone, so that all projects
 * share one cache; ts-jest keys by the configuration of each project, and transforms the libraries again in each.
 */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a transform
export default {
  process: (text, path) => ({
    code: ts.transpileModule(text, { fileName: path, compilerOptions: COMPILER_OPTIONS }).outputText,
  }),
  getCacheKey: (text, path) => createHash("sha256").update(VERSION).update(`\0${path}\0`).update(text).digest("hex"),
};
