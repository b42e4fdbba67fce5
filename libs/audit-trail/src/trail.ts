import type { Checkpoint, TrailPosition } from "./checkpoint.js";

/** A hash-chained, append-only trail of records. */
export interface Trail {
  /** A UUID that this trail alone has, for ever. */
  readonly instance: string;
  /** That the trail had when it was opened. */
  readonly checkpoint: Checkpoint;
  /** How many records there are. */
  readonly count: number;
  /** Where the next record will be, or later. */
  readonly position: TrailPosition;
  /**
   * To be called before the work that a record will account for, so that nothing is done that could not be accounted for.
   * @throws TrailUnavailableError while records cannot be written
   */
  admit(): void;
  /**
   * Resolves when the record is kept: a `durable` one when it is on disk, others when the operating system has it, which is then
   * brought to disk within a second. Records are in the order of the calls. Rejects with TrailUnavailableError if it could not be kept.
   */
  append(content: RecordContent, options: { readonly durable: boolean }): Promise<void>;
  /** Resolves when everything appended before the call is on disk. */
  flush(): Promise<void>;
  /** The records from a position on, oldest first. To be read before anything is appended. */
  recordsFrom(position: TrailPosition): AsyncIterable<Readonly<Record<string, unknown>>>;
  setCheckpoint(checkpoint: Checkpoint): Promise<void>;
  state(): TrailState;
  /** Rejects with TrailUnavailableError while records cannot be written. */
  health(): Promise<void>;
  /** Waits for what is in progress. Every later `append` rejects. Idempotent. */
  close(): Promise<void>;
}

export interface TrailState {
  readonly records: number;
  /** Records that the operating system has and the disk not yet. */
  readonly unflushed: number;
  /** When everything was on disk last, epoch milliseconds. */
  readonly flushedAt: number;
}

/** What a record holds, as JSON; the trail adds `sequence` before it and `hash` after it. */
export interface RecordContent {
  readonly sequence?: never;
  readonly hash?: never;
  readonly [member: string]: unknown;
}

/** Where the trail reports what its operator should know. */
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

/** The trail that is there does not reach as far as it did. The message is for the operator. */
export class TrailChangedError extends Error {
  override readonly name = "TrailChangedError";
}
