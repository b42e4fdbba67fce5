import { readResource } from "@appointment-registry/fhir-appointment";
import { createRegistryClient } from "../../client.js";
import type { ClientOptions } from "../../options.js";
import { EXIT } from "../exit-codes.js";
import { formatOf, readSource } from "../files.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { registeredLines } from "../output/registered.js";
import type { Terminal } from "../output/terminal.js";

export interface RegisterCommandOptions extends OutputOptions {
  readonly once?: boolean;
}

export async function register(
  file: string,
  { once = false, ...output }: RegisterCommandOptions,
  client: ClientOptions,
  terminal: Terminal,
): Promise<number> {
  const source = await readSource(file);
  const read = readResource(source, { format: formatOf(source), expectedType: "Appointment" });
  if (read.kind !== "resource") {
    terminal.say(`${terminal.err.red("✗")} ${file} is ${read.kind}; nothing was sent.`);
    terminal.sayIssues(read.issues, "  ");
    return EXIT.refused;
  }
  const registry = createRegistryClient(client);
  try {
    const result = await registry.register(read.resource, { once });
    if (result.status !== 201 && result.status !== 200)
      return printFailure(`Register ${file}`, result, output, terminal);
    const done = result.status === 201 || result.recovered ? "Registered" : "Was registered already";
    if (output.json !== true && output.xml !== true) terminal.print(registeredLines(done, result, terminal.out));
    printResource(result.appointment, output, terminal);
    return EXIT.done;
  } finally {
    await registry.close();
  }
}
