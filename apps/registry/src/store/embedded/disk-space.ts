import { constants, fstatSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RootDatabase } from "lmdb";
import { WritesRefusedError } from "../store.js";

/** Name of the data file in an LMDB folder. */
export const DATA_FILE = "data.mdb";

/** Bytes that one write may add at the end of the file, beyond twice its body: copies of the pages on its path, in eight trees. */
const BYTES_OF_WRITE = 64 * 1024;
const LEAST_RESERVE = 256 * 1024;
const MOST_RESERVE = 16 * 1024 * 1024;
/** Milliseconds for which a measurement is valid: another process may use the reserve too. */
const MEASURED_FOR = 50;
/** Milliseconds after which a failed attempt is retried. */
const TRY_EVERY = 250;
/** Milliseconds for which no write is started after one failed within LMDB. */
const FAILED_FOR = 1_000;

interface Waiting {
  readonly need: number;
  readonly resolve: () => void;
  readonly reject: (error: WritesRefusedError) => void;
}

/**
 * Disk space for the embedded store, allocated in advance. LMDB writes at the end of its file; this class first extends the file by
 * appending zeros. A full disk (ENOSPC, EDQUOT, EFBIG) or a failing one then affects these writes and not those of LMDB. The error path of
 * LMDB for a failed write overflows a buffer (lmdb 3.5.6, decision 0052). Appending never changes existing data, even with other processes
 * on the same file.
 */
export class DiskSpace {
  /** Bytes that writes in progress may still need. */
  #underWay = 0;
  /** Bytes that may be promised until the next measurement. */
  #budget = 0;
  #measured = -Infinity;
  #refusedUntil = -Infinity;
  #reason: unknown;
  readonly #waiting: Waiting[] = [];
  #isExtending = false;
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
    // Not "a": that would create a file if LMDB uses another name for it.
    const flags = constants.O_WRONLY | constants.O_APPEND;
    return new DiskSpace(directory, root, await open(join(directory, DATA_FILE), flags));
  }

  /**
   * Resolves when a write can be completed. The caller must call the returned function when the write has ended.
   * @param size characters of the body
   * @throws WritesRefusedError before anything was started
   */
  async admit(size: number): Promise<() => void> {
    const need = BYTES_OF_WRITE + 2 * size;
    if (this.#misplaced !== undefined) throw this.#refusal(this.#misplaced);
    if (performance.now() < this.#refusedUntil) throw this.#refusal(this.#reason);
    if (this.#budget < need || performance.now() - this.#measured > MEASURED_FOR) this.#measure();
    if (this.#waiting.length === 0 && this.#budget >= need) this.#take(need);
    else await this.#room(need);
    return () => {
      this.#underWay -= need;
      if (this.#waiting.length > 0) this.#serve();
    };
  }

  #take(need: number): void {
    this.#budget -= need;
    this.#underWay += need;
  }

  /** Resolves when the space is reserved, either released by another write or added to the file. */
  #room(need: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ need, resolve, reject });
      if (!this.#isExtending) this.#extending = this.#extend();
    });
  }

  #serve(): void {
    this.#measure();
    for (let next = this.#waiting[0]; next !== undefined && next.need <= this.#budget; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#take(next.need);
      next.resolve();
    }
  }

  /** Reports that a write failed within LMDB: later writes wait, and check whether the disk accepts data. */
  failed(): void {
    this.#reason = new Error("A write to the data file failed.");
    this.#refusedUntil = performance.now() + FAILED_FOR;
  }

  /** Rejects if no write can be admitted now. */
  async check(): Promise<void> {
    await this.#checkPlace();
    (await this.admit(0))();
  }

  /** Size of the data file, including preallocated space. */
  get bytes(): number {
    return fstatSync(this.handle.fd).size;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#extending;
    await this.handle.close();
  }

  #measure(): void {
    this.#measured = performance.now();
    // Half is left for another process that measures at the same time.
    this.#budget = (this.#free() - this.#underWay) / 2;
  }

  /** Bytes between the part used by LMDB and the end of the file. */
  #free(): number {
    const { lastPageNumber, pageSize } = this.root.getStats() as { lastPageNumber: number; pageSize: number };
    return fstatSync(this.handle.fd).size - (lastPageNumber + 1) * pageSize;
  }

  /** Adds the bytes that waiting writes need, and a reserve. Each write continues as soon as there is room for it. */
  async #extend(): Promise<void> {
    this.#isExtending = true;
    try {
      const reserve = Math.min(MOST_RESERVE, Math.max(LEAST_RESERVE, this.bytes / 8));
      const chunk = Buffer.alloc(64 * 1024);
      for (let added = 0; this.#waiting.length > 0 || added < reserve;) {
        const { bytesWritten } = await this.handle.write(chunk);
        if (bytesWritten === 0) throw new Error("The disk accepted no data.");
        added += bytesWritten;
        this.#serve();
      }
    } catch (error) {
      if (this.#waiting.length === 0) return;
      this.#reason = error;
      this.#refusedUntil = performance.now() + TRY_EVERY;
      for (const { reject } of this.#waiting.splice(0)) reject(this.#refusal(error));
    } finally {
      this.#isExtending = false;
    }
  }

  /** Checks that the file being written is still the one in the folder. */
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
    return new WritesRefusedError("The embedded store cannot accept writes now.", { cause });
  }
}
