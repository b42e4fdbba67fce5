/** Entry point for reading and writing resources. */
export { isError } from "./issue.js";
export type { Issue, IssueSeverity, IssueType, SpineCode } from "./issue.js";
export { DEFAULT_LIMITS } from "./limits.js";
export type { Limits } from "./limits.js";
export { NumberLexeme, lexemeOf } from "./model/number-lexeme.js";
export { parseResource, readResource } from "./read-resource.js";
export type { Format } from "./format.js";
export type { ParseOptions, ParseResult, ReadOptions, ReadResult } from "./read-resource.js";
export type { AnyResource, Resource } from "./resources.js";
export { writeResource } from "./write-resource.js";
export type { WriteOptions } from "./write-resource.js";
