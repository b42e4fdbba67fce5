/** Entry point for validating resources by STU3, by profiles and by the rules of the registry. */
export { ENTRY_LIMITS, checkEntrySize } from "./entry/entry-size.js";
export { ENTRY_RULES, validateEntry } from "./entry/validate-entry.js";
export { ISSUE_TYPES, SPINE_CODES, isError } from "./issue.js";
export type { Issue, IssueSeverity, IssueType, SpineCode } from "./issue.js";
export { checkStructure } from "./structure/structure.js";
export { careConnectAppointment1 } from "./profile/careconnect-appointment-1.js";
export type { Binding, ElementConstraint, ExtensionSlice, Profile, ValueConstraint } from "./profile/profile.js";
export { validateProfile } from "./profile/validate-profile.js";
export { boundIssues, mergeIssues } from "./validation/issues.js";
export { validateAppointment } from "./validate-appointment.js";
export type { RuleSet, ValidateOptions } from "./validate-appointment.js";
export { validateBase } from "./validation/validate-base.js";
export type { BaseOptions } from "./validation/validate-base.js";
