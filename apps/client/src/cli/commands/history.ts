import type { Connection } from "../connection.js";
import { EXIT } from "../exit-codes.js";
import { requireId } from "../ids.js";
import { printFailure, printResource } from "../output/failure.js";
import type { OutputOptions } from "../output/failure.js";
import { table } from "../output/table.js";
import { openRegistry } from "../registry.js";
import type { Terminal } from "../output/terminal.js";

export async function history(
  id: string,
  output: OutputOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  requireId(id);
  const registry = openRegistry(connection);
  try {
    const result = await registry.history(id);
    if (result.status !== 200) return printFailure(`History of ${id}`, result, { output, terminal, connection });
    if (output.json === true || output.xml === true) printResource(result.bundle, output, terminal);
    else {
      const rows = result.versions.map(({ appointment, method, versionId }) => [
        versionId,
        appointment.meta?.lastUpdated ?? "",
        method === "POST" ? "registered" : "updated",
        appointment.status ?? "",
      ]);
      const heading = ["VERSION", "WHEN", "WHAT", "STATUS"].map((cell) => terminal.out.dim(cell));
      terminal.print(table([heading, ...rows]));
    }
    return EXIT.done;
  } finally {
    await registry.close();
  }
}
