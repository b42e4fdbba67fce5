import { readFile, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Anchor } from "./chain.js";
import { follow } from "./chain.js";
import { HASH_KEY, keyIn } from "./hash-key.js";
import { readTrailHead } from "./trail-head.js";
import { isLock } from "./lock.js";
import { NOT_PRUNED, readPruned } from "./prune.js";
import type { Pruned } from "./prune.js";
import { toLines } from "./read-records.js";
import { isReservedSpace } from "./reserved-space.js";
import { readSealed } from "./sealed-text.js";
import {
  CHECKPOINT,
  HEAD,
  INSTANCE,
  LOCK,
  NEXT,
  PRUNED,
  RESERVE,
  recordFiles,
  trailDirectory,
  trailNumbers,
} from "./trail-files.js";

export interface TrailsVerdict {
  readonly trails: readonly TrailVerdict[];
  readonly faults: readonly TrailFault[];
}

export interface TrailVerdict {
  readonly directory: string;
  readonly files: number;
  /** The beginning of the chain, after pruned records. */
  readonly pruned: Pruned;
  /** The end of the intact part of the chain. */
  readonly end: Anchor;
  /** Those of the given anchors that the chain passes through. */
  readonly passed: readonly Anchor[];
}

export interface TrailFault {
  readonly file: string;
  /** From 1; absent if the fault is not in a line. */
  readonly line?: number;
  readonly message: string;
}

/**
 * Reads every record under `root` and proves that none was changed, moved, added or removed. `anchors` are ends of the
 * trail that were kept elsewhere. With one of them, verification also detects an end that was cut off together with a
 * rewritten head.
 */
export async function verifyTrails(root: string, anchors: readonly Anchor[] = []): Promise<TrailsVerdict> {
  const faults: TrailFault[] = [];
  const trails: TrailVerdict[] = [];
  const numbers = await trailNumbers(root);
  if (numbers.length === 0) faults.push({ file: root, message: "There is no audit trail here." });
  for (const name of await readdir(root).catch(() => [])) {
    if (/^trail-[1-9]\d*$/.test(name)) continue;
    const file = join(root, name);
    const isKey = name === HASH_KEY && keyIn(await readFile(file, "utf8").catch(() => "")) !== undefined;
    if (!isKey) faults.push({ file, message: "This is no part of an audit trail, or was changed." });
  }
  for (let number = 1; number <= (numbers.at(-1) ?? 0); number++) {
    const directory = trailDirectory(root, number);
    if (!numbers.includes(number)) faults.push({ file: directory, message: "This trail is missing." });
    else trails.push(await verifyTrail(directory, anchors, faults));
  }
  for (const anchor of anchors) {
    if (trails.some(({ passed }) => passed.includes(anchor))) continue;
    const isPruned = trails.some(({ pruned }) => anchor.sequence < pruned.anchor.sequence);
    const hint = isPruned ? " Records of that number were pruned: use an anchor that the prune printed." : "";
    faults.push({ file: root, message: `No trail passes through ${anchor.sequence}:${anchor.hash}.${hint}` });
  }
  return { trails, faults };
}

async function verifyTrail(directory: string, anchors: readonly Anchor[], faults: TrailFault[]): Promise<TrailVerdict> {
  // Read the head before the records: while the registry writes, the records may reach further than the head, but never
  // the other way round.
  const head = await readTrailHead(directory);
  const pruned = (await readPruned(directory)) ?? NOT_PRUNED;
  // Files left by an interrupted prune are before the anchor.
  const files = (await recordFiles(directory)).filter(({ first }) => first > pruned.anchor.sequence);
  await verifyOtherFiles(directory, faults);
  let end = pruned.anchor;
  const isAtEnd = ({ sequence, hash }: Anchor) => sequence === end.sequence && hash === end.hash;
  const passed: Anchor[] = anchors.filter(isAtEnd);
  let torn: TrailFault | undefined;
  let headMet = typeof head === "object" && isAtEnd(head);
  for (const [index, { name, first }] of files.entries()) {
    const file = join(directory, name);
    if (torn !== undefined) faults.push(torn);
    torn = undefined;
    if (first !== end.sequence + 1) {
      faults.push({ file, message: `Records ${end.sequence + 1} to ${first - 1} are missing before this file.` });
      break;
    }
    let number = 0;
    let broken = false;
    for await (const { line, complete } of toLines(file)) {
      number++;
      if (!complete) {
        torn = { file, line: number, message: "The last record is not complete." };
        break;
      }
      const next = follow(end, line);
      if (next === undefined) {
        faults.push({ file, line: number, message: "This record was changed, or one before it was removed or added." });
        broken = true;
        break;
      }
      end = next;
      if (typeof head === "object" && isAtEnd(head)) headMet = true;
      passed.push(...anchors.filter(isAtEnd));
    }
    if (broken) break;
    if (number === 0 && index < files.length - 1) faults.push({ file, message: "The file is empty." });
  }
  if (head === "broken") faults.push({ file: join(directory, HEAD), message: "The head is not as it was written." });
  else if (head === "missing") faults.push({ file: join(directory, HEAD), message: "The head is missing." });
  else if (!headMet) {
    faults.push({
      file: join(directory, HEAD),
      message: `The head names record ${head.sequence}, which is not there or is another.`,
    });
  } else if (torn !== undefined && !(await isLive(directory))) {
    // A record that is being written, or that a crash left incomplete, is beyond the head. Without a lock there was
    // neither.
    faults.push(torn);
  }
  return { directory, files: files.length, pruned, end, passed };
}

/**
 * Checks that the files beside head and records are unchanged. A file that has disappeared in the meantime counts as
 * unchanged.
 */
const OTHER_FILES: Readonly<Record<string, (file: string) => boolean | Promise<boolean>>> = {
  [LOCK]: async (file) => isLock(await readFile(file, "utf8").catch(() => "")),
  [RESERVE]: (file) => isReservedSpace(file).catch(() => true),
  [PRUNED]: async (file) => (await readPruned(dirname(file))) !== undefined,
  [INSTANCE]: async (file) => (await readSealed(file)) !== undefined,
  // The checkpoint is overwritten in place while the trail is in use, and ignored if it is damaged. It is empty before
  // its first use.
  [CHECKPOINT]: async (file) =>
    (await stat(file).catch(() => undefined))?.size === 0 || (await readSealed(file)) !== undefined,
  [NEXT]: async (file) => ((await stat(file).catch(() => undefined))?.size ?? 0) === 0,
};

async function verifyOtherFiles(directory: string, faults: TrailFault[]): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = join(directory, name);
    if (name === HEAD || /^\d{15}\.ndjson$/.test(name)) continue;
    const known = await (OTHER_FILES[name] ?? (() => /^lock\.[0-9a-z.-]+$/.test(name)))(file);
    if (!known) faults.push({ file, message: "This file is no part of an audit trail, or was changed." });
  }
}

async function isLive(directory: string): Promise<boolean> {
  return stat(join(directory, LOCK)).then(
    () => true,
    () => false,
  );
}
