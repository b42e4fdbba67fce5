#!/usr/bin/env node
import { CommanderError } from "commander";
import { CliError, EXIT } from "./exit-codes.js";
import { createTerminal } from "./output/terminal.js";
import { createProgram } from "./program.js";

const terminal = createTerminal();
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

try {
  const program = createProgram(terminal, (exitCode) => (process.exitCode = exitCode));
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else if (error instanceof CliError) {
    terminal.say(`${terminal.err.red("✗")} ${error.message}`);
    process.exitCode = error.exitCode;
  } else throw error;
}
