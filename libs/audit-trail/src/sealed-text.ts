import { createHash } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";

/** One line of text with its own SHA-256 at the end: the form of the small files beside the records of a trail. */
export function sealText(text: string): string {
  return `${text} ${createHash("sha256").update(text).digest("base64url")}\n`;
}

/** The text of such a line; undefined if it is not as it was written. */
export function unsealText(line: string): string | undefined {
  const text = line.slice(0, Math.max(0, line.length - 45));
  return text !== "" && sealText(text) === line ? text : undefined;
}

/** `missing` if there is no file, undefined if it is not as it was written. */
export async function readSealed(file: string): Promise<string | "missing" | undefined> {
  try {
    return unsealText(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw error;
  }
}

/** Replaces the file whole; the caller is its only writer. */
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
