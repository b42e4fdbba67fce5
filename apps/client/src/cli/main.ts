#!/usr/bin/env node
import { EXIT } from "./exit-codes.js";
import { createTerminal } from "./output/terminal.js";
import { reported, run } from "./run.js";

const terminal = createTerminal();

process.on("uncaughtException", (error) => {
  process.exitCode = reported(error, terminal);
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), terminal);
process.once("beforeExit", () => {
  const fault = terminal.outputFault();
  if (fault === undefined) return;
  terminal.say(
    `${terminal.err.red("✗")} The output is incomplete: standard output cannot be written: ${fault.message}`,
  );
  if (process.exitCode === EXIT.done || process.exitCode === undefined) process.exitCode = EXIT.unavailable;
});
