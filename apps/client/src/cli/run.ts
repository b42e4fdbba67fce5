import { CommanderError } from "commander";
import { CliError, EXIT } from "./exit-codes.js";
import type { Terminal } from "./output/terminal.js";
import { createProgram } from "./program.js";

/** Runs the command line with the arguments after its name. @returns the exit code */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  try {
    await createProgram(terminal, (exitCode) => (code = exitCode)).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return reported(error, terminal);
  }
}

/** Prints an error. @returns its exit code */
export function reported(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CliError) {
    terminal.say(`${terminal.err.red("✗")} ${error.message}`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.say([`${terminal.err.red("✗")} This is a bug in this program. Please report it:`, ...stack.split("\n")]);
  return EXIT.internal;
}
