import type { Issue } from "@appointment-registry/fhir-appointment";
import { colorsFor } from "./colors.js";
import type { Colors } from "./colors.js";
import { issueLines } from "./issues.js";

/** Results go to standard output, everything said about them to standard error. */
export interface Terminal {
  readonly out: Colors;
  readonly err: Colors;
  print(lines: string | readonly string[]): void;
  /** One value as a line of JSON, for NDJSON. */
  printJson(value: unknown): void;
  say(lines: string | readonly string[]): void;
  sayIssues(issues: readonly Issue[], indent?: string): void;
}

export function createTerminal(): Terminal {
  const err = colorsFor(process.stderr);
  const say = (lines: string | readonly string[]): void => write(process.stderr, lines);
  const print = (lines: string | readonly string[]): void => write(process.stdout, lines);
  return {
    out: colorsFor(process.stdout),
    err,
    print,
    printJson: (value) => print(JSON.stringify(value)),
    say,
    sayIssues: (issues, indent = "") => say(issueLines(issues, err, indent)),
  };
}

function write(stream: NodeJS.WriteStream, lines: string | readonly string[]): void {
  const all = [lines].flat();
  if (all.length > 0) stream.write(`${all.join("\n")}\n`);
}
