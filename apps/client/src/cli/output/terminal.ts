import type { Format, Issue } from "@appointment-registry/fhir-appointment";
import { EXIT } from "../exit-codes.js";
import { colorsFor, painted } from "./colors.js";
import type { Colors } from "./colors.js";
import { issueLines } from "./issues.js";
import { visibleDocument } from "./visible.js";

/**
 * Results go to standard output, messages about them to standard error. Nearly every line contains text from other
 * systems, so control and invisible characters are always written as escapes, regardless of their origin.
 */
export interface Terminal {
  readonly out: Colors;
  readonly err: Colors;
  /** Each string is one line. */
  print(lines: string | readonly string[]): void;
  /** Prints one value as a line of NDJSON. */
  printJson(value: unknown): void;
  printDocument(text: string, format: Format): void;
  say(lines: string | readonly string[]): void;
  sayJson(value: unknown): void;
  sayIssues(issues: readonly Issue[], indent?: string): void;
  /** Called by a command that changes something: from now on it finishes its work even if nobody reads its output. */
  workWithoutReader(): void;
  /** The reason why standard output could not be written, if a fault and not the end of its reader caused it. */
  outputFault(): Error | undefined;
}

/**
 * The streams that a terminal writes to: those of the process, or those of a program that runs the command line in its
 * own process.
 */
export interface Streams {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export function createTerminal({ stdout, stderr }: Streams = process): Terminal {
  const err = colorsFor(stderr);
  const say = (lines: string | readonly string[]): void => write(stderr, [lines].flat().map(painted));
  let needsReader = true;
  let fault: Error | undefined;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") fault ??= error;
    // Exit as a filter does: the reader has stopped reading.
    else if (needsReader) process.exit(EXIT.done);
  });
  stderr.on("error", () => undefined);
  return {
    out: colorsFor(stdout),
    err,
    print: (lines) => write(stdout, [lines].flat().map(painted)),
    printJson: (value) => write(stdout, [visibleDocument(JSON.stringify(value), "json")]),
    printDocument: (text, format) => write(stdout, [visibleDocument(text, format)]),
    say,
    sayJson: (value) => write(stderr, [visibleDocument(JSON.stringify(value), "json")]),
    sayIssues: (issues, indent = "") => say(issueLines(issues, err, indent)),
    workWithoutReader: () => (needsReader = false),
    outputFault: () => fault,
  };
}

function write(stream: NodeJS.WritableStream, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(`${lines.join("\n")}\n`);
}
