import type { CancelOptions, RegistryClient } from "../../index.js";
import type { Connection } from "../connection.js";
import { CliError, EXIT } from "../exit-codes.js";
import { requireId } from "../ids.js";
import { untilInterrupted } from "../interruption.js";
import { changeLines } from "../output/changes.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions, Report } from "../output/failure.js";
import { registeredLines } from "../output/registered.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

export interface CancelCommandOptions extends OutputOptions {
  readonly enteredInError?: boolean;
  readonly retryConflicts?: boolean;
  /** The version that an earlier command may have cancelled. */
  readonly resume?: string;
}

export const cancelOptions = ({ enteredInError, retryConflicts }: CancelCommandOptions) =>
  ({
    to: enteredInError === true ? "entered-in-error" : "cancelled",
    onConflict: retryConflicts === true ? "retry" : "report",
  }) as const satisfies CancelOptions;

/** Cancels appointments one after the other. The exit code is that of the first one that was not cancelled. */
export async function cancel(
  ids: readonly string[],
  options: CancelCommandOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  ids.forEach(requireId);
  const { resume } = options;
  if (resume !== undefined) {
    requireId(resume);
    if (ids.length > 1) throw new CliError("--resume is for a single appointment.");
  }
  terminal.workWithoutReader();
  const registry = openRegistry(connection);
  const report = { output: options, terminal, connection };
  try {
    let exitCode: number = EXIT.done;
    await untilInterrupted(async (signal) => {
      for (const id of ids) {
        if (signal.aborted && exitCode === EXIT.done) exitCode = EXIT.interrupted;
        if (signal.aborted) break;
        // The version id is enough: its ETag serves only to update it.
        const begun = resume === undefined ? {} : { resume: { etag: "", versionId: resume } };
        const code = await cancelOne(registry, id, { ...cancelOptions(options), ...begun, signal }, report);
        if (exitCode === EXIT.done) exitCode = code;
      }
    });
    return exitCode;
  } finally {
    await registry.close();
  }
}

async function cancelOne(
  registry: RegistryClient,
  id: string,
  options: CancelOptions,
  report: Report,
): Promise<number> {
  const { output, terminal } = report;
  const result = await registry.cancel(id, options);
  if (result.status !== 200) return printFailure(`Cancel ${id}`, result, report);
  const recovered = result.recovered ? " (the response was lost; the registry has the cancel)" : "";
  const done = options.to === "entered-in-error" ? "Marked as entered in error" : "Cancelled";
  if (output.json !== true && output.xml !== true) {
    terminal.print(registeredLines(`${done}${recovered}`, result, terminal.out));
  }
  if (result.changes.length > 0) {
    terminal.say("  Other changes made by the registry:");
    terminal.say(changeLines(result.changes, terminal.err, "    "));
  }
  printResource(result.appointment, output, terminal);
  return EXIT.done;
}
