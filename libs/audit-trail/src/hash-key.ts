import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * File beside the trails with the key for keyed hashes. Writers of records use such hashes in place of values that must
 * not be readable.
 */
export const HASH_KEY = "hash.key";
const KEY_BYTES = 32;

/** The key file exists but contains no key, or was changed. */
export class HashKeyError extends Error {
  override readonly name: string = "HashKeyError";
}

/**
 * Returns the key in this directory, and creates it if there is none.
 * @throws HashKeyError
 */
export async function openHashKey(directory: string): Promise<Buffer> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeUnlessPresent(join(directory, HASH_KEY));
  return readHashKey(directory);
}

/**
 * Returns the key in this directory.
 * @throws HashKeyError, or the error of the file system if there is no key file
 */
export async function readHashKey(directory: string): Promise<Buffer> {
  const file = join(directory, HASH_KEY);
  const key = keyIn(await readFile(file, "utf8"));
  if (key === undefined) throw new HashKeyError(`The file holds no key, or was changed: ${file}`);
  return key;
}

/** Parses the text of a key file. Returns undefined if this module did not write the text. */
export function keyIn(text: string): Buffer | undefined {
  const [, hex, sum] = /^([0-9a-f]{64}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return hex !== undefined && sum === computeChecksum(hex) ? Buffer.from(hex, "hex") : undefined;
}

function computeChecksum(hex: string): string {
  return createHash("sha256").update(hex).digest("hex");
}

/** Writes a new key atomically. Two processes that start at once get the same key. */
async function writeUnlessPresent(file: string): Promise<void> {
  if (existsSync(file)) return;
  const hex = randomBytes(KEY_BYTES).toString("hex");
  const own = `${file}.${randomBytes(8).toString("hex")}`;
  await writeFile(own, `${hex} ${computeChecksum(hex)}\n`, { mode: 0o600, flush: true });
  try {
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await unlink(own);
  }
}
