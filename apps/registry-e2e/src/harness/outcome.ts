import { fromOperationOutcome, readResource } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import type { Answer } from "./registry.js";

/**
 * Returns the issues of an answer that must be an OperationOutcome. The library must be able to read it in the format of its Content-Type.
 */
export function issuesOf(answer: Answer): Issue[] {
  const format = answer.headers["content-type"]?.startsWith("application/fhir+xml") ? "xml" : "json";
  const read = readResource(answer.text, { format, expectedType: "OperationOutcome" });
  if (read.kind !== "resource")
    throw new Error(`Not a valid OperationOutcome: ${JSON.stringify(read.issues)}\n${answer.text}`);
  return fromOperationOutcome(read.resource);
}

export const rulesOf = (answer: Answer): string[] => issuesOf(answer).map((issue) => issue.rule);
export const expressionsOf = (answer: Answer): (string | undefined)[] =>
  issuesOf(answer).map((issue) => issue.expression);
