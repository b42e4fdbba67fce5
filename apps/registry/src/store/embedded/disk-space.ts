import { constants, fstatSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RootDatabase } from "lmdb";
import { WritesRefusedError } from "../store.js";

/** The file of an LMDB folder that holds the data. */
export const DATA_FILE = "data.mdb";

/** Bytes that one write may add at the end of the file, beyond twice its body: copies of the pages on its way, in eight trees. */
const BYTES_OF_WRITE = 64 * 1024;
const LEAST_RESERVE = 256 * 1024;
const MOST_RESERVE = 16 * 1024 * 1024;
/** Milliseconds for which a measurement counts: another process may use the reserve too. */
const MEASURED_FOR = 50;
/** Milliseconds after which what could not be done is tried again. */
const TRY_EVERY = 250;
/** Milliseconds for which no write is begun after one that failed within LMDB. */
const FAILED_FOR = 1_000;

/**
 * Disk space for the embedded store, allocated before it is needed. LMDB writes at the end of its file; here the file is made longer than
 * that first, by appending zeros, so that a full disk (ENOSPC, EDQUOT, EFBIG) or a failing one is met by these writes and not by LMDB, whose path
 * for a write that fails overflows a buffer (lmdb 3.5.6, decision 0052). Appending never touches what is there, also beside other processes.
 */
export class DiskSpace {
  /** Bytes that writes under way may still need. */
  #underWay = 0;
  /** Bytes that may be promised until the next measurement. */
  #budget = 0;
  #measured = -Infinity;
  #refusedUntil = -Infinity;
  #reason: unknown;
  #extending: Promise<void> | undefined;
  #misplaced: unknown;
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly directory: string,
    private readonly root: RootDatabase,
    private readonly handle: FileHandle,
  ) {
    this.#timer = setInterval(() => void this.#checkPlace(), TRY_EVERY).unref();
  }

  static async open(directory: string, root: RootDatabase): Promise<DiskSpace> {
    // Not "a": that would create a file where LMDB has another name for it.
    const flags = constants.O_WRONLY | constants.O_APPEND;
    return new DiskSpace(directory, root, await open(join(directory, DATA_FILE), flags));
  }

  /**
   * Resolves where a write can be finished; what it resolves to is called when the write has ended.
   * @param size characters of the body
   * @throws WritesRefusedError before anything was begun
   */
  async admit(size: number): Promise<() => void> {
    const need = BYTES_OF_WRITE + 2 * size;
    if (this.#misplaced !== undefined) throw this.#refusal(this.#misplaced);
    if (performance.now() < this.#refusedUntil) throw this.#refusal(this.#reason);
    if (this.#budget < need || performance.now() - this.#measured > MEASURED_FOR) this.#measure();
    while (this.#budget < need) {
      await (this.#extending ??= this.#extend(need).finally(() => (this.#extending = undefined)));
      this.#measure();
    }
    this.#budget -= need;
    this.#underWay += need;
    return () => void (this.#underWay -= need);
  }

  /** A write failed within LMDB: the next ones wait, and find out whether the disk takes anything. */
  failed(): void {
    this.#reason = new Error("A write to the data file failed.");
    this.#refusedUntil = performance.now() + FAILED_FOR;
  }

  /** Rejects where no write can be admitted now. */
  async check(): Promise<void> {
    await this.#checkPlace();
    (await this.admit(0))();
  }

  /** Of the data file, what is allocated ahead included. */
  get bytes(): number {
    return fstatSync(this.handle.fd).size;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#extending?.catch(() => undefined);
    await this.handle.close();
  }

  #measure(): void {
    this.#measured = performance.now();
    // Half is left to another process that measures at the same time.
    this.#budget = (this.#free() - this.#underWay) / 2;
  }

  /** Bytes between what LMDB uses and the end of the file. */
  #free(): number {
    const { lastPageNumber, pageSize } = this.root.getStats() as { lastPageNumber: number; pageSize: number };
    return fstatSync(this.handle.fd).size - (lastPageNumber + 1) * pageSize;
  }

  async #extend(need: number): Promise<void> {
    const { size } = fstatSync(this.handle.fd);
    const reserve = Math.min(MOST_RESERVE, Math.max(LEAST_RESERVE, size / 8));
    const least = 2 * need + this.#underWay - this.#free();
    const chunk = Buffer.alloc(64 * 1024);
    try {
      for (let added = 0; added < least + reserve;) {
        try {
          const { bytesWritten } = await this.handle.write(chunk);
          if (bytesWritten === 0) throw new Error("The disk took no byte.");
          added += bytesWritten;
        } catch (error) {
          if (added < least) throw error;
          return;
        }
      }
    } catch (error) {
      this.#reason = error;
      this.#refusedUntil = performance.now() + TRY_EVERY;
      throw this.#refusal(error);
    }
  }

  /** Is the file that is written the one that is in the folder? */
  async #checkPlace(): Promise<void> {
    try {
      const [there, ours] = await Promise.all([stat(join(this.directory, DATA_FILE)), this.handle.stat()]);
      if (there.ino !== ours.ino || there.dev !== ours.dev) throw new Error("The data file was replaced.");
      this.#misplaced = undefined;
    } catch (error) {
      this.#misplaced = error;
    }
  }

  #refusal(cause: unknown): WritesRefusedError {
    return new WritesRefusedError("The embedded store cannot take a write now.", { cause });
  }
}
