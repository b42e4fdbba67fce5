import type { StoredVersion } from "../store.js";

/**
 * The transfer format, NDJSON. The first line names the format. One line per appointment follows, with its versions oldest first, in
 * ascending order of id. The last line contains the counts; a file without it was truncated.
 */
export const FORMAT = { format: "appointment-registry", version: 2 } as const;

/** Version 1 had no account, checksum and previousChecksum in its versions. */
const READ: readonly unknown[] = [1, FORMAT.version];

export type Line =
  | typeof FORMAT
  | { readonly appointment: string; readonly versions: readonly Omit<StoredVersion, "id">[] }
  | { readonly end: { readonly appointments: number; readonly versions: number } };

export function appointmentLine(newestFirst: readonly StoredVersion[]): string {
  const id = newestFirst[0]?.id ?? "";
  const versions = newestFirst.map(({ id: _, ...version }) => version).reverse();
  return JSON.stringify({ appointment: id, versions } satisfies Line) + "\n";
}

/** @throws Error for a line that does not belong to the format */
export function readLine(text: string, number: number): Line {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw new Error(`Line ${number} is not JSON.`);
  }
  if (typeof line === "object" && line !== null) {
    if ("appointment" in line && "versions" in line && Array.isArray(line.versions)) return line as Line;
    if ("end" in line) return line as Line;
    if ("format" in line && "version" in line && line.format === FORMAT.format) {
      if (READ.includes(line.version)) return FORMAT;
      throw new Error(`Format version ${String(line.version)} is not one this registry reads.`);
    }
  }
  throw new Error(`Line ${number} is not in the transfer format.`);
}
