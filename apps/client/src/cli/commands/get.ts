import type { Connection } from "../connection.js";
import { EXIT } from "../exit-codes.js";
import { requireId } from "../ids.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { resourceLines } from "../output/resource.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

export interface GetOptions extends OutputOptions {
  readonly version?: string;
}

export async function get(
  id: string,
  { version, ...output }: GetOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  requireId(id);
  if (version !== undefined) requireId(version);
  const registry = openRegistry(connection);
  try {
    const result = version === undefined ? await registry.read(id) : await registry.readVersion(id, version);
    if (result.status !== 200) return printFailure(`Get ${id}`, result, { output, terminal, connection });
    if (output.json === true || output.xml === true) printResource(result.appointment, output, terminal);
    else terminal.print(resourceLines(result.appointment));
    return EXIT.done;
  } finally {
    await registry.close();
  }
}
