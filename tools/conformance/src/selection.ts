import { getBinding } from "./requirement.js";
import { REQUIREMENTS } from "./requirements.js";

export interface Selection {
  /** Ids, with `*` for any letters. Empty for all. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  /** `must`, `should`, `choice`. Empty for all. */
  readonly levels: readonly string[];
}

/** Returns the ids of the requirements that a run tests. */
export function chosenIds({ only, except, levels }: Selection): string[] {
  const matches = (id: string, patterns: readonly string[]): boolean =>
    patterns.some((pattern) => toRegExp(pattern).test(id));
  return REQUIREMENTS.filter(
    (requirement) =>
      (only.length === 0 || matches(requirement.id, only)) &&
      !matches(requirement.id, except) &&
      (levels.length === 0 || levels.includes(getBinding(requirement))),
  ).map(({ id }) => id);
}

const toRegExp = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[^A-Za-z0-9*-]/g, "\\$&").replaceAll("*", ".*")}$`);
