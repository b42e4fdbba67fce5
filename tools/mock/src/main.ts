#!/usr/bin/env node
import { CommanderError } from "commander";
import { createProgram } from "./program.js";

/** The arguments are wrong, or the mock cannot be started with them. */
const NOT_STARTED = 2;

try {
  await createProgram(
    (text) => process.stdout.write(text),
    (mock) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.close());
    },
  ).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : NOT_STARTED;
  else {
    console.error((error as Error).message);
    process.exitCode = NOT_STARTED;
  }
}
