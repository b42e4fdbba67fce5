/// <reference types="fhir" preserve="true" />
import { ISSUE_TYPES, SPINE_CODES } from "../issue.js";
import type { Issue, IssueSeverity, IssueType, SpineCode } from "../issue.js";
import { readDiagnostics } from "./diagnostics.js";

/**
 * Reads the issues of an OperationOutcome from this registry or another service. It never throws: missing or unknown
 * values become severity `error`, code `processing` and rule `unknown`. The informational "nothing was found" also
 * becomes an issue.
 *
 * @example
 * ```ts
 * const issues = validateEntry({ ...entry, description: "x" });
 * assert.equal(fromOperationOutcome(toOperationOutcome(issues))[0]?.rule, "registry:no-description");
 * ```
 */
export function fromOperationOutcome(outcome: fhir.OperationOutcome): Issue[] {
  const issues: unknown = outcome.issue;
  return Array.isArray(issues) ? issues.map((issue) => read(isObject(issue) ? issue : {})) : [];
}

function read(issue: Partial<fhir.OperationOutcomeIssue>): Issue {
  const details = isObject(issue.details) ? issue.details : undefined;
  const codings: unknown = details?.coding;
  const coding = Array.isArray(codings) ? codings.find(isObject) : undefined;
  const ours = readDiagnostics(text(issue.diagnostics));
  const spineCode = text(coding?.code);
  const expression = first(issue.expression);
  const location = first(issue.location);
  return {
    severity: SEVERITIES.has(issue.severity as string) ? (issue.severity as IssueSeverity) : "error",
    code: TYPES.has(issue.code as string) ? (issue.code as IssueType) : "processing",
    ...(ours ?? { rule: spineCode ?? "unknown" }),
    message:
      text(details?.text) ?? text(issue.diagnostics) ?? text(coding?.display) ?? "The server gave no explanation.",
    ...(expression === undefined ? {} : { expression }),
    ...(location === undefined ? {} : { location }),
    ...(spineCode !== undefined && spineCode in SPINE_CODES ? { spineCode: spineCode as SpineCode } : {}),
  };
}

const SEVERITIES: ReadonlySet<string> = new Set<IssueSeverity>(["fatal", "error", "warning", "information"]);
const TYPES: ReadonlySet<string> = new Set(ISSUE_TYPES);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const first = (value: unknown): string | undefined => (Array.isArray(value) ? text(value[0]) : text(value));
