#!/usr/bin/env node
import { CommanderError } from "commander";
import { createProgram } from "./program.js";

/** The run could not be made: neither conformant nor not. */
const NOT_RUN = 2;

try {
  await createProgram(
    (text) => process.stdout.write(text),
    (code) => (process.exitCode = code),
  ).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : NOT_RUN);
  const { message, cause } = error as Error;
  console.error(cause instanceof Error ? `${message}: ${cause.message}` : message);
  process.exitCode = NOT_RUN;
}
