import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readSealed, writeSealed } from "./sealed-text.js";
import { TrailChangedError } from "./trail.js";
import { INSTANCE } from "./trail-files.js";

/**
 * The identity of a trail, made once: what is accounted for elsewhere names it. The caller holds the lock of the trail.
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
 * Undefined where the trail has none yet: one that was written before version 0.2.
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
