/**
 * A finding of any checker of this library. The codec, validation, profiles, entry rules and the diff all report
 * `Issue`; an OperationOutcome is the printed form of issues (STU3 operationoutcome.html).
 */
export interface Issue {
  /** STU3 issue-severity. `warning` and `information` never make a resource invalid. */
  readonly severity: IssueSeverity;
  /** STU3 issue-type (ValueSet issue-type). */
  readonly code: IssueType;
  /**
   * Stable key of the broken rule: `app-1`, `xml:doctype`, `registry:no-contained`. Never translated, never reworded.
   */
  readonly rule: string;
  /** One sentence for a supplier's developer. Never contains a value from the resource that could be patient data. */
  readonly message: string;
  /** FHIRPath of the element, with zero-based indexes: `Appointment.participant[0].actor`. */
  readonly expression?: string | undefined;
  /** XPath of the element, with one-based indexes: `/f:Appointment/f:participant[1]/f:actor`. */
  readonly location?: string | undefined;
  /** Line in the source text, from 1, if the reader knows it. */
  readonly line?: number | undefined;
  /** Column in the source text, from 1, in UTF-16 code units, if the reader knows it. */
  readonly column?: number | undefined;
  /** Coding for `details` from Spine-ErrorOrWarningCode-1; `INVALID_RESOURCE` if the checker sets none. */
  readonly spineCode?: SpineCode | undefined;
}

export type IssueSeverity = "fatal" | "error" | "warning" | "information";

/** All codes of the STU3 ValueSet issue-type, with its hierarchy flattened. */
export const ISSUE_TYPES = [
  "invalid",
  "structure",
  "required",
  "value",
  "invariant",
  "security",
  "login",
  "unknown",
  "expired",
  "forbidden",
  "suppressed",
  "processing",
  "not-supported",
  "duplicate",
  "not-found",
  "too-long",
  "code-invalid",
  "extension",
  "too-costly",
  "business-rule",
  "conflict",
  "incomplete",
  "transient",
  "lock-error",
  "no-store",
  "exception",
  "timeout",
  "throttled",
  "informational",
] as const;
export type IssueType = (typeof ISSUE_TYPES)[number];

/**
 * The codes of https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1 that this project uses in its answers.
 */
export const SPINE_CODES = {
  INVALID_RESOURCE: "Invalid validation of resource",
  NO_RECORD_FOUND: "No record found",
  ACCESS_DENIED: "Access denied",
  FHIR_CONSTRAINT_VIOLATION: "FHIR constraint violated",
  INVALID_NHS_NUMBER: "Invalid NHS number",
  BAD_REQUEST: "Bad request",
  PRECONDITION_FAILED: "Precondition failed",
  INTERNAL_SERVER_ERROR: "Unexpected internal server error",
  NOT_IMPLEMENTED: "Not implemented",
  UNSUPPORTED_MEDIA_TYPE: "Unsupported Media Type",
  INVALID_PARAMETER: "Invalid parameter",
} as const;
export type SpineCode = keyof typeof SPINE_CODES;

/**
 * Returns true if the issue makes its resource unacceptable.
 *
 * @example
 * ```ts
 * assert.equal(validateEntry(entry).some(isError), false);
 * ```
 */
export function isError(issue: Issue): boolean {
  return issue.severity === "error" || issue.severity === "fatal";
}
