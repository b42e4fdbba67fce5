import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { Info } from "csv-parse";
import { CliError } from "../exit-codes.js";
import { STANDARD_INPUT, getReason, userPath } from "../files.js";
import { ID_GRAMMAR, isId } from "../ids.js";
import { visible } from "../output/visible.js";
import { DELIMITER_NAMES, getDelimiter, idColumn } from "./csv.js";

export interface IdList {
  /** In file order, without duplicates. */
  readonly ids: readonly string[];
  /** Describes the source column to the user. */
  readonly column: string;
  /** Number of lines whose cell in that column is empty. */
  readonly without: number;
}

/** Longer records result from an unclosed quote. */
const MAXIMUM_RECORD_CHARACTERS = 1_000_000;

/**
 * Reads the ids from a CSV file (RFC 4180; semicolons, tabs and vertical bars are accepted too). The ids are in the
 * column headed `id` or `appointment id`, or in the first column if there is no such heading. Empty cells and repeated
 * ids are skipped. Throws `CliError` if the file cannot be read, is not CSV, or has a cell that cannot be an id.
 */
export async function readIds(file: string): Promise<IdList> {
  const name = file === STANDARD_INPUT ? "Standard input" : file;
  try {
    return await idsIn(name, file === STANDARD_INPUT ? process.stdin : createReadStream(userPath(file)));
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = error instanceof CsvError ? csvReason(error) : getReason(error);
    throw new CliError(`${name}: ${reason}. Nothing was sent.`);
  }
}

async function idsIn(name: string, input: NodeJS.ReadableStream): Promise<IdList> {
  const texts = decoded(input);
  const start = await upToFirstLine(texts);
  const delimiter = getDelimiter(getFirstLine(start));
  const rows = Readable.from(joined(start, texts)).pipe(
    parse({
      delimiter,
      // Concatenated files can have mixed line ends.
      record_delimiter: ["\r\n", "\n", "\r"],
      // Trimming would treat leading tabs as blanks.
      trim: delimiter !== "\t",
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAXIMUM_RECORD_CHARACTERS,
      info: true,
    }),
  );
  const seen = new Set<string>();
  const faults = { count: 0, first: "" };
  let column: { index: number; name: string } | undefined;
  let lines = 0;
  let without = 0;
  for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: Info }>) {
    if (column === undefined) {
      const index = idColumn(record);
      const columns = record.length === 1 ? "" : ` of ${record.length}, separated by ${DELIMITER_NAMES[delimiter]}`;
      column = { index: Math.max(index, 0), name: index === -1 ? "first column" : `column "${record[index]}"` };
      column.name += columns;
      if (index !== -1) continue;
    }
    lines += 1;
    const id = (record[column.index] ?? "").trim();
    if (id === "") without += 1;
    else if (isId(id)) seen.add(id);
    else if ((faults.count += 1) === 1) faults.first = `line ${info.lines}, ${column.name}: ${shown(id)}`;
  }
  if (faults.count > 0) {
    const others = faults.count === 1 ? "" : ` The same holds for ${faults.count - 1} more of ${lines} lines.`;
    throw new CliError(`${name}, ${faults.first} is not an id (${ID_GRAMMAR}).${others} Nothing was sent.`);
  }
  return { ids: [...seen], column: column?.name ?? "first column", without };
}

function shown(cell: string): string {
  const text = visible(cell.slice(0, 100));
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
}

/** Decodes UTF-16 if a byte order mark says so, and UTF-8 otherwise. Drops the mark. */
async function* decoded(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const chunks = (input as AsyncIterable<Buffer> & NodeJS.ReadableStream)[Symbol.asyncIterator]();
  const { value: first } = (await chunks.next()) as IteratorResult<Buffer, undefined>;
  if (first === undefined) return;
  const mark = first.toString("hex", 0, 2);
  const decoder = new TextDecoder(mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8");
  yield decoder.decode(first, { stream: true });
  for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const ENOUGH_CHARACTERS = 65_536;

async function upToFirstLine(texts: AsyncGenerator<string>): Promise<string> {
  let text = "";
  while (!/[\r\n]/.test(text.trimStart()) && text.length < ENOUGH_CHARACTERS) {
    const next = await texts.next();
    if (next.done === true) break;
    text += next.value;
  }
  return text;
}

const getFirstLine = (text: string): string => text.split(/[\r\n]/).find((line) => line.trim() !== "") ?? "";

async function* joined(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (start !== "") yield start;
  yield* rest;
}

function csvReason({ code, lines }: CsvError & { readonly lines?: number }): string {
  const where = lines === undefined ? "" : ` (line ${lines})`;
  return code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE"
    ? `a quote is not closed, or this is not CSV${where}`
    : `this is not CSV${where}`;
}
