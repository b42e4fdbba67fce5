import type { Issue } from "../issue.js";

/** The rule of the issue that counts the unlisted issues. */
export const MORE_ISSUES = "validation:more-issues";

export const moreIssues = (more: number): Issue => ({
  severity: "information",
  code: "incomplete",
  rule: MORE_ISSUES,
  message: `${more} more ${more === 1 ? "issue was" : "issues were"} found and not listed.`,
});

/** Returns the number of issues that it counts. */
export const countOfMore = ({ message }: Issue): number => Number.parseInt(message, 10);
