import type { FileHandle } from "node:fs/promises";
import type { Anchor, AuditRecord } from "./chain.js";
import { seal } from "./chain.js";
import type { Checkpoint, TrailPosition } from "./checkpoint.js";
import { openCheckpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.js";
import { TrailHead } from "./trail-head.js";
import { openInstance } from "./instance.js";
import type { LockedTrail } from "./lock.js";
import { lockTrail } from "./lock.js";
import { readRecords } from "./read-records.js";
import { RecordFiles } from "./record-files.js";
import { ReservedSpace } from "./reserved-space.js";
import { resumeTrail } from "./resume.js";
import type { RecordContent, Trail, TrailLog, TrailState } from "./trail.js";
import { TrailUnavailableError } from "./trail.js";

export interface FileTrailOptions {
  /** Holds one trail for each concurrently writing process. */
  readonly directory: string;
  readonly maxFileBytes: number;
  readonly log: TrailLog;
  /** Disk space reserved for the records of work that is in progress when the disk fills up. Default: 4 MiB. */
  readonly reserveBytes?: number;
}

interface Waiting {
  readonly content: RecordContent;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: TrailUnavailableError) => void;
}

/** Records that only the operating system has are flushed to disk at least this often. */
const SYNC_MILLISECONDS = 500;
/**
 * Interval at which the trail checks that its files are in place, that it still holds its lock and that there is disk
 * space.
 */
const CHECK_MILLISECONDS = 250;

/**
 * Opens an audit trail in files, with one JSON line per record, chained by hash. Records that arrive while the disk is
 * busy are written together, and one flush makes all of them durable.
 * @throws TrailChangedError if the existing trail is shorter than it was
 */
export async function openFileTrail(options: FileTrailOptions): Promise<Trail> {
  return openLockedTrail(await lockTrail(options.directory), options);
}

/**
 * Does the same for a trail whose lock is already held. The lock is released if the trail cannot be opened, and by
 * `close`.
 */
export async function openLockedTrail(locked: LockedTrail, options: FileTrailOptions): Promise<Trail> {
  const opened: (() => Promise<unknown>)[] = [() => locked.unlock()];
  try {
    const { directory } = locked;
    const { anchor, first, bytes } = await resumeTrail(directory, options.log);
    const instance = await openInstance(directory);
    const reserve = new ReservedSpace(directory, options.reserveBytes);
    await reserve.take();
    const head = await TrailHead.open(directory, anchor);
    opened.push(() => head.close());
    const files = await RecordFiles.open(directory, first ?? anchor.sequence + 1, bytes);
    opened.push(() => files.close());
    const checkpoint = await readCheckpoint(directory);
    const checkpointFile = await openCheckpoint(directory);
    return new FileTrail(options, locked, reserve, head, files, anchor, instance, checkpoint, checkpointFile);
  } catch (error) {
    for (const close of opened.reverse()) await close().catch(() => undefined);
    throw error;
  }
}

class FileTrail implements Trail {
  #queue: Waiting[] = [];
  #unsynced: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  #synced: Anchor;
  /** Epoch milliseconds. */
  #syncedAt = Date.now();
  /** The fault after which nothing can be written until a restart. */
  #broken: unknown;
  /** The reason why records cannot be written now. Cleared when the reason disappears. */
  #hindered: unknown;
  /**
   * The reason why written records would not be found: the folder is gone or belongs to another process. Cleared when
   * the reason disappears.
   */
  #misplaced: unknown;
  #checking: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(
    private readonly options: FileTrailOptions,
    private readonly locked: LockedTrail,
    private readonly reserve: ReservedSpace,
    private readonly head: TrailHead,
    private readonly files: RecordFiles,
    private anchor: Anchor,
    readonly instance: string,
    readonly checkpoint: Checkpoint,
    private readonly checkpointFile: FileHandle,
  ) {
    this.#synced = anchor;
    this.#timers = [
      setInterval(() => void this.#sync(), SYNC_MILLISECONDS).unref(),
      setInterval(() => void this.#check(), CHECK_MILLISECONDS).unref(),
    ];
  }

  get count(): number {
    return this.anchor.sequence;
  }

  get position(): TrailPosition {
    return this.files.position;
  }

  state(): TrailState {
    const { sequence } = this.anchor;
    const unflushed = sequence - this.#synced.sequence;
    return { records: sequence, unflushed, flushedAt: unflushed === 0 ? Date.now() : this.#syncedAt };
  }

  admit(): void {
    const { isHindered, cause } = this.#state();
    if (isHindered) throw new TrailUnavailableError(cause);
  }

  append(content: RecordContent, { durable }: { readonly durable: boolean }): Promise<void> {
    if (this.#closing !== undefined || this.#broken !== undefined || this.#misplaced !== undefined) {
      return Promise.reject(new TrailUnavailableError(this.#broken ?? this.#misplaced));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ content, durable, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    const wanted = this.anchor.sequence;
    while (this.#synced.sequence < wanted) {
      if (this.#broken !== undefined) throw new TrailUnavailableError(this.#broken);
      await this.#sync();
    }
  }

  recordsFrom(position: TrailPosition): AsyncIterable<Readonly<Record<string, unknown>>> {
    return readRecords(this.locked.directory, position);
  }

  async setCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await writeCheckpoint(this.checkpointFile, checkpoint);
  }

  async health(): Promise<void> {
    await this.#check();
    this.admit();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Closes every part, even if closing one fails, and throws the first error. */
  async #close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const problems: unknown[] = [];
    const steps = [
      () => this.flush(),
      () => this.#checking ?? Promise.resolve(),
      () => this.head.close(),
      () => this.files.close(),
      () => this.checkpointFile.close(),
      () => this.reserve.giveUp(),
      () => this.locked.unlock(),
    ];
    for (const step of steps) await step().catch((error: unknown) => problems.push(error));
    const { sequence, hash } = this.anchor;
    this.options.log.info("The audit trail was closed.", { count: sequence, subject: `${sequence}:${hash}` });
    if (problems.length > 0) throw problems[0];
  }

  #state(): { readonly isHindered: boolean; readonly cause: unknown } {
    const cause = this.#broken ?? this.#misplaced ?? this.#hindered;
    return { isHindered: this.#closing !== undefined || cause !== undefined || !this.reserve.held, cause };
  }

  async #write(): Promise<void> {
    // Wait for one turn of the event loop. Records of the same turn are written together; one commit of the store
    // produces all of its records in one turn.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        await this.#append(batch);
      } catch (cause) {
        const error = new TrailUnavailableError(cause);
        if (this.#broken === undefined) this.#hindered ??= cause;
        this.options.log.error("The audit trail cannot be written.", { error: cause });
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const waiting of batch) {
        if (waiting.durable) this.#unsynced.push(waiting);
        else waiting.resolve();
      }
      if (this.#unsynced.length > 0) void this.#sync();
    }
    // Reset here and not in a `finally`, which would run later: nothing would write an entry queued in between.
    this.#writing = undefined;
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    if (this.files.position.bytes >= this.options.maxFileBytes) await this.#rotate();
    if (this.#broken !== undefined) throw this.#broken;
    let anchor = this.anchor;
    let text = "";
    for (const { content } of batch) {
      const sealed = seal(anchor, { sequence: anchor.sequence + 1, ...content } as AuditRecord);
      anchor = sealed.anchor;
      text += sealed.line + "\n";
    }
    const block = Buffer.from(text);
    const broken = (cause: unknown) => (this.#broken = cause);
    try {
      await this.files.append(block, broken);
    } catch (error) {
      if (!this.reserve.held || this.#broken !== undefined) throw error;
      await this.reserve.giveUp();
      this.options.log.error("The audit trail lives on its reserve; writes are refused.", { error });
      await this.files.append(block, broken);
    }
    this.anchor = anchor;
  }

  /**
   * Starts the next file. As long as that fails, the current file may grow beyond its size limit: no record is rejected
   * for that, but further writes are.
   */
  async #rotate(): Promise<void> {
    try {
      await this.files.prepareNext();
      await this.#syncUpTo(this.anchor);
      if (this.#broken !== undefined) return;
      await this.files.rotate(this.anchor.sequence + 1);
    } catch (error) {
      if (this.#hindered === undefined)
        this.options.log.error("The next file of the audit trail cannot be begun; writes are refused.", { error });
      this.#hindered = error;
      return;
    }
    const { sequence, hash } = this.anchor;
    this.options.log.info("The next file of the audit trail was begun.", {
      count: sequence,
      subject: `${sequence}:${hash}`,
    });
    await this.files.prepareNext().catch((error: unknown) => (this.#hindered = error));
  }

  /** Flushes repeatedly up to an anchor, because a flush in progress may have begun before the last records. */
  async #syncUpTo({ sequence }: Anchor): Promise<void> {
    while (this.#synced.sequence < sequence && this.#broken === undefined) await this.#sync();
  }

  #sync(): Promise<void> {
    this.#syncing ??= this.#syncAll();
    return this.#syncing;
  }

  async #syncAll(): Promise<void> {
    // Wait for one microtask, so that `#syncing` holds the promise of this run before the run can end.
    await Promise.resolve();
    do {
      const reached = this.anchor;
      const waiting = this.#unsynced;
      this.#unsynced = [];
      try {
        if (this.#broken !== undefined) throw this.#broken;
        if (reached.sequence > this.#synced.sequence) {
          await this.files.sync();
          await this.head.write(reached);
        }
      } catch (cause) {
        this.#break(cause, waiting);
        break;
      }
      this.#synced = reached;
      this.#syncedAt = Date.now();
      for (const { resolve } of waiting) resolve();
    } while (this.#unsynced.length > 0);
    this.#syncing = undefined;
  }

  /**
   * Stops the trail after a failed flush. A second flush would not restore what the first one dropped, so no further
   * record is acknowledged and no further head is written.
   */
  #break(cause: unknown, waiting: readonly Waiting[]): void {
    if (this.#broken === undefined)
      this.options.log.error("The audit trail could not be made durable; the registry must be started anew.", {
        error: cause,
      });
    this.#broken ??= cause;
    this.head.freeze();
    for (const { reject } of [...waiting, ...this.#unsynced.splice(0)]) reject(new TrailUnavailableError(cause));
  }

  /** Checks that the next records can be written to the place where readers will find them. */
  #check(): Promise<void> {
    this.#checking ??= this.#checkAll().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #checkAll(): Promise<void> {
    if (this.#closing !== undefined || this.#broken !== undefined) return;
    const wasHindered = this.#state().isHindered;
    this.#misplaced = await this.files
      .checkPlace()
      .then(() => this.locked.check())
      .then(
        () => undefined,
        (error: unknown) => error ?? new Error("The folder of the audit trail is gone."),
      );
    try {
      if (this.#misplaced !== undefined) throw this.#misplaced;
      await this.files.prepareNext();
      if (!this.reserve.held) await this.reserve.take();
      this.#hindered = undefined;
    } catch (error) {
      // A full disk was logged when the reserve was released.
      if (!wasHindered) this.options.log.error("The audit trail cannot be written; writes are refused.", { error });
      this.#hindered = error;
      return;
    }
    if (wasHindered) this.options.log.info("The audit trail has its reserve again; writes are admitted.");
  }
}
