import type { Outcome, Report, Result } from "../run.js";
import { summary, verdict } from "./terminal.js";

const MARKS: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "**failed**",
  blocked: "**blocked**",
  "not tested": "not tested",
};

/** Returns a report to read and to keep next to the code: a table, followed by the results that are not passed, with their requests. */
export function printMarkdown(report: Report, strict = false): string {
  const open = report.results.filter(({ outcome }) => outcome !== "passed");
  return `# Conformance of ${inline(report.baseUrl)}

${verdict(report, strict)}

${report.warnings.map((warning) => `> ${escaped(warning)}\n\n`).join("")}${escaped(summary(report))}, on ${report.startedAt}.

| requirement | level | outcome | what is required |
| --- | --- | --- | --- |
${report.results.map(tableRow).join("\n")}
${open.length === 0 ? "" : `\n## Not passed\n\n${open.map(details).join("\n")}`}`;
}

const tableRow = ({ requirement: { id, level, sentence }, outcome }: Result): string =>
  `| \`${id}\` | ${level} | ${MARKS[outcome]} | ${escaped(sentence)} |`;

function details({ requirement, outcome, message = "", trail }: Result): string {
  const { id, page, section, quote, otherwise } = requirement;
  const asked = outcome === "failed" && trail.length > 0 ? `\n${fence(trail.join("\n"))}\n` : "";
  const choice = otherwise === undefined ? "" : ` A choice; what else conforms: ${escaped(otherwise)}`;
  return `### ${id}\n\n${escaped(section)} of ${page}: “${escaped(quote)}”${choice}\n\n${fence(`${outcome}: ${message}`)}\n${asked}`;
}

/** The registry's texts are escaped, so that they contain neither Markdown nor HTML. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~&]/g, (each) =>
      each === "&" ? "&amp;" : each === "<" ? "&lt;" : each === ">" ? "&gt;" : `\\${each}`,
    )
    .replace(/\s+/g, " ");

const inline = (text: string): string => `\`${text.replaceAll("`", "'")}\``;

/** Returns a code block that no run of backticks in the text can end. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}text\n${text}\n${marks}`;
}
