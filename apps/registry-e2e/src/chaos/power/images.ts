/** One write to the data file, or a flush, after which all earlier writes are on disk. */
export type Entry =
  | { readonly kind: "write"; readonly offset: number; readonly bytes: Buffer; readonly end: number }
  | { readonly kind: "flush"; readonly end: number };

const SECTOR = 512;

/** @returns the entries, each with its end offset in the journal, without an incomplete last one */
export function readJournal(journal: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < journal.length;) {
    if (journal[at] === 0x46) {
      at += 1;
      entries.push({ kind: "flush", end: at });
      continue;
    }
    if (at + 17 > journal.length) break;
    const offset = Number(journal.readBigUInt64LE(at + 1));
    const length = Number(journal.readBigUInt64LE(at + 9));
    const end = at + 17 + length;
    if (end > journal.length) break;
    entries.push({ kind: "write", offset, bytes: journal.subarray(at + 17, end), end });
    at = end;
  }
  return entries;
}

/**
 * Returns a possible state of the file if power is lost after `count` entries. Flushed writes are present. Each later write is present,
 * absent, or partly present by sectors.
 */
export function crashImage(entries: readonly Entry[], count: number, random: () => number): Buffer {
  const before = entries.slice(0, count);
  const flushed = before.findLastIndex(({ kind }) => kind === "flush");
  let size = 0;
  for (const entry of before) if (entry.kind === "write") size = Math.max(size, entry.offset + entry.bytes.length);
  const image = Buffer.alloc(size);
  for (const [n, entry] of before.entries()) {
    if (entry.kind === "flush") continue;
    const { offset, bytes } = entry;
    const fate = n < flushed ? 0 : random();
    if (fate < 0.4) bytes.copy(image, offset);
    else if (fate > 0.8)
      for (let at = 0; at < bytes.length; at += SECTOR)
        if (random() < 0.5) bytes.copy(image, offset + at, at, Math.min(at + SECTOR, bytes.length));
  }
  return image;
}
