import type { Issue } from "../issue.js";

/**
 * Returns the text of `OperationOutcome.issue.diagnostics`, for example
 * `An appointment must have both start and end. (Rule app-2, line 12, column 5)`. It repeats the message, because some
 * FHIR clients show their users no other part of an issue.
 */
export function getDiagnostics({ message, rule, line, column }: Issue): string {
  const position = [line === undefined ? [] : `line ${line}`, column === undefined ? [] : `column ${column}`].flat();
  return `${message} (Rule ${[rule, ...position].join(", ")})`;
}

const DIAGNOSTICS = /\(Rule (\S+?)(?:, line (\d+))?(?:, column (\d+))?\)$/;

/** Parses the rule and the place from a text of `getDiagnostics`. Returns `undefined` if it is not such a text. */
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
