/// <reference types="fhir" preserve="true" />
import { differences } from "../diff/diff.js";
import type { Change } from "../diff/change.js";
import type { Issue } from "../issue.js";
import { MOST_COLLECTED } from "../issues/collector.js";
import { moreIssues } from "../issues/more-issues.js";
import { CANCELLATIONS, CHANGEABLE } from "./transitions.js";

const STATUSES = (CANCELLATIONS.get("booked") ?? []).map((code) => `\`${code}\``).join(" or ");
const NOTHING_ELSE = "a cancel may change nothing but the status";

/** The rules of a cancellation by key. The text is the message of the issue for a violation. */
export const CANCELLATION_RULES = {
  "registry:cancel-status": `An update of a booked entry cancels it: its status must become ${STATUSES}.`,
  "registry:cancel-status-unchanged": `An update of a booked entry cancels it: its status must become ${STATUSES}.`,
  "registry:cancel-final": "The entry is not booked, and only a booked entry can be cancelled.",
  "registry:cancel-added": `This element is not in the registered Appointment; ${NOTHING_ELSE}.`,
  "registry:cancel-removed": `This element of the registered Appointment is missing; ${NOTHING_ELSE}.`,
  "registry:cancel-changed": `This element differs from the registered Appointment; ${NOTHING_ELSE}.`,
  "registry:cancel-moved": `This element is at another position than in the registered Appointment; ${NOTHING_ELSE}.`,
} as const;
type CancellationRule = keyof typeof CANCELLATION_RULES;

/** Texts that replace that of `registry:cancel-final`, by the final status. */
const FINAL: ReadonlyMap<string, string> = new Map([
  ["cancelled", "The appointment is already cancelled; a cancelled entry can only become `entered-in-error`."],
  ["entered-in-error", "The appointment is already entered-in-error, and that status is final."],
]);

/**
 * Checks whether a PUT may change `current`, the entry in the registry, to `submitted`. Returns an empty list if it
 * may. Otherwise returns one issue for the status, if that is at fault, and one for each other difference, at its
 * element. After 500 differences the others are only counted, in an issue of the rule `validation:more-issues`.
 *
 * @example
 * ```ts
 * assert.deepEqual(judgeCancellation(entry, { ...entry, status: "cancelled" }), []);
 * ```
 */
export function judgeCancellation(current: fhir.Appointment, submitted: fhir.Appointment): Issue[] {
  const { changes, more } = differences(current, submitted, MOST_COLLECTED);
  const issues = judgeStatus(current.status, submitted.status);
  for (const change of changes) if (!CHANGEABLE.has(change.expression)) issues.push(unexpected(change));
  if (more > 0) issues.push(moreIssues(more));
  return issues;
}

function judgeStatus(current: string, submitted: string): Issue[] {
  const allowed = CANCELLATIONS.get(current) ?? [];
  if (allowed.includes(submitted)) return [];
  if (current !== "booked") return [status("registry:cancel-final", FINAL.get(current))];
  return [status(submitted === current ? "registry:cancel-status-unchanged" : "registry:cancel-status")];
}

const status = (rule: CancellationRule, message?: string): Issue =>
  violation(rule, { expression: "Appointment.status", location: "/f:Appointment/f:status" }, message);

const unexpected = (change: Change): Issue => violation(`registry:cancel-${change.kind}`, change);

function violation(
  rule: CancellationRule,
  { expression, location }: Pick<Change, "expression" | "location">,
  message: string = CANCELLATION_RULES[rule],
): Issue {
  return {
    severity: "error",
    code: "business-rule",
    rule,
    message,
    expression,
    location,
    spineCode: "FHIR_CONSTRAINT_VIOLATION",
  };
}
