import type { Issue } from "../issue.js";
import { isError } from "../issue.js";
import { moreIssues } from "./more-issues.js";

/** More issues than anyone reads. A hostile resource could have as many issues as bytes. */
export const MOST_COLLECTED = 500;

/**
 * Collects the issues of one checker. It keeps the first 500 errors and the first 500 warnings, and counts the others.
 */
export class Collector {
  private readonly kept: Issue[] = [];
  private errors = 0;
  private warnings = 0;
  private more = 0;

  add(issue: Issue): void {
    const count = isError(issue) ? ++this.errors : ++this.warnings;
    if (count <= MOST_COLLECTED) this.kept.push(issue);
    else this.more += 1;
  }

  addAll(issues: readonly Issue[]): void {
    for (const issue of issues) this.add(issue);
  }

  /** Like `add`, for an error that is created only if it is kept. */
  addError(make: () => Issue): void {
    if (this.errors < MOST_COLLECTED) this.add(make());
    else {
      this.errors += 1;
      this.more += 1;
    }
  }

  /** Returns the kept issues, and one that states how many more there are. */
  get issues(): Issue[] {
    return this.more === 0 ? this.kept : [...this.kept, moreIssues(this.more)];
  }
}
