/** Accepted names of an id column, in lower case and reduced to letters and digits. */
const HEADINGS: ReadonlySet<string> = new Set([
  "id",
  "ids",
  "appointmentid",
  "appointmentids",
  "resourceid",
  "logicalid",
  "fhirid",
  "registryid",
]);

export const isHeading = (cell: string): boolean => HEADINGS.has(cell.toLowerCase().replace(/[^a-z0-9]/g, ""));

/**
 * Returns the index of the id column in a heading row, or -1 if there is none. A column headed `id` takes precedence.
 */
export function idColumn(row: readonly string[]): number {
  const plain = row.findIndex((cell) => cell.toLowerCase() === "id");
  return plain === -1 ? row.findIndex(isHeading) : plain;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

/**
 * Detects the delimiter of a CSV file from its first line: the one that isolates an id heading, or else the one that
 * yields the most columns.
 */
export function getDelimiter(firstLine: string): Delimiter {
  const judged = DELIMITERS.map((delimiter) => {
    const cells = toCells(firstLine, delimiter);
    return { delimiter, heading: cells.some(isHeading), columns: cells.length };
  });
  const [best] = judged.sort((a, b) => Number(b.heading) - Number(a.heading) || b.columns - a.columns);
  return best?.delimiter ?? ",";
}

/** Used only to detect the delimiter; csv-parse reads the file. */
function toCells(text: string, delimiter: Delimiter): string[] {
  const outside = text.replace(/"[^"]*"/g, (quoted) => quoted.replaceAll(delimiter, " "));
  return outside.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, "").trim());
}
