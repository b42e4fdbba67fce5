export { ISSUE_TYPES, SPINE_CODES, isError } from "./issue.js";
export type { Issue, IssueSeverity, IssueType, SpineCode } from "./issue.js";
export { CANCELLATION_RULES, judgeCancellation } from "./cancellation/check-cancellation.js";
export { tolerateStandingFaults } from "./cancellation/tolerate-standing-faults.js";
export { apply } from "./diff/apply.js";
export type { Change, ChangeKind } from "./diff/change.js";
export { diff } from "./diff/diff.js";
export { isValidNhsNumber } from "./entry/nhs-number.js";
export { nhsNumberOf } from "./entry/patient.js";
export { APPOINTMENT_URL_SYSTEM, NHS_NUMBER_SYSTEM, PATIENT_REFERENCE_BASE } from "./entry/systems.js";
export { ENTRY_LIMITS, checkEntrySize } from "./entry/entry-size.js";
export { ENTRY_RULES, validateEntry } from "./entry/validate-entry.js";
export type { PrintedOutcome } from "./outcome/to-operation-outcome.js";
export { fromOperationOutcome } from "./outcome/from-operation-outcome.js";
export {
  SPINE_CODE_SYSTEM,
  SPINE_OPERATION_OUTCOME_PROFILE,
  toOperationOutcome,
} from "./outcome/to-operation-outcome.js";
export { careConnectAppointment1 } from "./profile/careconnect-appointment-1.js";
export type { Binding, ElementConstraint, ExtensionSlice, Profile, ValueConstraint } from "./profile/profile.js";
export { validateProfile } from "./profile/validate-profile.js";
export { boundIssues, mergeIssues } from "./validation/issues.js";
export { validateAppointment } from "./validate-appointment.js";
export type { RuleSet, ValidateOptions } from "./validate-appointment.js";
export { validateBase } from "./validation/validate-base.js";
export type { BaseOptions } from "./validation/validate-base.js";
export { DEFAULT_LIMITS } from "./limits.js";
export type { Limits } from "./limits.js";
export { NumberLexeme, lexemeOf } from "./model/number-lexeme.js";
export { checkStructure } from "./structure/structure.js";
export { resourceTypes, rowsOf, typeRow } from "./model/types.js";
export type { ElementRow, TypeRow } from "./model/types.js";
export { parseResource, readResource } from "./read-resource.js";
export type { Format } from "./format.js";
export type { ParseOptions, ParseResult, ReadOptions, ReadResult } from "./read-resource.js";
export type { AnyResource, Resource } from "./resources.js";
export { writeResource } from "./write-resource.js";
export type { WriteOptions } from "./write-resource.js";
