import { fromOperationOutcome, readResource } from "@appointment-registry/fhir-appointment";
import type { Change, Issue } from "@appointment-registry/fhir-appointment";
import type {
  CancelResult,
  NotDone,
  ReadResult,
  RegisterResult,
  SearchResult,
  HistoryResult,
  ValidateResult,
} from "@appointment-registry/client";
import { ERRORS } from "@appointment-registry/registry-contract";
import type { ErrorRow } from "@appointment-registry/registry-contract";
import type { Outcome, ShownChange, ShownIssue, Verdict } from "./shapes.js";
import type { RawAnswer } from "./supplier.js";

type AnyResult = CancelResult | NotDone | ReadResult | RegisterResult | SearchResult | HistoryResult | ValidateResult;

const VERDICTS: Readonly<Record<string, Verdict>> = {
  "200": "done",
  "201": "done",
  "409": "conflict",
  unknown: "unknown",
  unreachable: "failed",
  unexpected: "failed",
  "500": "failed",
};

/** Returns a result of the client library as text for a reader. */
export function getOutcome(result: AnyResult, done: { readonly title: string; readonly text: string }): Outcome {
  const verdict = VERDICTS[String(result.status)] ?? "refused";
  const changes = "changes" in result ? result.changes.map(shownChange) : [];
  if (verdict === "done") return { verdict, ...done, issues: [], changes };
  const issues = "issues" in result ? result.issues.map(shownIssue) : [];
  return { verdict, ...TITLES[verdict](result.status), text: getText(result, verdict), issues, changes };
}

/** Returns the same for an answer to a request that the client library did not send. */
export function outcomeOfAnswer({ status, body }: RawAnswer, done: { title: string; text: string }): Outcome {
  const read = readResource(body, { format: "json", expectedType: "OperationOutcome" });
  const issues = read.kind === "resource" ? fromOperationOutcome(read.resource as fhir.OperationOutcome) : [];
  const verdict = VERDICTS[String(status)] ?? "refused";
  const shown = issues.map(shownIssue);
  if (verdict === "done") return { verdict, ...done, issues: shown, changes: [] };
  return { verdict, ...TITLES[verdict](status), text: "", issues: shown, changes: [] };
}

const TITLES: Readonly<Record<Verdict, (status: string | number) => { readonly title: string }>> = {
  done: (status) => ({ title: `Done (${status})` }),
  refused: (status) => ({ title: `Refused (${status})` }),
  conflict: (status) => ({ title: `Conflict (${status})` }),
  unknown: () => ({ title: "The outcome is not known" }),
  failed: (status) => ({ title: typeof status === "number" ? `The registry failed (${status})` : "Not done" }),
};

function getText(result: AnyResult, verdict: Verdict): string {
  if ("message" in result) return result.message;
  return verdict === "conflict"
    ? "Another client changed the appointment first. Retrieve it again, and decide again."
    : "";
}

const toRow = (rule: string): ErrorRow | undefined => (ERRORS as Readonly<Record<string, ErrorRow | undefined>>)[rule];

function shownIssue({ severity, rule, message, expression }: Issue): ShownIssue {
  const remedy = toRow(rule)?.remedy ?? REMEDIES[rule];
  return {
    severity,
    rule,
    message,
    ...(expression === undefined ? {} : { expression }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** Remedy for the rules of a cancellation, whose issues name the element. */
const RESTORE = "Send back what was retrieved, and change `status` alone.";
const REMEDIES: Readonly<Record<string, string | undefined>> = {
  "registry:cancel-added": RESTORE,
  "registry:cancel-removed": RESTORE,
  "registry:cancel-changed": RESTORE,
  "registry:cancel-moved": RESTORE,
  "registry:cancel-final": "Retrieve the appointment to see its status; there is nothing left to cancel.",
};

export function shownChange({ kind, expression, before, after }: Change): ShownChange {
  return {
    kind,
    expression,
    ...(before === undefined ? {} : { before: valueText(before) }),
    ...(after === undefined ? {} : { after: valueText(after) }),
  };
}

const valueText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
