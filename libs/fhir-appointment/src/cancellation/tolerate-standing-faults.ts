import { differences } from "../diff/diff.js";
import { isError } from "../issue.js";
import type { Issue } from "../issue.js";
import { MOST_COLLECTED } from "../issues/collector.js";
import { CHANGEABLE } from "./transitions.js";

/**
 * Turns inherited errors of a submission into warnings. An error is inherited if `current`, the stored version, has the
 * same fault at the same element, and the submission does not change that element. So stricter rules never refuse a
 * change of status.
 *
 * `issues` are the faults of `submitted`. `faultsOf` finds those of `current` by the same rules; it is called only if
 * there is an error.
 *
 * @example
 * ```ts
 * const faultsOf = (resource: typeof entry) => validateAppointment(resource, { rules: "registry" });
 * assert.deepEqual(tolerateStandingFaults(faultsOf(entry), entry, entry, faultsOf), []);
 * ```
 */
export function tolerateStandingFaults<Resource extends object>(
  issues: readonly Issue[],
  current: Resource,
  submitted: Resource,
  faultsOf: (resource: Resource) => readonly Issue[],
): Issue[] {
  if (!issues.some(isError)) return [...issues];
  const { changes, more } = differences(current, submitted, MOST_COLLECTED);
  // With so many changes, this is not a change of status.
  if (more > 0) return [...issues];
  const standing = new Map<string, number>();
  for (const issue of faultsOf(current)) {
    if (isError(issue)) standing.set(toKey(issue), (standing.get(toKey(issue)) ?? 0) + 1);
  }
  const changed = new ChangedElements(
    changes.flatMap(({ expression }) => (CHANGEABLE.has(expression) ? [] : [expression])),
  );
  return issues.map((issue) => {
    if (!isError(issue) || issue.expression === undefined) return issue;
    const left = standing.get(toKey(issue)) ?? 0;
    if (left === 0 || CHANGEABLE.has(issue.expression) || changed.touch(issue.expression)) return issue;
    standing.set(toKey(issue), left - 1);
    return { ...issue, severity: "warning" };
  });
}

/** Identifies an issue by its rule and element, without the indexes of unordered items. */
function toKey({ rule, expression = "" }: Issue): string {
  return `${rule} ${expression.replace(/\.(meta\.(?:profile|security|tag)|contained)\[\d+\]/g, ".$1")}`;
}

/** The changed elements, with all elements around them. */
class ChangedElements {
  private readonly changed: ReadonlySet<string>;
  private readonly around = new Set<string>();

  constructor(expressions: readonly string[]) {
    this.changed = new Set(expressions);
    for (const each of expressions) for (const outer of outerElements(each)) this.around.add(outer);
  }

  /** Returns true if the element, an element within it or an element around it was changed. */
  touch(expression: string): boolean {
    if (this.changed.has(expression) || this.around.has(expression)) return true;
    return outerElements(expression).some((outer) => this.changed.has(outer));
  }
}

/** Returns the elements around one: `Appointment.a[0]` and `Appointment` for `Appointment.a[0].b`. */
function outerElements(expression: string): string[] {
  const outer: string[] = [];
  for (let end = expression.lastIndexOf("."); end > 0; end = expression.lastIndexOf(".", end - 1))
    outer.push(expression.slice(0, end));
  return outer;
}
