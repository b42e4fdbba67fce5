import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { CliError } from "../exit-codes.js";
import { STANDARD_INPUT, userPath } from "../files.js";

/**
 * The ids in a CSV file (RFC 4180): the column headed `id`, or the first one where no heading says so. Empty lines and ids that
 * came before are passed over. Throws `CliError` where the file cannot be read.
 */
export async function* idsIn(file: string): AsyncGenerator<string> {
  const input = file === STANDARD_INPUT ? process.stdin : createReadStream(userPath(file));
  const rows = input.pipe(parse({ bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }));
  input.on("error", (error: Error) => rows.destroy(error));
  const seen = new Set<string>();
  let column: number | undefined;
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      if (column === undefined) {
        const heading = row.findIndex((cell) => cell.toLowerCase() === "id");
        column = Math.max(heading, 0);
        if (heading !== -1) continue;
      }
      const id = row[column] ?? "";
      if (id === "" || seen.has(id)) continue;
      seen.add(id);
      yield id;
    }
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`);
  }
}
