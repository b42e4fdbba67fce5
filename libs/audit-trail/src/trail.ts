import type { Checkpoint, TrailPosition } from "./checkpoint.js";

/** A hash-chained, append-only trail of records. */
export interface Trail {
  /** The permanent, unique UUID of this trail. */
  readonly instance: string;
  /** The checkpoint at the time the trail was opened. */
  readonly checkpoint: Checkpoint;
  /** The number of records. */
  readonly count: number;
  /** The next record will be at this position or after it. */
  readonly position: TrailPosition;
  /**
   * Called before work that a record will document, so that nothing is done that could not be recorded.
   * @throws TrailUnavailableError while records cannot be written
   */
  admit(): void;
  /**
   * Resolves when the record is safe. A `durable` record is safe when it is on disk. Others are safe when the operating
   * system has them; they are flushed to disk within a second. Records are in the order of the calls. Rejects with
   * TrailUnavailableError if the record could not be written.
   */
  append(content: RecordContent, options: { readonly durable: boolean }): Promise<void>;
  /** Resolves when everything appended before the call is on disk. */
  flush(): Promise<void>;
  /** Returns the records from a position on, oldest first. Must be read before anything is appended. */
  recordsFrom(position: TrailPosition): AsyncIterable<Readonly<Record<string, unknown>>>;
  setCheckpoint(checkpoint: Checkpoint): Promise<void>;
  state(): TrailState;
  /** Rejects with TrailUnavailableError while records cannot be written. */
  health(): Promise<void>;
  /** Waits for the work in progress. Every later `append` rejects. Idempotent. */
  close(): Promise<void>;
}

export interface TrailState {
  readonly records: number;
  /** Number of records that the operating system has but the disk does not. */
  readonly unflushed: number;
  /** The last time at which everything was on disk, in epoch milliseconds. */
  readonly flushedAt: number;
}

/** The content of a record, as JSON. The trail adds `sequence` before it and `hash` after it. */
export interface RecordContent {
  readonly sequence?: never;
  readonly hash?: never;
  readonly [member: string]: unknown;
}

/** The log in which the trail reports to its operator. */
export interface TrailLog {
  info(message: string, fields?: TrailLogFields): void;
  warn(message: string, fields?: TrailLogFields): void;
  error(message: string, fields?: TrailLogFields): void;
}
export interface TrailLogFields {
  /** A file of the trail, or an anchor as `SEQUENCE:HASH`. */
  readonly subject?: string;
  readonly count?: number;
  readonly error?: unknown;
}

/** Records cannot be written now; `cause` is the reason, if there is one. */
export class TrailUnavailableError extends Error {
  override readonly name = "TrailUnavailableError";
  constructor(cause: unknown) {
    super("The audit trail cannot be written.", cause === undefined ? {} : { cause });
  }
}

/** The existing trail is shorter than it was. The message is for the operator. */
export class TrailChangedError extends Error {
  override readonly name = "TrailChangedError";
}
