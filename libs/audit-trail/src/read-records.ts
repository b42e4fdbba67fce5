import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { TrailPosition } from "./checkpoint.js";
import { recordFiles } from "./trail-files.js";

/**
 * Yields the records of a trail from a position on, oldest first. If the position is not at the start of a line in its
 * file, yields all records of that file.
 */
export async function* readRecords(
  directory: string,
  { file, bytes }: TrailPosition,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for (const { name, first } of await recordFiles(directory)) {
    if (first < file) continue;
    const path = join(directory, name);
    const start = first === file ? await lineStart(path, bytes) : 0;
    for await (const { line, complete } of toLines(path, start)) {
      if (complete) yield JSON.parse(line.toString("utf8")) as Record<string, unknown>;
    }
  }
}

export async function lineStart(path: string, bytes: number): Promise<number> {
  if (bytes === 0 || bytes > (await stat(path)).size) return 0;
  for await (const chunk of createReadStream(path, { start: bytes - 1, end: bytes - 1 })) {
    if ((chunk as Buffer)[0] === 0x0a) return bytes;
  }
  return 0;
}

export async function* toLines(
  file: string,
  start = 0,
): AsyncGenerator<{ readonly line: Buffer; readonly complete: boolean }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, start })) {
    const block: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let feed = block.indexOf(0x0a); feed !== -1; feed = block.indexOf(0x0a, from)) {
      yield { line: block.subarray(from, feed), complete: true };
      from = feed + 1;
    }
    rest = block.subarray(from);
  }
  if (rest.length > 0) yield { line: rest, complete: false };
}
