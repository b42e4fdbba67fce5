import type { FileHandle } from "node:fs/promises";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sealText, unsealText } from "./sealed-text.js";
import { CHECKPOINT } from "./trail-files.js";

/** A position in a trail: the file, identified by the sequence of its first record, and the byte offset in it. */
export interface TrailPosition {
  readonly file: number;
  readonly bytes: number;
}

/**
 * The trail has durable records of every write numbered `through` or lower. Records of higher numbers are at `position`
 * or after it. A checkpoint may only lag behind the trail, so it is not flushed: a reader of an old one merely reads
 * more.
 */
export interface Checkpoint {
  readonly through: number;
  readonly position: TrailPosition;
}

/** The beginning of a trail, used in place of a missing or damaged checkpoint. */
export const BEGINNING: Checkpoint = { through: 0, position: { file: 1, bytes: 0 } };

export async function readCheckpoint(directory: string): Promise<Checkpoint> {
  const text = await readFile(join(directory, CHECKPOINT), "utf8").catch(() => "");
  const [, through, file, bytes] = /^(\d{15}) (\d{15}) (\d{15})$/.exec(unsealText(text) ?? "") ?? [];
  return through === undefined
    ? BEGINNING
    : { through: Number(through), position: { file: Number(file), bytes: Number(bytes) } };
}

export function openCheckpoint(directory: string): Promise<FileHandle> {
  return open(join(directory, CHECKPOINT), "a+", 0o600).then(async (made) => {
    await made.close();
    return open(join(directory, CHECKPOINT), "r+");
  });
}

/** Overwrites the checkpoint in place. Its length is fixed. */
export async function writeCheckpoint(handle: FileHandle, { through, position }: Checkpoint): Promise<void> {
  const text = [through, position.file, position.bytes].map((each) => String(each).padStart(15, "0")).join(" ");
  await handle.write(sealText(text), 0);
}
