export { ISSUE_TYPES, SPINE_CODES, isError } from "./issue.js";
export type { Issue, IssueSeverity, IssueType, SpineCode } from "./issue.js";
