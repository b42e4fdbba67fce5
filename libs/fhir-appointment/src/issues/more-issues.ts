import type { Issue } from "../issue.js";

/** The rule of the one issue that counts the issues that are not listed. */
export const MORE_ISSUES = "validation:more-issues";

export const moreIssues = (more: number): Issue => ({
  severity: "information",
  code: "incomplete",
  rule: MORE_ISSUES,
  message: `${more} more ${more === 1 ? "issue was" : "issues were"} found and not listed.`,
});

/** How many issues it counts. */
export const countOfMore = ({ message }: Issue): number => Number.parseInt(message, 10);
