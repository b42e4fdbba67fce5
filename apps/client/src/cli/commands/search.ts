import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import type { Connection } from "../connection.js";
import { CliError, EXIT } from "../exit-codes.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { table } from "../output/table.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

const NOTHING_TO_COME = "The patient has no future appointment.";

export interface SearchOptions extends OutputOptions {
  readonly nhsNumber?: string;
  readonly providerUrl?: string;
}

export async function search(
  { nhsNumber, providerUrl, ...output }: SearchOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const digits = nhsNumber?.replace(/[\s-]/g, "");
  if (digits === undefined && !providerUrl) throw new CliError("Name the patient by --nhs-number, or --provider-url.");
  if (digits !== undefined && !isValidNhsNumber(digits))
    throw new CliError("This is not an NHS number: it must have ten digits with a correct check digit.");
  const registry = openRegistry(connection);
  try {
    const result = await registry.search({
      ...(digits === undefined ? {} : { nhsNumber: digits }),
      ...(providerUrl ? { providerUrl } : {}),
    });
    if (result.status !== 200) return printFailure("Search", result, { output, terminal, connection });
    if (output.json === true || output.xml === true) printResource(result.bundle, output, terminal);
    else if (result.found.length === 0) terminal.print(providerUrl ? "Nothing was found." : NOTHING_TO_COME);
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
