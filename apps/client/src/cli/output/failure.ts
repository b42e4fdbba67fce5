import { STATUS_CODES } from "node:http";
import { toOperationOutcome, writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Issue } from "@appointment-registry/fhir-appointment";
import type { Conflict, NotDone, UnknownCancel } from "../../index.js";
import type { Connection } from "../connection.js";
import { EXIT } from "../exit-codes.js";
import { likelyCause } from "../likely-cause.js";
import { changeLines } from "./changes.js";
import type { Terminal } from "./terminal.js";

export interface OutputOptions {
  readonly json?: boolean;
  readonly xml?: boolean;
}

/** The destination and format of a failure report. */
export interface Report {
  readonly output: OutputOptions;
  readonly terminal: Terminal;
  readonly connection: Pick<Connection, "settings">;
}

type Failure = NotDone | Conflict | UnknownCancel;

/**
 * Reports why an interaction was not performed, and returns its exit code. With `--json` or `--xml` the
 * OperationOutcome is the result.
 */
export function printFailure(what: string, result: Failure, { output, terminal, connection }: Report): number {
  const { err } = terminal;
  terminal.say(`${err.red("✗")} ${what}: ${headline(result)}`);
  terminal.sayIssues("issues" in result ? result.issues : [], "  ");
  if ("changes" in result && Array.isArray(result.changes) && result.changes.length > 0) {
    terminal.say("  What another client changed:");
    terminal.say(changeLines((result as Conflict).changes, err, "    "));
  }
  terminal.say(adviceOn(result, connection).map((line) => `  ${err.yellow("→")} ${line}`));
  terminal.say(`  ${err.dim(`X-Request-ID ${result.requestId}`)}`);
  printResource(getOutcome(result), output, terminal);
  return getExitCode(result);
}

/** Prints the resource itself if `--json` or `--xml` requests it. */
export function printResource(resource: object, { json, xml }: OutputOptions, terminal: Terminal): void {
  if (json !== true && xml !== true) return;
  const format = xml === true ? "xml" : "json";
  terminal.printDocument(writeResource(resource as AnyResource, { format, pretty: true }), format);
}

function getOutcome(result: Failure): fhir.OperationOutcome {
  if ("outcome" in result && result.outcome !== undefined) return result.outcome;
  const transient: Issue = {
    severity: "error",
    code: "transient",
    rule: `client:${result.status}`,
    message: headline(result),
  };
  return toOperationOutcome("issues" in result && result.issues.length > 0 ? result.issues : [transient]);
}

function headline(result: Failure): string {
  switch (result.status) {
    case "unreachable":
      return `not done. ${result.message}`;
    case "unknown":
      return `it is not known whether it was done. ${result.message}`;
    case "unexpected":
      return `not done. ${result.message}`;
    default:
      return `refused, ${result.status} ${STATUS_CODES[result.status] ?? ""}`.trimEnd();
  }
}

/** Returns the advice for a failure. The tests of the command line follow this advice. */
export function adviceOn(result: Failure, connection: Pick<Connection, "settings">): string[] {
  switch (result.status) {
    case "unreachable":
      return adviceOnError(result.error, connection);
    case "unknown":
      if (!result.safeToRepeat) return [NOT_SAFE];
      return ["resume" in result ? repeatWith(result.resume.versionId) : "Repeat the command: nothing is done twice."];
    case "unexpected":
    case 403:
      return [DOCTOR];
    default:
      return [];
  }
}

export function adviceOnError(error: Error, connection: Pick<Connection, "settings">): string[] {
  const advice = likelyCause(error, connection)?.advice;
  return [...(advice === undefined ? [] : [advice]), DOCTOR];
}

const repeatWith = (version: string): string =>
  `Repeat the command with --resume ${version}: it detects what was done, and does nothing twice.`;
const DOCTOR = "To find out more: appointment-client doctor";
const NOT_SAFE =
  "Do not repeat the command as it is: that may register the appointment twice. Repeat it without --no-once, or search first.";

export function getExitCode(result: Failure): number {
  if (result.status === "unreachable") return EXIT.unavailable;
  if (result.status === "unknown") return result.safeToRepeat ? EXIT.unknown : EXIT.unknownUnsafe;
  const status = result.status === "unexpected" ? result.httpStatus : result.status;
  if (status === 409) return EXIT.conflict;
  return status === 408 || status === 429 || status >= 500 ? EXIT.unavailable : EXIT.refused;
}
