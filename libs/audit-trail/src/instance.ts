import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readSealed, writeSealed } from "./sealed-text.js";
import { TrailChangedError } from "./trail.js";
import { INSTANCE } from "./trail-files.js";

/**
 * Returns the identity of a trail, which is created once. Stores refer to it when they record what a trail accounts
 * for. The caller holds the lock of the trail.
 * @throws TrailChangedError if the file was changed
 */
export async function openInstance(directory: string): Promise<string> {
  const there = await readInstance(directory);
  if (there !== undefined) return there;
  const instance = randomUUID();
  await writeSealed(join(directory, INSTANCE), instance);
  return instance;
}

/**
 * Returns the identity of a trail, or undefined if it has none yet because a version before 0.2 wrote it.
 * @throws TrailChangedError if the file was changed
 */
export async function readInstance(directory: string): Promise<string | undefined> {
  const text = await readSealed(join(directory, INSTANCE));
  if (text === "missing") return undefined;
  if (text === undefined) {
    throw new TrailChangedError(
      `${join(directory, INSTANCE)} does not hold the identity of the trail, or was changed.`,
    );
  }
  return text;
}
