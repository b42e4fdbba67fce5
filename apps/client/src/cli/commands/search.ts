import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import type { Connection } from "../connection.js";
import { CliError, EXIT } from "../exit-codes.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { table } from "../output/table.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

export interface SearchOptions extends OutputOptions {
  readonly nhsNumber: string;
}

export async function search(
  { nhsNumber, ...output }: SearchOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const digits = nhsNumber.replace(/[\s-]/g, "");
  if (!isValidNhsNumber(digits))
    throw new CliError("That is not an NHS number: ten digits, the last of which checks the others.");
  const registry = openRegistry(connection);
  try {
    const result = await registry.search(digits);
    if (result.status !== 200) return printFailure("Search", result, { output, terminal, connection });
    if (output.json === true || output.xml === true) printResource(result.bundle, output, terminal);
    else if (result.found.length === 0) terminal.print("The patient has no appointment that is still to come.");
    else {
      const rows = result.found.map(({ appointment, id }) => [
        id,
        appointment.status ?? "",
        appointment.start ?? "",
        appointment.identifier?.[0]?.value ?? "",
      ]);
      const heading = ["ID", "STATUS", "START", "PROVIDER'S APPOINTMENT"].map((cell) => terminal.out.dim(cell));
      terminal.print(table([heading, ...rows]));
    }
    return EXIT.done;
  } finally {
    await registry.close();
  }
}
