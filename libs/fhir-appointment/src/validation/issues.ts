import type { Issue } from "../issue.js";

/** How many issues an answer lists unless it is told otherwise. */
export const DEFAULT_MAX_ISSUES = 50;

/** Joins the findings of several checkers: the same rule at the same element is told once. */
export function mergeIssues(...lists: readonly (readonly Issue[])[]): Issue[] {
  const told = new Map<string, Issue>();
  for (const issue of lists.flat()) {
    const key = `${issue.rule} ${issue.expression ?? ""} ${issue.expression === undefined ? `${issue.line}:${issue.column}` : ""}`;
    if (!told.has(key)) told.set(key, issue);
  }
  return [...told.values()];
}

/** The first `most` issues and, where there are more, one that says how many more. Errors are kept before warnings. */
export function boundIssues(issues: readonly Issue[], most: number = DEFAULT_MAX_ISSUES): Issue[] {
  if (issues.length <= most) return [...issues];
  const grave = issues.filter(({ severity }) => severity === "error" || severity === "fatal");
  const others = issues.filter((issue) => !grave.includes(issue));
  const more = issues.length - most;
  return [
    ...[...grave, ...others].slice(0, most),
    {
      severity: "information",
      code: "incomplete",
      rule: "validation:more-issues",
      message: `${more} more ${more === 1 ? "issue was" : "issues were"} found and not listed.`,
    },
  ];
}
