import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { RegistryError } from "../errors.js";
import type { Log } from "../logging/log.js";
import { auditDetailOf, auditEventOf } from "./audit-event.js";
import type { AuditEntry, AuditTrail } from "./audit-trail.js";
import { Ballast } from "./ballast.js";
import type { Anchor } from "./chain.js";
import { seal } from "./chain.js";
import { Head } from "./head.js";
import type { LockedTrail } from "./lock.js";
import { lockTrail } from "./lock.js";
import { resumeTrail } from "./resume.js";
import { fileNameOf } from "./trail-files.js";

export interface FileAuditTrailOptions {
  readonly directory: string;
  readonly maxFileBytes: number;
  /** Named in each record as the observer. */
  readonly baseUrl: string;
  readonly log: Log;
  readonly ballastBytes?: number;
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly resolve: () => void;
  readonly reject: (error: RegistryError) => void;
}

/** What only the operating system has is brought to disk at least this often. */
const SYNC_MILLISECONDS = 1000;

/**
 * An audit trail in files: one JSON line a record, chained by hash. Records that come while the disk is busy are written together,
 * and one flush makes all of them durable.
 * @throws OperatorError if the trail that is there does not reach as far as it did
 */
export async function openFileAuditTrail(options: FileAuditTrailOptions): Promise<AuditTrail> {
  const locked = await lockTrail(options.directory);
  try {
    const { anchor, file, bytes } = await resumeTrail(locked.directory, options.log);
    const ballast = new Ballast(locked.directory, options.ballastBytes);
    await ballast.take();
    const head = await Head.open(locked.directory, anchor);
    const handle = await openRecords(locked.directory, file ?? fileNameOf(anchor.sequence + 1));
    return new FileAuditTrail(options, locked, ballast, head, handle, anchor, bytes);
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

class FileAuditTrail implements AuditTrail {
  #queue: Waiting[] = [];
  #unsynced: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  #synced: Anchor;
  #broken: unknown;
  #lastTry = 0;
  #closing: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly options: FileAuditTrailOptions,
    private readonly locked: LockedTrail,
    private readonly ballast: Ballast,
    private readonly head: Head,
    private handle: FileHandle,
    private anchor: Anchor,
    private bytes: number,
  ) {
    this.#synced = anchor;
    this.#timer = setInterval(() => void this.#sync(), SYNC_MILLISECONDS).unref();
  }

  admitWrite(): void {
    if (this.#closing !== undefined || this.#broken !== undefined || !this.ballast.held) {
      // Asked for again by those who are refused, or nobody would find out that there is space again.
      void this.#retakeBallast();
      throw new RegistryError("audit-unavailable", { cause: this.#broken });
    }
  }

  record(entry: AuditEntry): Promise<void> {
    if (this.#closing !== undefined || this.#broken !== undefined) {
      return Promise.reject(new RegistryError("audit-unavailable", { cause: this.#broken }));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async health(): Promise<void> {
    await this.#retakeBallast();
    if (this.#closing !== undefined || this.#broken !== undefined || !this.ballast.held) {
      throw new RegistryError("audit-unavailable", { cause: this.#broken });
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
    await this.ballast.giveUp();
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
        const error = new RegistryError("audit-unavailable", { cause });
        this.options.log.error("The audit trail cannot be written.", { error: cause });
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const waiting of batch) {
        if (waiting.entry.durable) this.#unsynced.push(waiting);
        else waiting.resolve();
      }
      if (this.#unsynced.length > 0) void this.#sync();
      if (!this.ballast.held) await this.#retakeBallast();
    }
    // Here, not in a `finally` that would run later: an entry queued in between would find nobody to write it.
    this.#writing = undefined;
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    if (this.bytes >= this.options.maxFileBytes) await this.#rotate();
    if (this.#broken !== undefined) throw this.#broken;
    let anchor = this.anchor;
    let text = "";
    for (const { entry } of batch) {
      const event = auditEventOf(entry, this.options.baseUrl);
      const sealed = seal(anchor, { sequence: anchor.sequence + 1, event, detail: auditDetailOf(entry) });
      anchor = sealed.anchor;
      text += sealed.line + "\n";
    }
    const block = Buffer.from(text);
    try {
      await this.#appendBlock(block);
    } catch (error) {
      if (!this.ballast.held) throw error;
      await this.ballast.giveUp();
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
        for (const { reject } of waiting) reject(new RegistryError("audit-unavailable", { cause }));
        break;
      }
      this.#synced = reached;
      for (const { resolve } of waiting) resolve();
    } while (this.#unsynced.length > 0);
    this.#syncing = undefined;
  }

  async #retakeBallast(): Promise<void> {
    if (this.ballast.held || this.#closing !== undefined || Date.now() - this.#lastTry < SYNC_MILLISECONDS) return;
    this.#lastTry = Date.now();
    try {
      await this.ballast.take();
      this.options.log.info("The audit trail has its reserve again; writes are admitted.");
    } catch {
      // Still full: said once, when the reserve was given up.
    }
  }
}
