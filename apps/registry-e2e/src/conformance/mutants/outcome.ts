import { answers, bodies } from "./mutant.js";
import type { Json, Mutant } from "./mutant.js";

/** Faults in refusals. */
export const OUTCOME: readonly Mutant[] = [
  {
    name: "no OperationOutcome",
    breaks: [
      "cancel-difference-outcome",
      "cancel-profile-outcome",
      "cancel-no-jwt-outcome",
      "cancel-bad-jwt-outcome",
      "cancel-conflict-outcome",
      "cancel-if-match-outcome",
    ],
    fault: bodies("OperationOutcome", () => undefined),
  },
  {
    name: "differences without the element",
    breaks: ["cancel-difference-element", "outcome-location", "change-every-difference"],
    fault: bodies("OperationOutcome", (outcome) => ({
      ...outcome,
      issue: (outcome["issue"] as Json[]).map(({ expression: _expression, location: _location, ...issue }) => issue),
    })),
  },
  {
    name: "FHIRPath without XPath",
    breaks: ["outcome-location"],
    fault: bodies("OperationOutcome", (outcome) => ({
      ...outcome,
      issue: (outcome["issue"] as Json[]).map(({ location: _location, ...issue }) => issue),
    })),
  },
  {
    name: "differences reported in one issue",
    breaks: ["change-every-difference"],
    fault: bodies("OperationOutcome", (outcome) => {
      const [first, ...others] = outcome["issue"] as Json[];
      const all = (name: string) => [first, ...others].flatMap((issue) => (issue?.[name] ?? []) as string[]);
      const [expression, location] = [all("expression"), all("location")];
      return { ...outcome, issue: [{ ...first, ...(expression.length > 0 ? { expression, location } : {}) }] };
    }),
  },
  {
    name: "issue codes of another code system",
    breaks: ["outcome-severity-code", "outcome-valid"],
    fault: bodies("OperationOutcome", (outcome) => ({
      ...outcome,
      issue: (outcome["issue"] as Json[]).map((issue) => ({ ...issue, code: "error" })),
    })),
  },
  {
    name: "refusals that only warn",
    breaks: ["outcome-severity-code"],
    fault: bodies("OperationOutcome", (outcome) => ({
      ...outcome,
      issue: (outcome["issue"] as Json[]).map((issue) => ({ ...issue, severity: "warning" })),
    })),
  },
  {
    name: "no code of Spine",
    breaks: ["outcome-details"],
    fault: answers((answer) => ({
      ...answer,
      body: answer.body.replaceAll("Spine-ErrorOrWarningCode-1", "Other-1"),
    })),
  },
  {
    name: "FHIRPath of one element and XPath of another",
    breaks: ["outcome-location"],
    fault: bodies("OperationOutcome", (outcome) => ({
      ...outcome,
      issue: (outcome["issue"] as Json[]).map((issue) =>
        issue["location"] === undefined ? issue : { ...issue, location: ["/f:Appointment/f:language"] },
      ),
    })),
  },
];
