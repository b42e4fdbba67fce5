import { isError } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import type { Colors } from "./colors.js";

/**
 * Formats issues by element: first the element, then its faults, each with the broken rule.
 *
 *     Appointment.participant[0]
 *       error    An Appointment's participant must have a status.  structure:min, line 4, column 3
 */
export function issueLines(issues: readonly Issue[], colors: Colors, indent = ""): string[] {
  const byElement = new Map<string, Issue[]>();
  for (const issue of issues) {
    const element = issue.expression ?? issue.location ?? "";
    byElement.set(element, [...(byElement.get(element) ?? []), issue]);
  }
  const lines: string[] = [];
  for (const [element, its] of byElement) {
    if (element !== "") lines.push(`${indent}${colors.bold(element)}`);
    for (const issue of its) {
      const paint = isError(issue) ? colors.red : issue.severity === "warning" ? colors.yellow : colors.cyan;
      const severity = paint(issue.severity.padEnd(11));
      lines.push(`${indent}${element === "" ? "" : "  "}${severity} ${issue.message}  ${colors.dim(origin(issue))}`);
    }
  }
  return lines;
}

function origin({ rule, line, column }: Issue): string {
  const position = [line === undefined ? [] : `line ${line}`, column === undefined ? [] : `column ${column}`].flat();
  return [rule, ...position].join(", ");
}
