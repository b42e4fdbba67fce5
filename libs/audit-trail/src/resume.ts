import { open, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor } from "./chain.js";
import { GENESIS, claimedAnchor } from "./chain.js";
import { readTrailHead } from "./trail-head.js";
import type { TrailLog } from "./trail.js";
import { TrailChangedError } from "./trail.js";
import { recordFiles } from "./trail-files.js";

export interface ResumedTrail {
  readonly anchor: Anchor;
  /** The file to continue, identified by the sequence of its first record. Undefined if the trail is new. */
  readonly first: number | undefined;
  readonly bytes: number;
}

/**
 * Finds the end of a trail. A record that a crash left incomplete was never acknowledged and is cut off.
 * @throws TrailChangedError if the trail ends before the record that its head names
 */
export async function resumeTrail(directory: string, log: TrailLog): Promise<ResumedTrail> {
  const files = await recordFiles(directory);
  const head = await readTrailHead(directory);
  let anchor = GENESIS;
  let bytes = 0;
  for (const { name, first } of files.slice(-2)) {
    const end = await getEnd(join(directory, name));
    if (end.torn > 0) {
      await truncate(join(directory, name), end.bytes);
      log.warn("An unfinished record at the end of the audit trail was removed.", { subject: name, count: end.torn });
    }
    bytes = end.bytes;
    if (end.line === undefined) {
      if (first !== anchor.sequence + 1) throw changed(directory);
      continue;
    }
    const claimed = claimedAnchor(end.line);
    if (claimed === undefined) throw changed(directory);
    anchor = claimed;
  }
  // A crash may have occurred after the head was created and before it was written, but then there is no record yet.
  if (typeof head === "string" && anchor.sequence > 0) throw changed(directory);
  if (typeof head === "object") {
    if (head.sequence > anchor.sequence) throw changed(directory);
    if (head.sequence === anchor.sequence && head.hash !== anchor.hash) throw changed(directory);
  }
  return { anchor, first: files.at(-1)?.first, bytes };
}

function changed(directory: string): TrailChangedError {
  return new TrailChangedError(
    `The audit trail in ${directory} is not as the registry left it. Run "audit verify"; to begin a new trail, move the directory away.`,
  );
}

/** Returns the last complete line, the number of bytes up to its end, and the number of bytes after it. */
async function getEnd(file: string): Promise<{ line: Buffer | undefined; bytes: number; torn: number }> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    for (let window = Math.min(size, 64 * 1024); ; window = Math.min(size, window * 4)) {
      const tail = Buffer.alloc(window);
      await handle.read(tail, 0, window, size - window);
      const last = tail.lastIndexOf(0x0a);
      const before = last <= 0 ? -1 : tail.lastIndexOf(0x0a, last - 1);
      const whole = window === size;
      if (last === -1 && whole) return { line: undefined, bytes: 0, torn: size };
      if (last !== -1 && (before !== -1 || whole)) {
        return { line: tail.subarray(before + 1, last), bytes: size - window + last + 1, torn: window - last - 1 };
      }
    }
  } finally {
    await handle.close();
  }
}
