#!/usr/bin/env node
import { CommanderError } from "commander";
import { CliError, EXIT } from "./exit-codes.js";
import { createTerminal } from "./output/terminal.js";
import { createProgram } from "./program.js";

const terminal = createTerminal();

function fail(error: unknown): void {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else if (error instanceof CliError) {
    terminal.say(`${terminal.err.red("✗")} ${error.message}`);
    process.exitCode = error.exitCode;
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.say([`${terminal.err.red("✗")} This is a fault of this program. Please report it:`, ...stack.split("\n")]);
    process.exitCode = EXIT.internal;
  }
}

process.on("uncaughtException", (error) => {
  fail(error);
  process.exit();
});

try {
  const program = createProgram(terminal, (exitCode) => (process.exitCode = exitCode));
  await program.parseAsync();
} catch (error) {
  fail(error);
}
process.once("beforeExit", () => {
  const fault = terminal.outputFault();
  if (fault === undefined) return;
  terminal.say(
    `${terminal.err.red("✗")} The output is incomplete, standard output cannot be written: ${fault.message}`,
  );
  if (process.exitCode === EXIT.done || process.exitCode === undefined) process.exitCode = EXIT.unavailable;
});
