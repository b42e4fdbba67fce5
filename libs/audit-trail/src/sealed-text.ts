import { createHash } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";

/**
 * Returns one line of text with its own SHA-256 at the end: the form of the small files beside the records of a trail.
 */
export function sealText(text: string): string {
  return `${text} ${createHash("sha256").update(text).digest("base64url")}\n`;
}

/** Returns the text of such a line, or undefined if it was changed. */
export function unsealText(line: string): string | undefined {
  const text = line.slice(0, Math.max(0, line.length - 45));
  return text !== "" && sealText(text) === line ? text : undefined;
}

/** Reads a sealed file. Returns `missing` if there is no file, and undefined if it was changed. */
export async function readSealed(file: string): Promise<string | "missing" | undefined> {
  try {
    return unsealText(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw error;
  }
}

/** Replaces the file atomically. The caller must be its only writer. */
export async function writeSealed(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, "w", 0o600);
  try {
    await handle.writeFile(sealText(text));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
