import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { RESERVE } from "./trail-files.js";

/** Enough for the records of every write that can be in progress when the disk fills up. */
export const RESERVE_BYTES = 4 * 1024 * 1024;

/**
 * Reserved disk space. It is released when the disk is full, so that writes which the store has already made can still
 * be recorded. No further write is admitted until the space is reserved again.
 */
export class ReservedSpace {
  readonly #file: string;
  held = false;

  constructor(
    directory: string,
    readonly bytes = RESERVE_BYTES,
  ) {
    this.#file = join(directory, RESERVE);
  }

  /** Reserves the space. Rejects if there is not enough. */
  async take(): Promise<void> {
    const handle = await open(this.#file, "w", 0o600);
    try {
      const chunk = Buffer.alloc(64 * 1024);
      for (let at = 0; at < this.bytes;) {
        const { bytesWritten } = await handle.write(chunk, 0, Math.min(chunk.length, this.bytes - at), at);
        at += bytesWritten;
      }
      await handle.datasync();
      this.held = true;
    } catch (error) {
      await handle.truncate(0).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  }

  async giveUp(): Promise<void> {
    this.held = false;
    await rm(this.#file, { force: true });
  }
}

/** Returns true if the file is what `ReservedSpace` writes: only zeros. */
export async function isReservedSpace(file: string): Promise<boolean> {
  return (await readFile(file)).every((byte) => byte === 0);
}
