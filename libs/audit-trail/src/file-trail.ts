import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor, AuditRecord } from "./chain.js";
import { seal } from "./chain.js";
import { Head } from "./head.js";
import type { LockedTrail } from "./lock.js";
import { lockTrail } from "./lock.js";
import { Reserve } from "./reserve.js";
import { resumeTrail } from "./resume.js";
import type { RecordContent, Trail, TrailLog } from "./trail.js";
import { TrailUnavailableError } from "./trail.js";
import { fileNameOf } from "./trail-files.js";

export interface FileTrailOptions {
  /** Holds one trail for each process that writes at the same time. */
  readonly directory: string;
  readonly maxFileBytes: number;
  readonly log: TrailLog;
  /** Disk space held back for the records of work that is under way when the disk fills up (4 MiB). */
  readonly reserveBytes?: number;
}

interface Waiting {
  readonly content: RecordContent;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: TrailUnavailableError) => void;
}

/** What only the operating system has is brought to disk at least this often. */
const SYNC_MILLISECONDS = 1000;

/**
 * An audit trail in files: one JSON line a record, chained by hash. Records that come while the disk is busy are written together,
 * and one flush makes all of them durable.
 * @throws TrailChangedError if the trail that is there does not reach as far as it did
 */
export async function openFileTrail(options: FileTrailOptions): Promise<Trail> {
  const locked = await lockTrail(options.directory);
  try {
    const { anchor, file, bytes } = await resumeTrail(locked.directory, options.log);
    const reserve = new Reserve(locked.directory, options.reserveBytes);
    await reserve.take();
    const head = await Head.open(locked.directory, anchor);
    const handle = await openRecords(locked.directory, file ?? fileNameOf(anchor.sequence + 1));
    return new FileTrail(options, locked, reserve, head, handle, anchor, bytes);
  } catch (error) {
    await locked.unlock();
    throw error;
  }
}

async function openRecords(directory: string, name: string): Promise<FileHandle> {
  const handle = await open(join(directory, name), "a", 0o600);
  const parent = await open(directory, "r");
  await parent.sync().catch(() => undefined);
  await parent.close();
  return handle;
}

class FileTrail implements Trail {
  #queue: Waiting[] = [];
  #unsynced: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  #synced: Anchor;
  #broken: unknown;
  #lastTry = -Infinity;
  #closing: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly options: FileTrailOptions,
    private readonly locked: LockedTrail,
    private readonly reserve: Reserve,
    private readonly head: Head,
    private handle: FileHandle,
    private anchor: Anchor,
    private bytes: number,
  ) {
    this.#synced = anchor;
    this.#timer = setInterval(() => void this.#sync(), SYNC_MILLISECONDS).unref();
  }

  admit(): void {
    if (this.#closing !== undefined || this.#broken !== undefined || !this.reserve.held) {
      // Asked for again by those who are refused, or nobody would find out that there is space again.
      void this.#retakeReserve();
      throw new TrailUnavailableError(this.#broken);
    }
  }

  append(content: RecordContent, { durable }: { readonly durable: boolean }): Promise<void> {
    if (this.#closing !== undefined || this.#broken !== undefined) {
      return Promise.reject(new TrailUnavailableError(this.#broken));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ content, durable, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async health(): Promise<void> {
    await this.#retakeReserve();
    if (this.#closing !== undefined || this.#broken !== undefined || !this.reserve.held) {
      throw new TrailUnavailableError(this.#broken);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#writing !== undefined) await this.#writing;
    await this.#sync();
    await this.head.close();
    await this.handle.close();
    await this.reserve.giveUp();
    await this.locked.unlock();
    const { sequence, hash } = this.anchor;
    this.options.log.info("The audit trail was closed.", { count: sequence, subject: `${sequence}:${hash}` });
  }

  async #write(): Promise<void> {
    // One turn later: what the same tick brings is written together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        await this.#append(batch);
      } catch (cause) {
        const error = new TrailUnavailableError(cause);
        this.options.log.error("The audit trail cannot be written.", { error: cause });
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const waiting of batch) {
        if (waiting.durable) this.#unsynced.push(waiting);
        else waiting.resolve();
      }
      if (this.#unsynced.length > 0) void this.#sync();
      if (!this.reserve.held) await this.#retakeReserve();
    }
    // Here, not in a `finally` that would run later: an entry queued in between would find nobody to write it.
    this.#writing = undefined;
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    if (this.bytes >= this.options.maxFileBytes) await this.#rotate();
    if (this.#broken !== undefined) throw this.#broken;
    let anchor = this.anchor;
    let text = "";
    for (const { content } of batch) {
      const sealed = seal(anchor, { sequence: anchor.sequence + 1, ...content } as AuditRecord);
      anchor = sealed.anchor;
      text += sealed.line + "\n";
    }
    const block = Buffer.from(text);
    try {
      await this.#appendBlock(block);
    } catch (error) {
      if (!this.reserve.held) throw error;
      await this.reserve.giveUp();
      this.options.log.error("The audit trail lives on its reserve; writes are refused.", { error });
      await this.#appendBlock(block);
    }
    this.bytes += block.length;
    this.anchor = anchor;
  }

  /** All of it or nothing: a part that was written is taken back. */
  async #appendBlock(block: Buffer): Promise<void> {
    try {
      for (let at = 0; at < block.length;) at += (await this.handle.write(block, at)).bytesWritten;
    } catch (error) {
      await this.handle.truncate(this.bytes).catch((cause: unknown) => (this.#broken = cause));
      throw error;
    }
  }

  async #rotate(): Promise<void> {
    const next = await openRecords(this.locked.directory, fileNameOf(this.anchor.sequence + 1));
    while (this.#syncing !== undefined) await this.#syncing;
    await this.#sync();
    await this.handle.close();
    this.handle = next;
    this.bytes = 0;
    const { sequence, hash } = this.anchor;
    this.options.log.info("The next file of the audit trail was begun.", {
      count: sequence,
      subject: `${sequence}:${hash}`,
    });
  }

  #sync(): Promise<void> {
    this.#syncing ??= this.#syncAll();
    return this.#syncing;
  }

  async #syncAll(): Promise<void> {
    // One turn later, so that the promise of this run is known before it can end.
    await Promise.resolve();
    do {
      const reached = this.anchor;
      const waiting = this.#unsynced;
      this.#unsynced = [];
      if (reached.sequence === this.#synced.sequence) break;
      try {
        await this.handle.datasync();
        await this.head.write(reached);
      } catch (cause) {
        // What a failed flush has dropped, a second one would not bring back: nothing is promised any more.
        this.#broken = cause;
        this.options.log.error("The audit trail could not be made durable; the registry must be started anew.", {
          error: cause,
        });
        for (const { reject } of waiting) reject(new TrailUnavailableError(cause));
        break;
      }
      this.#synced = reached;
      for (const { resolve } of waiting) resolve();
    } while (this.#unsynced.length > 0);
    this.#syncing = undefined;
  }

  async #retakeReserve(): Promise<void> {
    if (this.reserve.held || this.#closing !== undefined || performance.now() - this.#lastTry < SYNC_MILLISECONDS)
      return;
    this.#lastTry = performance.now();
    try {
      await this.reserve.take();
      this.options.log.info("The audit trail has its reserve again; writes are admitted.");
    } catch {
      // Still full: said once, when the reserve was given up.
    }
  }
}
