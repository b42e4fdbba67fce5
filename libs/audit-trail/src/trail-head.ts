import type { FileHandle } from "node:fs/promises";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor } from "./chain.js";
import { HEAD } from "./trail-files.js";

/** The file that records the end of a trail. It is overwritten in place, only after the records are on disk. */
export class TrailHead {
  readonly #handle: FileHandle;
  #frozen = false;
  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens the head of a trail that ends at `anchor`. A new head records that anchor at once. */
  static async open(directory: string, anchor: Anchor): Promise<TrailHead> {
    // "a" creates the file but would always write at its end; "r+" requires the file to exist.
    await (await open(join(directory, HEAD), "a", 0o600)).close();
    const head = new TrailHead(await open(join(directory, HEAD), "r+"));
    await head.write(anchor);
    await head.#handle.datasync();
    return head;
  }

  /** Ignores all further writes. */
  freeze(): void {
    this.#frozen = true;
  }

  async write(anchor: Anchor): Promise<void> {
    if (this.#frozen) return;
    await this.#handle.write(headText(anchor), 0);
  }

  async close(): Promise<void> {
    try {
      if (!this.#frozen) await this.#handle.datasync();
    } finally {
      await this.#handle.close();
    }
  }
}

/** Reads the head. Returns `missing` if there is no file, and `broken` if it was changed. */
export async function readTrailHead(directory: string): Promise<Anchor | "missing" | "broken"> {
  let text: string;
  try {
    text = await readFile(join(directory, HEAD), "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw error;
  }
  const [, sequence, hash] = /^(\d{15}) ([A-Za-z0-9_-]{43})\n$/.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? "broken" : { sequence: Number(sequence), hash };
}

function headText({ sequence, hash }: Anchor): string {
  return `${String(sequence).padStart(15, "0")} ${hash}\n`;
}
