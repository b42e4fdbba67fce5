import { STATUS_CODES } from "node:http";
import { toOperationOutcome, writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Issue } from "@appointment-registry/fhir-appointment";
import type { NotDone } from "../../results.js";
import { EXIT } from "../exit-codes.js";
import { changeLines } from "./changes.js";
import type { Terminal } from "./terminal.js";

export interface OutputOptions {
  readonly json?: boolean;
  readonly xml?: boolean;
}

/** Says why something was not done, and gives the exit code for it. With `--json` or `--xml` the OperationOutcome is the result. */
export function printFailure(what: string, result: NotDone, options: OutputOptions, terminal: Terminal): number {
  const { err } = terminal;
  terminal.say(`${err.red("✗")} ${what}: ${headline(result)}`);
  const issues = "issues" in result ? result.issues : [];
  terminal.sayIssues(issues, "  ");
  if ("changes" in result && Array.isArray(result.changes) && result.changes.length > 0) {
    terminal.say("  What the other writer changed:");
    terminal.say(changeLines(result.changes, err, "    "));
  }
  terminal.say(`  ${err.dim(`X-Request-ID ${result.requestId}`)}`);
  printResource(outcomeOf(result), options, terminal);
  return exitCodeOf(result);
}

/** The resource as it is, where it was asked for. */
export function printResource(resource: object, { json, xml }: OutputOptions, terminal: Terminal): void {
  if (json !== true && xml !== true) return;
  terminal.print(writeResource(resource as AnyResource, { format: xml === true ? "xml" : "json", pretty: true }));
}

function outcomeOf(result: NotDone): fhir.OperationOutcome {
  if ("outcome" in result && result.outcome !== undefined) return result.outcome;
  const transient: Issue = {
    severity: "error",
    code: "transient",
    rule: `client:${result.status}`,
    message: headline(result),
  };
  return toOperationOutcome("issues" in result && result.issues.length > 0 ? result.issues : [transient]);
}

function headline(result: NotDone): string {
  switch (result.status) {
    case "unreachable":
      return `not done, the registry was not reached: ${result.message}`;
    case "unknown":
      return `it is not known whether it was done. ${result.message} It is safe to do it again.`;
    case "unexpected":
      return result.message;
    default:
      return `refused, ${result.status} ${STATUS_CODES[result.status] ?? ""}`.trimEnd();
  }
}

export function exitCodeOf(result: NotDone): number {
  if (result.status === "unreachable") return EXIT.unavailable;
  if (result.status === "unknown") return EXIT.unknown;
  const status = result.status === "unexpected" ? result.httpStatus : result.status;
  if (status === 409) return EXIT.conflict;
  return status === 408 || status === 429 || status >= 500 ? EXIT.unavailable : EXIT.refused;
}
