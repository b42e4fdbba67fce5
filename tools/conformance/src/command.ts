import { CommanderError } from "commander";
import { createProgram } from "./program.js";
import { printable } from "./report/escape.js";

/** The run could not be made: neither conformant nor not. */
const NOT_RUN = 2;

/**
 * Runs the command line and returns its exit code: 0 if the registry conforms, 1 if it does not, 2 if there was no run.
 * What went wrong is one line for `printError`.
 */
export async function runCommand(
  words: readonly string[],
  print: (text: string) => void,
  printError: (text: string) => void,
): Promise<number> {
  let code = 0;
  const program = createProgram(print, (exitCode) => (code = exitCode), printError);
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    // Commander has printed it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : NOT_RUN;
    const { message, cause } = error as Error;
    printError(`${printable(cause instanceof Error ? `${message}: ${cause.message}` : message)}\n`);
    return NOT_RUN;
  }
}
