import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The layout of a trail on disk. A directory holds one trail for each process that ever wrote there concurrently
 * (`trail-1`, `trail-2`, ...). A trail is a series of files, each named by the sequence of its first record, and
 * `head`. The head states the end of the trail, so that records cannot be cut off unnoticed.
 */
export const HEAD = "head";
export const LOCK = "lock";
/** File with the identity of a trail (instance.ts). */
export const INSTANCE = "instance";
/** File that states up to which write of a store the trail has records (checkpoint.ts). */
export const CHECKPOINT = "checkpoint";
/** File that states the beginning of the trail after its first files were removed (prune.ts). */
export const PRUNED = "pruned";
/** The next record file, opened before it is needed. It is empty until it gets its final name. */
export const NEXT = "next";
/** The reserved disk space. The name must not change, because trails of earlier versions use it. */
export const RESERVE = "ballast";

export function trailDirectory(root: string, number: number): string {
  return join(root, `trail-${number}`);
}

export function toFileName(firstSequence: number): string {
  return `${String(firstSequence).padStart(15, "0")}.ndjson`;
}

/** Returns the record files of a trail, oldest first, each with the sequence in its name. */
export async function recordFiles(directory: string): Promise<{ readonly name: string; readonly first: number }[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{15}\.ndjson$/.test(name)).sort();
  return names.map((name) => ({ name, first: Number(name.slice(0, 15)) }));
}

/** Returns the numbers of the trails under `root`, ascending; none if there is no such directory. */
export async function trailNumbers(root: string): Promise<number[]> {
  let names: string[];
  try {
    names = await readdir(root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names
    .flatMap((name) => {
      const number = /^trail-([1-9]\d{0,5})$/.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    })
    .sort((a, b) => a - b);
}

/** Returns true if any trail under `root` has a record. */
export async function hasRecords(root: string): Promise<boolean> {
  for (const number of await trailNumbers(root)) {
    const directory = trailDirectory(root, number);
    for (const { name } of await recordFiles(directory)) {
      if ((await stat(join(directory, name))).size > 0) return true;
    }
  }
  return false;
}
