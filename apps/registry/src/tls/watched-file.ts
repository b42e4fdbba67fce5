import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { setImmediate as yieldToOthers } from "node:timers/promises";

/** A file that changed this recently may change again without a later time stamp. */
const RACY_MILLISECONDS = 2000;
const SLICE_BYTES = 1024 * 1024;

/** A file that is checked repeatedly. While it does not change, a check costs one `stat`. */
export class WatchedFile {
  /** Inode, size and times of the content read last; absent if it must be read again regardless. */
  #stamp: string | undefined;
  #digest: string | undefined;

  constructor(readonly path: string) {}

  /**
   * Returns the contents, or undefined if they have not changed since the last read.
   * @throws the error of the file system
   */
  async readIfChanged(): Promise<Buffer | undefined> {
    const before = await getStamp(this.path);
    if (before.text === this.#stamp) return undefined;
    const contents = await readFile(this.path);
    // A file that is modified during the read, or was a moment ago, is read again at the next check.
    const after = await getStamp(this.path);
    const settled = after.text === before.text && Math.abs(Date.now() - after.changed) > RACY_MILLISECONDS;
    this.#stamp = settled ? after.text : undefined;
    const digest = await computeDigest(contents);
    if (digest === this.#digest) return undefined;
    this.#digest = digest;
    return contents;
  }

  /** Makes the next check read the file unconditionally. */
  forget(): void {
    this.#stamp = this.#digest = undefined;
  }
}

async function getStamp(path: string): Promise<{ readonly text: string; readonly changed: number }> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return { text: [dev, ino, size, mtimeNs, ctimeNs].join(" "), changed: Number(ctimeNs / 1_000_000n) };
}

async function computeDigest(contents: Buffer): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < contents.length; at += SLICE_BYTES) {
    if (at > 0) await yieldToOthers();
    hash.update(contents.subarray(at, at + SLICE_BYTES));
  }
  return hash.digest("base64");
}
