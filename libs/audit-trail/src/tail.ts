import { join } from "node:path";
import { claimedAnchor } from "./chain.js";
import { readTrailHead } from "./trail-head.js";
import { toLines, lineStart } from "./read-records.js";
import { recordFiles } from "./trail-files.js";

/** A reader's progress in a trail. */
export interface TailPosition {
  /** Sequence of the last record that was read. */
  readonly sequence: number;
  /** The file, identified by the sequence of its first record. `bytes` is the offset in it after the last record. */
  readonly file: number;
  readonly bytes: number;
}

export const TAIL_START: TailPosition = { sequence: 0, file: 0, bytes: 0 };

export interface TailLine {
  /** The line as it is in the file, without its line feed. */
  readonly line: string;
  readonly sequence: number;
  /** The position after this line. */
  readonly position: TailPosition;
}

/** Yields the records after a position, as far as they are on disk. None of them is ever undone. */
export async function* tailTrail(directory: string, from: TailPosition): AsyncGenerator<TailLine> {
  const head = await readTrailHead(directory);
  if (typeof head !== "object" || head.sequence <= from.sequence) return;
  for (const { name, first } of await recordFiles(directory)) {
    if (first < from.file) continue;
    const path = join(directory, name);
    let bytes = first === from.file ? await lineStart(path, from.bytes) : 0;
    for await (const { line, complete } of toLines(path, bytes)) {
      if (!complete) return;
      bytes += line.length + 1;
      const sequence = claimedAnchor(line)?.sequence;
      if (sequence === undefined || sequence > head.sequence) return;
      if (sequence <= from.sequence) continue;
      yield { line: line.toString("utf8"), sequence, position: { sequence, file: first, bytes } };
    }
  }
}
