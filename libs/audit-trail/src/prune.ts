import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor } from "./chain.js";
import { GENESIS, follow } from "./chain.js";
import { readCheckpoint } from "./checkpoint.js";
import { toLines } from "./read-records.js";
import { readSealed, writeSealed } from "./sealed-text.js";
import { TrailChangedError } from "./trail.js";
import { PRUNED, recordFiles } from "./trail-files.js";

/** Where a trail begins after its first files were removed. */
export interface Pruned {
  /** The last record that was removed: what the first one that is left follows. */
  readonly anchor: Anchor;
  /** Records of writes up to this number may be among those that were removed. */
  readonly through: number;
}

export const NOT_PRUNED: Pruned = { anchor: GENESIS, through: 0 };

/** Undefined where the file is not as it was written. */
export async function readPruned(directory: string): Promise<Pruned | undefined> {
  const text = await readSealed(join(directory, PRUNED));
  if (text === "missing") return NOT_PRUNED;
  const [, sequence, hash, through] = /^(\d{1,15}) ([\w-]{43}) (\d{1,15})$/.exec(text ?? "") ?? [];
  if (sequence === undefined || hash === undefined) return undefined;
  return { anchor: { sequence: Number(sequence), hash }, through: Number(through) };
}

export interface PruneOptions {
  /** May the record be removed? A file is removed where all of its records may, and those of the files before it. */
  readonly isOld: (record: Readonly<Record<string, unknown>>) => boolean;
  /** The number of the write that a record is of, if it is of one. */
  readonly writeOf: (record: Readonly<Record<string, unknown>>) => number | undefined;
  /** Sequence up to which records may be removed. */
  readonly upTo?: number;
  /** Nothing is removed. */
  readonly dryRun?: boolean;
}

export interface PruneResult {
  readonly files: number;
  readonly records: number;
  /** Where the trail begins now. */
  readonly pruned: Pruned;
}

/**
 * Removes whole files from the beginning of a trail, in use or not, and keeps the anchor that the rest follows. What is removed is verified
 * first. The newest two files stay, and those that a start after a crash reads.
 * @throws TrailChangedError if a record was changed
 */
export async function pruneTrail(directory: string, options: PruneOptions): Promise<PruneResult> {
  const { isOld, writeOf, upTo = Infinity, dryRun = false } = options;
  const before = await readPruned(directory);
  if (before === undefined) throw changed(join(directory, PRUNED));
  const { position } = await readCheckpoint(directory);
  const files = await recordFiles(directory);
  // A prune that was interrupted has left files that its anchor has passed.
  const left = files.filter(({ first }) => first > before.anchor.sequence);
  const removed = files.filter(({ first }) => first <= before.anchor.sequence).map(({ name }) => name);
  let pruned = before;
  for (const { name, first } of left.slice(0, -2)) {
    if (first >= position.file) break;
    const next = await passed(join(directory, name), pruned, isOld, writeOf);
    if (next === undefined || next.anchor.sequence > upTo) break;
    pruned = next;
    removed.push(name);
  }
  const records = pruned.anchor.sequence - before.anchor.sequence;
  if (dryRun || removed.length === 0) return { files: removed.length, records, pruned };
  const { anchor, through } = pruned;
  if (pruned !== before) await writeSealed(join(directory, PRUNED), `${anchor.sequence} ${anchor.hash} ${through}`);
  for (const name of removed) await rm(join(directory, name));
  return { files: removed.length, records, pruned };
}

/** Where the trail would begin without the file; undefined if a record of it stays. */
async function passed(
  file: string,
  { anchor, through }: Pruned,
  isOld: PruneOptions["isOld"],
  writeOf: PruneOptions["writeOf"],
): Promise<Pruned | undefined> {
  for await (const { line } of toLines(file)) {
    const next = follow(anchor, line);
    if (next === undefined) throw changed(file);
    const record = JSON.parse(line.toString("utf8")) as Record<string, unknown>;
    if (!isOld(record)) return undefined;
    anchor = next;
    through = Math.max(through, writeOf(record) ?? 0);
  }
  return { anchor, through };
}

function changed(file: string): TrailChangedError {
  return new TrailChangedError(`${file} was changed: nothing was removed. Run "audit verify".`);
}
