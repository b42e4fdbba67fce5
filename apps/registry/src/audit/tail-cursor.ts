import { readFile, rename, writeFile } from "node:fs/promises";
import type { TailPosition } from "@appointment-registry/audit-trail";

/** Position up to which each trail was read, by the name of its folder. */
export type Cursor = Readonly<Record<string, TailPosition>>;

/** @throws Error if the file exists but is not a cursor */
export async function readCursor(file: string): Promise<Cursor> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  try {
    return JSON.parse(text) as Cursor;
  } catch {
    throw new Error(`${file} is not a cursor of "audit tail".`);
  }
}

/** Replaces the whole file. */
export async function writeCursor(file: string, cursor: Cursor): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(cursor)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
