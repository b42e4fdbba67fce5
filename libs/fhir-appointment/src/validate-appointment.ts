import { checkEntrySize } from "./entry/entry-size.js";
import { validateEntry } from "./entry/validate-entry.js";
import type { Issue } from "./issue.js";
import { careConnectAppointment1 } from "./profile/careconnect-appointment-1.js";
import type { Profile } from "./profile/profile.js";
import { validateProfile } from "./profile/validate-profile.js";
import { boundIssues, DEFAULT_MAX_ISSUES, mergeIssues } from "./validation/issues.js";
import { validateBase } from "./validation/validate-base.js";
import type { BaseOptions } from "./validation/validate-base.js";

/**
 * `base`: FHIR STU3. `careconnect`: additionally the profiles. `registry`: additionally the registry's own rules for an
 * entry.
 */
export type RuleSet = "base" | "careconnect" | "registry";

export interface ValidateOptions extends BaseOptions {
  readonly rules: RuleSet;
  /** Default: 50. One more issue states how many were left out. */
  readonly maxIssues?: number;
  /** Default: CareConnect-Appointment-1. */
  readonly profiles?: readonly Profile[];
}

/**
 * Returns every fault of a resource under a set of rules, including warnings, with each rule once per element. The
 * resource is valid if no issue is an error. Under the rules of the registry, a resource that is too large for an entry
 * gets only the issues about its size.
 *
 * @example
 * ```ts
 * assert.deepEqual(validateAppointment(entry, { rules: "registry" }), []);
 * ```
 */
export function validateAppointment(resource: { readonly resourceType: string }, options: ValidateOptions): Issue[] {
  const { rules, maxIssues = DEFAULT_MAX_ISSUES, profiles = [careConnectAppointment1] } = options;
  // An oversize resource is not checked further, so the work for an entry is bounded by its size.
  const beyond = rules === "registry" ? checkEntrySize(resource) : [];
  if (beyond.length > 0) return beyond;
  const issues = [validateBase(resource, options)];
  if (rules !== "base") for (const profile of profiles) issues.push(validateProfile(resource, profile));
  if (rules === "registry") issues.push(validateEntry(resource as fhir.Appointment));
  return boundIssues(mergeIssues(...issues), maxIssues);
}
