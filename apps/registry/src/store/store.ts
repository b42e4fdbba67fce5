/**
 * Stores the registered appointments. An adapter keeps every version permanently and decides atomically which of two writers of the same
 * version wins; it knows nothing about HTTP, FHIR rules or statuses. `describeStoreContract` is the specification of this port in
 * executable form. For implementers:
 *
 * - Atomic: a version, its place in the history and its index entries appear together or not at all, also for other
 *   processes on the same data and when the process is killed.
 * - Durable: a resolved write is permanent. One connection reads what another's resolved call wrote.
 * - Results are reliable. An adapter that loses an answer determines the outcome before it returns; if it cannot, it rejects
 *   with `StoreUnavailableError`, and the write may exist or may still happen, once. A read that rejects with it did nothing.
 * - Repeatable: a repeated call with the same arguments changes nothing more; it returns the existing data.
 * - A caller's mistake (`next.version` is not `expectedVersion + 1`, an id longer than 256 characters) is a `RangeError`; nothing
 *   is written.
 */
export interface AppointmentStore {
  /** Adds version 1 of a new appointment. Resolves only when the version is durable. An id in use results in `{ kind: "exists" }`. */
  insert(first: StoredVersion): Promise<{ kind: "inserted" } | { kind: "exists" }>;
  /**
   * Adds version 1 unless an appointment matches: the atomic part of a conditional create. An appointment matches if its current version
   * has `identifier` and a status other than `entered-in-error`. Appointments visible before the call are matched, however they were
   * inserted. `found` contains the current version that matches, or at least two of several; nothing was written.
   */
  insertUnlessIdentified(
    first: StoredVersion,
    identifier: BusinessIdentifier,
  ): Promise<{ kind: "inserted" } | { kind: "exists" } | { kind: "found"; matches: StoredVersion[] }>;
  current(id: string): Promise<StoredVersion | undefined>;
  version(id: string, version: number): Promise<StoredVersion | undefined>;
  /** All versions, newest first; empty if the id is unknown. */
  history(id: string): Promise<StoredVersion[]>;
  /**
   * Compare-and-set: makes `next` (whose version is `expectedVersion + 1`) current if and only if `expectedVersion` is current. Of any
   * number of racing calls with one expected version, exactly one is `replaced`. Resolves only when durable.
   */
  replace(
    expectedVersion: number,
    next: StoredVersion,
  ): Promise<{ kind: "replaced" } | { kind: "conflict"; current: StoredVersion } | { kind: "missing" }>;
  /**
   * Finds current versions whose patient is `nhsNumber` and which end at or after `endsFrom` (epoch ms), ordered by end, then id. All of
   * them are read before it resolves, in several turns of the event loop if there are many.
   * @param claim called once, before the result exceeds what is kept in memory; if it returns false, there is no room for another large
   *   search, and this one rejects with `SearchRefusedError`
   */
  findByPatient(nhsNumber: string, endsFrom: number, claim?: () => boolean): Promise<SearchResult>;
  /** Like `findByPatient`, but by identifier, with any status and end; with `nhsNumber`, only those of that patient. */
  findByIdentifier(identifier: IdentifierQuery, nhsNumber?: string, claim?: () => boolean): Promise<SearchResult>;
  /**
   * Yields every appointment with all its versions, newest first, in ascending order of id, starting after `after`. Concurrent writes may
   * be missed; each history is complete. For moving a registry, not for serving requests.
   */
  histories(after?: string): AsyncIterable<StoredVersion[]>;
  /**
   * Returns the versions whose account names `instance` and a sequence above `after`, by sequence: all that `settled` does not cover. Does
   * not scan the store.
   */
  accounted(instance: string, after: number): Promise<StoredVersion[]>;
  /** Versions accounted for by `instance` up to `sequence` need no longer be found by `accounted`. A hint; may be repeated. */
  settled(instance: string, sequence: number): Promise<void>;
  /** Returns whether there is no appointment. */
  isEmpty(): Promise<boolean>;
  /**
   * Versions from this instant on (`lastUpdated`) all have a checksum, and either have an account or were imported. Undefined if that is
   * true of every version, or if registries of version 0.1 may still write.
   */
  legacyUntil(): Promise<string | undefined>;
  /**
   * Returns the same store with a deadline. Its calls reject with `StoreUnavailableError` at `deadline` (milliseconds of
   * `performance.now()`) at the latest: one time budget for all calls of a request. Otherwise each call has its own budget.
   */
  before(deadline: number): AppointmentStore;
  /** Returns current statistics for operators. `bytes` is the size on disk, if this process can determine it. Does not scan the store. */
  measure(): Promise<StoreMeasure>;
  /** Resolves if the store can serve requests; rejects with the reason if it cannot. */
  health(): Promise<void>;
  /** Waits for writes in progress and releases all resources. Every later call rejects with `StoreClosedError`. Idempotent. */
  close(): Promise<void>;
}

export interface StoreMeasure {
  readonly appointments: number;
  readonly bytes?: number;
}

/** One version of one registered appointment. Plain data: survives structured clone, BSON and MessagePack unchanged. */
export interface StoredVersion {
  readonly id: string;
  /** From 1, without gaps; also `meta.versionId`. */
  readonly version: number;
  /** Instant with millisecond precision in UTC; also `meta.lastUpdated`. */
  readonly lastUpdated: string;
  /** The HTTP method that created this version, reported by `_history`. */
  readonly method: "POST" | "PUT";
  /** The status of the appointment in this version. */
  readonly status: string;
  /** The resource with `id` and server-owned `meta`, as FHIR JSON text written by the codec: every store preserves all lexemes. */
  readonly body: string;
  /** The keys from which the indexes of the store are built. */
  readonly keys: IndexKeys;
  /** Author of this version. Absent in versions written by version 0.1. Never included in a response of the registry. */
  readonly account?: VersionAccount;
  /** Checksum of this version (checksum.ts). Absent in versions written by version 0.1. */
  readonly checksum?: string;
  /** Checksum of the previous version; absent for version 1 and if the previous version has none. */
  readonly previousChecksum?: string;
}

/**
 * The account of a version, written with it in one atomic operation. Versions are permanent, so texts of callers are stored here only in
 * their recorded forms (decision 0042).
 */
export interface VersionAccount {
  /** The audit trail that has, or will have, the record of this write. */
  readonly instance: string;
  /** Ascending within the instance, with gaps. */
  readonly sequence: number;
  readonly interaction: "create" | "update";
  /** Time at which the write was admitted, in epoch milliseconds. */
  readonly at: number;
  readonly requestId: string;
  readonly clientId?: string;
  readonly certificateThumbprint?: string;
}

export interface IndexKeys {
  /** NHS number of the only patient, ten digits. */
  readonly nhsNumber: string;
  /** End of the appointment, epoch milliseconds. */
  readonly end: number;
  readonly identifiers: readonly BusinessIdentifier[];
}

/** `Appointment.identifier` as a search token; `system` is absent if the identifier has none. */
export interface BusinessIdentifier {
  readonly system?: string;
  readonly value: string;
}

/** An identifier to search for (STU3 search.html, 2.21.1.9, token): with its system, without a system, or with any system. */
export type IdentifierQuery = BusinessIdentifier | { readonly anySystem: true; readonly value: string };

/** Rejection of every call after `close`. */
export class StoreClosedError extends Error {
  override readonly name = "StoreClosedError";
  constructor() {
    super("The store is closed.");
  }
}

/** An appointment has so many versions that the store cannot hold another. Sending the request again does not help. */
export class StoreLimitError extends Error {
  override readonly name = "StoreLimitError";
}

/** Stored data differs from what was written. The message contains no data. */
export class StoreDamagedError extends Error {
  override readonly name = "StoreDamagedError";
}

/** The store could not determine whether it performed the call, or is unreachable. The request may be sent again. */
export class StoreUnavailableError extends Error {
  override readonly name: string = "StoreUnavailableError";
}

/** The ordered result of a search; can be iterated more than once. */
export interface SearchResult extends AsyncIterable<StoredVersion> {
  readonly total: number;
}

/** A search found more than there is room for now. */
export class SearchRefusedError extends StoreUnavailableError {
  override readonly name = "SearchRefusedError";
}

/**
 * The store cannot accept a write now: its disk is full or failing, or its folder is missing. The write was not started: nothing was
 * stored.
 */
export class WritesRefusedError extends StoreUnavailableError {
  override readonly name = "WritesRefusedError";
}
