import type { Issue } from "../issue.js";
import { isError } from "../issue.js";
import { dropConsequences } from "./consequences.js";
import { MORE_ISSUES, countOfMore, moreIssues } from "../issues/more-issues.js";

/** Default number of issues in an answer. */
export const DEFAULT_MAX_ISSUES = 50;

/**
 * Merges the findings of several checkers, so that one fault is one issue. Issues that follow from another one are left
 * out.
 *
 * @example
 * ```ts
 * assert.deepEqual(mergeIssues(validateBase(entry), validateEntry(entry)), []);
 * ```
 */
export function mergeIssues(...lists: readonly (readonly Issue[])[]): Issue[] {
  if (lists.every(({ length }) => length === 0)) return [];
  const merged = new Map<string, Issue>();
  let more = 0;
  for (const list of lists)
    for (const issue of list) {
      const key = `${issue.rule} ${issue.expression ?? ""} ${issue.expression === undefined ? `${issue.line}:${issue.column}` : ""}`;
      if (issue.rule === MORE_ISSUES) more += countOfMore(issue);
      else if (!merged.has(key)) merged.set(key, issue);
    }
  const issues = dropConsequences([...merged.values()]);
  if (more > 0) issues.push(moreIssues(more));
  return issues;
}

/**
 * Returns the first `most` issues and, if there are more, one issue that states how many. Errors are kept before
 * warnings. `unlisted` is the number of further issues that were never created.
 *
 * @example
 * ```ts
 * assert.equal(boundIssues(validateEntry({ ...entry, identifier: [], participant: [] }), 1).length, 2);
 * ```
 */
export function boundIssues(issues: readonly Issue[], most: number = DEFAULT_MAX_ISSUES, unlisted = 0): Issue[] {
  if (issues.length === 0 && unlisted === 0) return [];
  const [grave, others]: [Issue[], Issue[]] = [[], []];
  let more = unlisted;
  for (const issue of issues) {
    if (issue.rule === MORE_ISSUES) more += countOfMore(issue);
    else (isError(issue) ? grave : others).push(issue);
  }
  const count = grave.length + others.length;
  if (count <= most) {
    const all = issues.filter(({ rule }) => rule !== MORE_ISSUES);
    return more === 0 ? all : [...all, moreIssues(more)];
  }
  return [...[...grave, ...others].slice(0, most), moreIssues(more + count - most)];
}
