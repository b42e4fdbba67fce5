import { createRegistryClient } from "../../client.js";
import type { CancelOptions, RegistryClient } from "../../index.js";
import type { ClientOptions } from "../../options.js";
import { EXIT } from "../exit-codes.js";
import { exitCodeOf, printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { registeredLines } from "../output/registered.js";
import type { Terminal } from "../output/terminal.js";

export interface CancelCommandOptions extends OutputOptions {
  readonly enteredInError?: boolean;
  readonly retryConflicts?: boolean;
}

export const cancelOptions = ({ enteredInError, retryConflicts }: CancelCommandOptions): CancelOptions => ({
  to: enteredInError === true ? "entered-in-error" : "cancelled",
  onConflict: retryConflicts === true ? "retry" : "report",
});

/** One after the other; the exit code is that of the first that was not done. */
export async function cancel(
  ids: readonly string[],
  options: CancelCommandOptions,
  client: ClientOptions,
  terminal: Terminal,
): Promise<number> {
  const registry = createRegistryClient(client);
  try {
    let exitCode: number = EXIT.done;
    for (const id of ids) {
      const code = await cancelOne(registry, id, options, terminal);
      if (exitCode === EXIT.done) exitCode = code;
    }
    return exitCode;
  } finally {
    await registry.close();
  }
}

async function cancelOne(
  registry: RegistryClient,
  id: string,
  options: CancelCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const result = await registry.cancel(id, cancelOptions(options));
  if (result.status !== 200) {
    printFailure(`Cancel ${id}`, result, options, terminal);
    return exitCodeOf(result);
  }
  const recovered = result.recovered ? " (an answer was lost; the registry holds the cancel)" : "";
  if (options.json !== true && options.xml !== true) {
    terminal.print(registeredLines(`Cancelled${recovered}`, result, terminal.out));
  }
  printResource(result.appointment, options, terminal);
  return EXIT.done;
}
