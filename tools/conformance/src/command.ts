import { CommanderError } from "commander";
import { createProgram } from "./program.js";
import { printable } from "./report/escape.js";

/** The run was not possible, so that the registry's conformance is unknown. */
const NOT_RUN = 2;

/**
 * Runs the command line and returns its exit code: 0 if the registry conforms, 1 if it does not, 2 if no run was possible. `printError`
 * receives failures as one line.
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
    // Commander has already printed the error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : NOT_RUN;
    const { message, cause } = error as Error;
    printError(`${printable(cause instanceof Error ? `${message}: ${cause.message}` : message)}\n`);
    return NOT_RUN;
  }
}
