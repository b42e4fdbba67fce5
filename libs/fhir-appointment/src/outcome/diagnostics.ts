import type { Issue } from "../issue.js";

/**
 * What `OperationOutcome.issue.diagnostics` says, `An appointment must have both start and end. (Rule app-2, line 12, column 5)`:
 * the sentence again, because some FHIR clients show their users no other part of an issue.
 */
export function getDiagnostics({ message, rule, line, column }: Issue): string {
  const position = [line === undefined ? [] : `line ${line}`, column === undefined ? [] : `column ${column}`].flat();
  return `${message} (Rule ${[rule, ...position].join(", ")})`;
}

const DIAGNOSTICS = /\(Rule (\S+?)(?:, line (\d+))?(?:, column (\d+))?\)$/;

/** The rule and the place in what `getDiagnostics` wrote; `undefined` if the text was written by somebody else. */
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
