import type { VersionAccount } from "../store/store.js";

/** Records every interaction, whether it was allowed or refused. */
export interface AuditTrail {
  /**
   * Must be called before anything is written to the store, so that every write can be accounted for. The account must be written with the
   * version and passed back with the audit entry of the request.
   * @throws RegistryError `writes-refused` while records cannot be written
   */
  admitWrite(write: RequestedWrite): VersionAccount;
  /**
   * Resolves when the operating system has the record, which is on disk within a second. Records are in the order of the calls. An entry
   * whose write was made never rejects: its account is in the store, and the record follows when it can be written. An entry for a refused
   * write (`writes-refused`) never rejects either. Others reject with RegistryError `audit-unavailable`: the response must then be a 500.
   */
  record(entry: AuditEntry): Promise<void>;
  state(): AuditTrailState;
  /** Rejects with the reason while records cannot be written. */
  health(): Promise<void>;
  /** Waits for pending records. Every later `record` rejects. Idempotent. */
  close(): Promise<void>;
}

/** State since this process opened the trail. */
export interface AuditTrailState {
  /** Number of records in the trail, including those of earlier processes. */
  readonly records: number;
  /** Number of records that the operating system has but the disk does not have yet. */
  readonly unflushed: number;
  /** Number of versions in the store whose records could not be written, or may be missing. */
  readonly owed: number;
  /** Time at which everything was last on disk, in epoch milliseconds. */
  readonly flushedAt: number;
}

/** The caller and the intended write, as the request describes them. */
export interface RequestedWrite extends Pick<AuditEntry, "at" | "requestId" | "clientId" | "certificateThumbprint"> {
  readonly interaction: VersionAccount["interaction"];
}

/** One interaction, in terms of the registry. No member contains a body, a name or an NHS number; texts from callers are sanitised. */
export interface AuditEntry {
  /** Time at which the response was decided, in epoch milliseconds. */
  readonly at: number;
  readonly interaction: AuditedInteraction;
  /** HTTP status of the response. */
  readonly status: number;
  /** Code of the error catalogue; absent if the interaction succeeded. */
  readonly code?: string | undefined;
  /** Keys of the violated rules. */
  readonly rules?: readonly string[] | undefined;
  /** True if a version was created. */
  readonly wrote: boolean;
  /** Account of the write admitted for the request, whether or not it was made. */
  readonly account?: VersionAccount | undefined;
  /** Number of similar requests that the record represents; one if absent. */
  readonly requests?: number | undefined;

  readonly clientId?: string | undefined;
  readonly certificateThumbprint?: string | undefined;
  readonly remoteAddress?: string | undefined;
  /** Id of the Appointment that was requested or created. */
  readonly id?: string | undefined;
  /** Number of the version that was read or created. */
  readonly version?: number | undefined;

  readonly requestId: string;
  readonly correlationId?: string | undefined;
  /** W3C trace context. */
  readonly traceParent?: string | undefined;
  /** `Ssp-TraceID`, `Ssp-From`, `Ssp-To` and `Ssp-InteractionID` as sent by the caller. */
  readonly sspTraceId?: string | undefined;
  readonly sspFrom?: string | undefined;
  readonly sspTo?: string | undefined;
  readonly sspInteractionId?: string | undefined;
}

/** Codes from http://hl7.org/fhir/restful-interaction where one exists; `unknown` for a request that named no interaction. */
export type AuditedInteraction =
  | "create"
  | "read"
  | "vread"
  | "update"
  | "history-instance"
  | "search-type"
  | "capabilities"
  | "operation"
  | "unknown";
