import type { Issue } from "../issue.js";

/** What `OperationOutcome.issue.diagnostics` says: `Rule app-2, line 12, column 5.` */
export function diagnosticsOf(issue: Pick<Issue, "rule" | "line" | "column">): string {
  const line = issue.line === undefined ? "" : `, line ${issue.line}`;
  const column = issue.column === undefined ? "" : `, column ${issue.column}`;
  return `Rule ${issue.rule}${line}${column}.`;
}

const DIAGNOSTICS = /^Rule (\S+?)(?:, line (\d+))?(?:, column (\d+))?\.$/;

/** The inverse of `diagnosticsOf`; `undefined` where the text was written by somebody else. */
export function readDiagnostics(text: string | undefined): Pick<Issue, "rule" | "line" | "column"> | undefined {
  const match = text === undefined ? null : DIAGNOSTICS.exec(text);
  if (match === null) return undefined;
  const [, rule, line, column] = match;
  return {
    rule: rule as string,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}
