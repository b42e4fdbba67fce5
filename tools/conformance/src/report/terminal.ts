import type { Outcome, Report } from "../run.js";
import { count } from "../run.js";

const MARKS: Readonly<Record<Outcome, string>> = {
  passed: "ok",
  failed: "FAILED",
  blocked: "BLOCKED",
  "not tested": "not tested",
};

/** One line a requirement; below what is not passed the reason and, where it failed, what was asked and answered. */
export function printTerminal(report: Report, verbose = true): string {
  const lines: string[] = [];
  let heading = "";
  for (const { requirement, outcome, message, trail } of report.results) {
    if (outcome === "passed" && !verbose) continue;
    const place = `${requirement.page}: ${requirement.section}`;
    if (place !== heading) lines.push("", place);
    heading = place;
    lines.push(`  ${MARKS[outcome].padEnd(11)}${requirement.id}  ${requirement.level}: ${requirement.sentence}`);
    if (message !== undefined) lines.push(`             ${message}`);
    if (outcome === "failed") for (const each of trail) lines.push(`               ${each}`);
  }
  return `${lines.join("\n")}\n\n${summary(report)}\n`;
}

export const summary = (report: Report): string =>
  `${report.baseUrl}: ${report.results.length} requirements, ${(["passed", "failed", "blocked", "not tested"] as const)
    .map((outcome) => `${count(report, outcome)} ${outcome}`)
    .join(", ")}, in ${(report.milliseconds / 1000).toFixed(1)} s`;
