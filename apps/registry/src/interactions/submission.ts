import type { Issue } from "@appointment-registry/fhir-appointment";
import { boundIssues, isError, mergeIssues } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import type { Appointment } from "../appointment-version.js";

/**
 * A body that could be read as an Appointment. If it violates the structure of STU3, `issues` lists the violations and the content is read
 * as far as possible.
 */
export interface Submission {
  readonly appointment: Appointment;
  readonly issues: readonly Issue[];
}

const PROFILE: ReadonlySet<Issue["code"]> = new Set(["business-rule"]);

/**
 * Rejects a submission if any issue is an error; all issues are reported, without duplicates.
 * @throws RegistryError `resource-invalid` if an error concerns FHIR or the profile, else `rule-broken`
 */
export function assertValid(...lists: readonly (readonly Issue[])[]): void {
  if (!lists.some((issues) => issues.some(isError))) return;
  const issues = mergeIssues(...lists);
  const code = issues.some((issue) => isError(issue) && !PROFILE.has(issue.code)) ? "resource-invalid" : "rule-broken";
  throw new RegistryError(code, { issues: boundIssues(issues) });
}
