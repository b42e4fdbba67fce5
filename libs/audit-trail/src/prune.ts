import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor } from "./chain.js";
import { GENESIS, follow } from "./chain.js";
import { readCheckpoint } from "./checkpoint.js";
import { toLines } from "./read-records.js";
import { readSealed, writeSealed } from "./sealed-text.js";
import { TrailChangedError } from "./trail.js";
import { PRUNED, recordFiles } from "./trail-files.js";

/** The beginning of a trail after its first files were removed. */
export interface Pruned {
  /** The last removed record, which the first remaining one follows. */
  readonly anchor: Anchor;
  /** Records of writes up to this number may be among the removed ones. */
  readonly through: number;
}

export const NOT_PRUNED: Pruned = { anchor: GENESIS, through: 0 };

/** Reads the beginning of a trail. Returns undefined if its file was changed. */
export async function readPruned(directory: string): Promise<Pruned | undefined> {
  const text = await readSealed(join(directory, PRUNED));
  if (text === "missing") return NOT_PRUNED;
  const [, sequence, hash, through] = /^(\d{1,15}) ([\w-]{43}) (\d{1,15})$/.exec(text ?? "") ?? [];
  if (sequence === undefined || hash === undefined) return undefined;
  return { anchor: { sequence: Number(sequence), hash }, through: Number(through) };
}

export interface PruneOptions {
  /**
   * Returns true if the record may be removed. A file is removed if all of its records, and the files before it, may be
   * removed.
   */
  readonly isOld: (record: Readonly<Record<string, unknown>>) => boolean;
  /** Returns the number of the write that a record documents, if it documents one. */
  readonly writeOf: (record: Readonly<Record<string, unknown>>) => number | undefined;
  /** Sequence up to which records may be removed. */
  readonly upTo?: number;
  /** If true, nothing is removed. */
  readonly dryRun?: boolean;
}

export interface PruneResult {
  readonly files: number;
  readonly records: number;
  /** The new beginning of the trail. */
  readonly pruned: Pruned;
}

/**
 * Removes whole files from the beginning of a trail, in use or not, and keeps the anchor that the rest follows. The
 * removed records are verified first. The newest two files stay, and so do those that a start after a crash reads.
 * @throws TrailChangedError if a record was changed
 */
export async function pruneTrail(directory: string, options: PruneOptions): Promise<PruneResult> {
  const { isOld, writeOf, upTo = Infinity, dryRun = false } = options;
  const before = await readPruned(directory);
  if (before === undefined) throw changed(join(directory, PRUNED));
  const { position } = await readCheckpoint(directory);
  const files = await recordFiles(directory);
  // An interrupted prune may have left files before its anchor.
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

/** Returns the beginning of the trail without this file, or undefined if a record of the file must stay. */
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
