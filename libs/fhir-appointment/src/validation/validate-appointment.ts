import { validateEntry } from "../entry/validate-entry.js";
import type { Issue } from "../issue.js";
import { validateProfile } from "../profile/validate-profile.js";
import { boundIssues, DEFAULT_MAX_ISSUES, mergeIssues } from "./issues.js";
import { validateBase } from "./validate-base.js";

/** `base`: FHIR STU3. `careconnect`: and CareConnect-Appointment-1. `registry`: and the registry's own rules for an entry. */
export type RuleSet = "base" | "careconnect" | "registry";

export interface ValidateOptions {
  readonly rules: RuleSet;
  /** Default 50; one more issue says how many were left out. */
  readonly maxIssues?: number;
}

/** Every fault of a resource under a set of rules, each rule once for each element. Empty where there is none. */
export function validateAppointment(resource: { readonly resourceType: string }, options: ValidateOptions): Issue[] {
  const { rules, maxIssues = DEFAULT_MAX_ISSUES } = options;
  const issues = mergeIssues(
    validateBase(resource),
    rules === "base" ? [] : validateProfile(resource),
    rules === "registry" ? validateEntry(resource as fhir.Appointment) : [],
  );
  return boundIssues(issues, maxIssues);
}
