import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * How a trail lies on disk. A directory holds one trail for each process that ever wrote there at the same time (`trail-1`,
 * `trail-2`, ...). A trail is a series of files named by the sequence of their first record, and `head`, which states how far it
 * reaches, so that records cannot be cut off its end unseen.
 */
export const HEAD = "head";
export const LOCK = "lock";
/** The identity of a trail (instance.ts). */
export const INSTANCE = "instance";
/** Up to where the accounts of a store are in the trail (checkpoint.ts). */
export const CHECKPOINT = "checkpoint";
/** Where the trail begins, after its first files were removed (prune.ts). */
export const PRUNED = "pruned";
/** The next file of records, opened before it is needed and empty until it has its name. */
export const NEXT = "next";
/** The name must not change: trails written by earlier versions have it under this name. */
export const RESERVE = "ballast";

export function trailDirectory(root: string, number: number): string {
  return join(root, `trail-${number}`);
}

export function toFileName(firstSequence: number): string {
  return `${String(firstSequence).padStart(15, "0")}.ndjson`;
}

/** The record files of a trail, oldest first, each with the sequence its name promises. */
export async function recordFiles(directory: string): Promise<{ readonly name: string; readonly first: number }[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{15}\.ndjson$/.test(name)).sort();
  return names.map((name) => ({ name, first: Number(name.slice(0, 15)) }));
}

/** The numbers of the trails under `root`, ascending; none if there is no such directory. */
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

/** Has any trail under `root` a record? */
export async function hasRecords(root: string): Promise<boolean> {
  for (const number of await trailNumbers(root)) {
    const directory = trailDirectory(root, number);
    for (const { name } of await recordFiles(directory)) {
      if ((await stat(join(directory, name))).size > 0) return true;
    }
  }
  return false;
}
