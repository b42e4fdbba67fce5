import { readResource } from "@appointment-registry/fhir-appointment";
import type { RegisterResult } from "../../index.js";
import type { Connection } from "../connection.js";
import { CliError, EXIT } from "../exit-codes.js";
import { getFormat, readSource } from "../files.js";
import { untilInterrupted } from "../interruption.js";
import { changeLines } from "../output/changes.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { registeredLines } from "../output/registered.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

export interface RegisterCommandOptions extends OutputOptions {
  /** Default: true. */
  readonly once?: boolean;
}

export async function register(
  file: string,
  { once = true, ...output }: RegisterCommandOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const source = await readSource(file);
  const read = readResource(source, { format: getFormat(source), expectedType: "Appointment" });
  if (read.kind !== "resource") {
    terminal.say(`${terminal.err.red("✗")} ${file} is ${read.kind}; nothing was sent.`);
    terminal.sayIssues(read.issues, "  ");
    return EXIT.refused;
  }
  const appointment = read.resource;
  if (once && !hasIdentifier(appointment)) {
    const why = "it has no identifier with system and value, which the registry needs to recognise duplicates";
    throw new CliError(
      `${file}: ${why}; nothing was sent. Use --no-once to register it without that check.`,
      EXIT.refused,
    );
  }
  terminal.workWithoutReader();
  const registry = openRegistry(connection);
  try {
    const result = await untilInterrupted((signal) => registry.register(appointment, { once, signal }));
    if (result.status === 200 || result.status === 201) return printRegistered(file, result, output, terminal);
    return printFailure(`Register ${file}`, result, { output, terminal, connection });
  } finally {
    await registry.close();
  }
}

const hasIdentifier = ({ identifier }: fhir.Appointment): boolean =>
  identifier?.[0]?.system !== undefined && identifier[0].value !== undefined;

type Done = Extract<RegisterResult, { readonly status: 200 | 201 }>;

function printRegistered(file: string, result: Done, output: OutputOptions, terminal: Terminal): number {
  const { err } = terminal;
  const { appointment, id, changes } = result;
  printResource(appointment, output, terminal);
  if (result.status === 200 && appointment.status !== "booked") {
    const whose = result.recovered ? "perhaps registered by this command, " : "";
    terminal.say(
      `${err.red("✗")} Register ${file}: nothing was registered. The registry has entry ${id} of it, ${whose}now ${appointment.status}.`,
    );
    terminal.say(
      `  ${err.yellow("→")} A new booking needs its own identifier. To register this one anyway: --no-once.`,
    );
    return EXIT.foundCancelled;
  }
  // Elements that a registry adds (such as a narrative) do not make it another appointment.
  if (result.status === 200 && changes.some(({ kind }) => kind !== "added")) {
    terminal.say(
      `${err.red("✗")} Register ${file}: nothing was registered. The registry has entry ${id} of it, with other content:`,
    );
    terminal.say(changeLines(changes, err, "    "));
    terminal.say(`  ${err.yellow("→")} If the file is right, cancel entry ${id} and register with --no-once.`);
    return EXIT.foundDifferent;
  }
  const done = result.status === 201 || result.recovered ? "Registered" : "Already registered";
  if (output.json !== true && output.xml !== true) terminal.print(registeredLines(done, result, terminal.out));
  return EXIT.done;
}
