import type { Issue } from "../issue.js";
import { isError } from "../issue.js";
import { moreIssues } from "./more-issues.js";

/** More than anyone reads. A hostile resource could have as many as it has bytes. */
export const MOST_COLLECTED = 500;

/** The issues of one checker. Of errors, and of warnings, the first 500 are kept, and the others counted. */
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

  /** As `add`, of an error that is made only if it is kept. */
  addError(make: () => Issue): void {
    if (this.errors < MOST_COLLECTED) this.add(make());
    else {
      this.errors += 1;
      this.more += 1;
    }
  }

  /** Those that were kept, and one that says how many more there are. */
  get issues(): Issue[] {
    return this.more === 0 ? this.kept : [...this.kept, moreIssues(this.more)];
  }
}
