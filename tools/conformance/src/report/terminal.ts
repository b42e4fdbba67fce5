import { getBinding, isBinding } from "../requirement.js";
import type { Outcome, Report } from "../run.js";
import { count, isConformant } from "../run.js";
import { printable } from "./escape.js";

const MARKS: Readonly<Record<Outcome, string>> = {
  passed: "ok",
  failed: "FAILED",
  blocked: "BLOCKED",
  "not tested": "not tested",
};

/**
 * Returns one line for each requirement. A result that is not passed has the reason below it, and a failed one also the page and the
 * requests with their answers.
 */
export function printTerminal(report: Report, verbose = true): string {
  const lines: string[] = report.warnings.map((warning) => `Warning: ${warning}`);
  let heading = "";
  for (const { requirement, outcome, message, trail } of report.results) {
    if (outcome === "passed" && !verbose) continue;
    const place = `${requirement.page}: ${requirement.section}`;
    if (place !== heading) lines.push("", place);
    heading = place;
    lines.push(`  ${MARKS[outcome].padEnd(11)}${requirement.id}  ${requirement.level}: ${requirement.sentence}`);
    if (message !== undefined) lines.push(`             ${printable(message)}`);
    if (outcome !== "failed") continue;
    lines.push(`             The page: "${requirement.quote}"`);
    if (requirement.otherwise !== undefined) lines.push(`             What else conforms: ${requirement.otherwise}`);
    for (const each of trail) lines.push(`               ${printable(each)}`);
  }
  return `${lines.join("\n")}\n\n${summary(report)}\n`;
}

export const summary = (report: Report): string =>
  `${report.baseUrl}: ${report.results.length} requirements, ${(["passed", "failed", "blocked", "not tested"] as const)
    .map((outcome) => `${count(report, outcome)} ${outcome}`)
    .join(", ")}, in ${(report.milliseconds / 1000).toFixed(1)} s`;

/** Returns one line that says whether the registry conforms, and which unmet requirements are binding. */
export function verdict(report: Report, strict = false): string {
  const open = report.results.filter(({ outcome }) => outcome === "failed" || outcome === "blocked");
  const binding = open.filter(({ requirement }) => isBinding(requirement)).length;
  const number = (binds: string): number => open.filter(({ requirement }) => getBinding(requirement) === binds).length;
  const beside = `${number("should")} recommendations and ${number("choice")} choices are not followed`;
  const counted =
    open.length === binding ? "" : strict ? `, and ${beside}` : ` (${beside}; --strict would fail for them)`;
  if (!isConformant(report, strict))
    return binding > 0
      ? `Not conformant: ${binding} binding requirements are not met${counted}.`
      : `Not conformant: ${beside}.`;
  return `Conformant in all that was tested${counted}.`;
}
