import { diff } from "../diff/diff.js";
import type { Change } from "../diff/change.js";
import type { Issue } from "../issue.js";
import { CANCELLATIONS, CHANGEABLE } from "./transitions.js";

/**
 * Judges a PUT: may `current`, the entry as the registry holds it, become `submitted`? Empty where it may. Otherwise one issue
 * for the status, if that is at fault, and one for each other difference, at its element.
 */
export function judgeCancellation(current: fhir.Appointment, submitted: fhir.Appointment): Issue[] {
  const differences = diff(current, submitted).filter(({ expression }) => !CHANGEABLE.has(expression));
  return [...judgeStatus(current.status, submitted.status), ...differences.map(unexpected)];
}

function judgeStatus(current: string, submitted: string): Issue[] {
  const allowed = CANCELLATIONS.get(current) ?? [];
  if (allowed.includes(submitted)) return [];
  if (current !== "booked")
    return [
      status(
        "cancel-final",
        current === "cancelled"
          ? "The appointment is already cancelled; a cancelled entry can only become `entered-in-error`."
          : current === "entered-in-error"
            ? "The appointment is already entered-in-error, and nothing leaves that status."
            : "The entry is not booked, and only a booked entry can be cancelled.",
      ),
    ];
  return [
    status(
      submitted === current ? "cancel-status-unchanged" : "cancel-status",
      `An update of a booked entry cancels it: its status must become ${allowed.map((code) => `\`${code}\``).join(" or ")}.`,
    ),
  ];
}

const status = (rule: string, message: string): Issue =>
  broken(rule, message, { expression: "Appointment.status", location: "/f:Appointment/f:status" });

const SENTENCES: Readonly<Record<Change["kind"], string>> = {
  added: "This element is not in the registered Appointment; a cancel may change nothing but the status.",
  removed: "This element of the registered Appointment is missing; a cancel may change nothing but the status.",
  changed: "This element differs from the registered Appointment; a cancel may change nothing but the status.",
  moved:
    "This element stands at another place than in the registered Appointment; a cancel may change nothing but the status.",
};

const unexpected = (change: Change): Issue => broken(`cancel-${change.kind}`, SENTENCES[change.kind], change);

function broken(
  rule: string,
  message: string,
  { expression, location }: Pick<Change, "expression" | "location">,
): Issue {
  return {
    severity: "error",
    code: "business-rule",
    rule: `registry:${rule}`,
    message,
    expression,
    location,
    spineCode: "FHIR_CONSTRAINT_VIOLATION",
  };
}
