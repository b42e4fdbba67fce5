import type { Issue } from "@appointment-registry/fhir-appointment";
import { boundIssues, isError, mergeIssues } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import type { Appointment } from "../appointment-version.js";

/** A body that could be read as an Appointment; `issues` is what breaks the structure of STU3, and then it is read as well as can be. */
export interface Submission {
  readonly appointment: Appointment;
  readonly issues: readonly Issue[];
}

const PROFILE: ReadonlySet<Issue["code"]> = new Set(["business-rule"]);

/**
 * Refuses a submission if any issue is an error; all of them are reported, each once.
 * @throws RegistryError `resource-invalid` if one is about FHIR or the profile, else `rule-broken`
 */
export function assertValid(...lists: readonly (readonly Issue[])[]): void {
  if (!lists.some((issues) => issues.some(isError))) return;
  const issues = mergeIssues(...lists);
  const code = issues.some((issue) => isError(issue) && !PROFILE.has(issue.code)) ? "resource-invalid" : "rule-broken";
  throw new RegistryError(code, { issues: boundIssues(issues) });
}
