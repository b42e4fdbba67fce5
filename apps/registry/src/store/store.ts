/**
 * Where registered appointments are kept. An adapter keeps every version for ever and decides, atomically, which of two
 * writers of the same version wins; it knows nothing of HTTP, FHIR rules or statuses. `describeStoreContract` is the
 * specification of this port in executable form. For implementers:
 *
 * - Atomic: a version, its place in the history and what the indexes say of it appear together or not at all, also for other
 *   processes on the same data and when the process is killed.
 * - Durable: a write that resolves is kept. One connection reads what another's resolved call wrote.
 * - The answer is the truth. An adapter that loses an answer finds out what happened before it answers; if it cannot, it rejects
 *   with `StoreUnavailableError`, and the write may be there or may yet come, once. A read that rejects with it did nothing.
 * - Repeatable: a call that is sent again with the same arguments changes nothing more; it returns what is there.
 * - A caller's mistake (`next.version` is not `expectedVersion + 1`, an id longer than 256 characters) is a `RangeError`; nothing
 *   is written.
 */
export interface AppointmentStore {
  /** Adds version 1 of a new appointment. Resolves only when the version is durable. An id in use is `{ kind: "exists" }`. */
  insert(first: StoredVersion): Promise<{ kind: "inserted" } | { kind: "exists" }>;
  /**
   * Adds version 1 unless an appointment matches: the atomic half of a conditional create. An appointment matches whose current
   * version carries `identifier` and has another status than `entered-in-error`. What was visible before the call is matched,
   * whatever way it was inserted. `found` lists the current version that matches, or at least two of several; nothing was written.
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
   * Compare-and-set: makes `next` (whose version is `expectedVersion + 1`) current if and only if `expectedVersion` is current.
   * Of any number of racing calls with one expected version exactly one is `replaced`. Resolves only when durable.
   */
  replace(
    expectedVersion: number,
    next: StoredVersion,
  ): Promise<{ kind: "replaced" } | { kind: "conflict"; current: StoredVersion } | { kind: "missing" }>;
  /**
   * Current versions whose patient is `nhsNumber` and which end at or after `endsFrom` (epoch ms), by end, then id. All were read before
   * it resolves, in several turns of the event loop where they are many.
   * @param claim is called once, before more is found than is kept in memory; where it returns false, there is no room for another large
   *   search, and this one rejects with `SearchRefusedError`
   */
  findByPatient(nhsNumber: string, endsFrom: number, claim?: () => boolean): Promise<SearchResult>;
  /** The same of an identifier, of any status and end; with `nhsNumber` only those of that patient. */
  findByIdentifier(identifier: IdentifierQuery, nhsNumber?: string, claim?: () => boolean): Promise<SearchResult>;
  /**
   * Every appointment with all its versions, newest first, in ascending order of id, from the first id above `after`. What is
   * written meanwhile may be missed; each history is whole. For moving a registry, not for serving requests.
   */
  histories(after?: string): AsyncIterable<StoredVersion[]>;
  /**
   * Versions whose account names `instance` and a sequence above `after`, by sequence: all that `settled` does not cover. Found
   * without a scan of the store.
   */
  accounted(instance: string, after: number): Promise<StoredVersion[]>;
  /** What is accounted for by `instance` up to `sequence` need not be found by `accounted` any more. A hint, and repeatable. */
  settled(instance: string, sequence: number): Promise<void>;
  /** Is there no appointment? */
  isEmpty(): Promise<boolean>;
  /**
   * Versions from this instant on (`lastUpdated`) all have an account or came by an import, and have a checksum; undefined if that is true
   * of every version, and while registries of version 0.1 may still write.
   */
  legacyUntil(): Promise<string | undefined>;
  /**
   * The same store, whose calls reject with `StoreUnavailableError` at `deadline` (milliseconds of `performance.now()`) at the
   * latest: one time budget for all calls of a request. Without it each call has a budget of its own.
   */
  before(deadline: number): AppointmentStore;
  /** Current numbers for its operators. `bytes` on disk, where this process can see them. Costs no scan. */
  measure(): Promise<StoreMeasure>;
  /** Resolves if the store can serve; rejects with the reason if it cannot. */
  health(): Promise<void>;
  /** Waits for writes in progress and frees everything. Every later call rejects with `StoreClosedError`. Idempotent. */
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
  /** The HTTP method that made this version: what `_history` reports. */
  readonly method: "POST" | "PUT";
  /** The status of the appointment in this version. */
  readonly status: string;
  /** The resource with `id` and server-owned `meta`, as FHIR JSON text written by the codec: no lexeme is lost in any store. */
  readonly body: string;
  /** What the indexes of the store are built from. */
  readonly keys: IndexKeys;
  /** Who made this version. Absent in what version 0.1 wrote. No answer of the registry has it. */
  readonly account?: VersionAccount;
  /** Of this version (checksum.ts). Absent in what version 0.1 wrote. */
  readonly checksum?: string;
  /** That of the version before; absent for version 1 and where that one has none. */
  readonly previousChecksum?: string;
}

/**
 * The account of a version, written with it in one atomic operation. Versions are for ever, so that texts of callers are here in their
 * recorded forms only (decision 0042).
 */
export interface VersionAccount {
  /** The audit trail that has, or will have, the record of this write. */
  readonly instance: string;
  /** Ascending within the instance, with gaps. */
  readonly sequence: number;
  readonly interaction: "create" | "update";
  /** When the write was admitted, epoch milliseconds. */
  readonly at: number;
  readonly requestId: string;
  readonly clientId?: string;
  readonly certificateThumbprint?: string;
}

export interface IndexKeys {
  /** NHS number of the one patient, ten digits. */
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

/** An identifier to search for (STU3 search.html, 2.21.1.9, token): with its system, with none, or with whatever system. */
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

/** What the store holds is not as it was written. The message names no data. */
export class StoreDamagedError extends Error {
  override readonly name = "StoreDamagedError";
}

/** The store could not say whether it did what was asked, or is out of reach. The request may be sent again. */
export class StoreUnavailableError extends Error {
  override readonly name: string = "StoreUnavailableError";
}

/** What a search found, in its order; can be walked more than once. */
export interface SearchResult extends AsyncIterable<StoredVersion> {
  readonly total: number;
}

/** A search found more than there is room for now. */
export class SearchRefusedError extends StoreUnavailableError {
  override readonly name = "SearchRefusedError";
}

/** The store cannot take a write now: its disk is full or failing, or its folder is gone. It was not begun: nothing was stored. */
export class WritesRefusedError extends StoreUnavailableError {
  override readonly name = "WritesRefusedError";
}
