import type { VersionAccount } from "../store/store.js";

/** Where every interaction is recorded, allowed or refused. */
export interface AuditTrail {
  /**
   * To be called before anything is written to the store, so that nothing is done that could not be accounted for. The account is to be
   * written with the version, and to be given back with the entry of its request.
   * @throws RegistryError `writes-refused` while records cannot be written
   */
  admitWrite(write: RequestedWrite): VersionAccount;
  /**
   * Resolves when the operating system has the record, which is on disk within a second. Records are in the order of the calls. An entry
   * whose write was made never rejects: its account is in the store, and the record follows when it can be kept. Nor does one
   * of a write that was refused (`writes-refused`). Others reject with RegistryError `audit-unavailable`: the answer must then be a 500.
   */
  record(entry: AuditEntry): Promise<void>;
  state(): AuditTrailState;
  /** Rejects with the reason while records cannot be written. */
  health(): Promise<void>;
  /** Waits for what is in progress. Every later `record` rejects. Idempotent. */
  close(): Promise<void>;
}

/** Since the trail was opened by this process. */
export interface AuditTrailState {
  /** Records of the trail, those of earlier processes included. */
  readonly records: number;
  /** Records that the operating system has and the disk not yet. */
  readonly unflushed: number;
  /** Versions in the store whose records could not be kept, or may be missing. */
  readonly owed: number;
  /** When everything was on disk last, epoch milliseconds. */
  readonly flushedAt: number;
}

/** Who wants to write what, in the words of the request. */
export interface RequestedWrite extends Pick<AuditEntry, "at" | "requestId" | "clientId" | "certificateThumbprint"> {
  readonly interaction: VersionAccount["interaction"];
}

/** One interaction, in the words of the registry. No member holds a body, a name or an NHS number; callers' texts are made harmless. */
export interface AuditEntry {
  /** When the answer was decided, epoch milliseconds. */
  readonly at: number;
  readonly interaction: AuditedInteraction;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Code of the error catalogue; absent if the interaction succeeded. */
  readonly code?: string | undefined;
  /** Keys of the rules that were broken. */
  readonly rules?: readonly string[] | undefined;
  /** Was a version made? */
  readonly wrote: boolean;
  /** Of the write that was admitted for the request, made or not. */
  readonly account?: VersionAccount | undefined;
  /** How many requests like this one the record stands for; one if absent. */
  readonly requests?: number | undefined;

  readonly clientId?: string | undefined;
  readonly certificateThumbprint?: string | undefined;
  readonly remoteAddress?: string | undefined;
  /** The Appointment that was asked for or made. */
  readonly id?: string | undefined;
  /** The version that was read or made. */
  readonly version?: number | undefined;

  readonly requestId: string;
  readonly correlationId?: string | undefined;
  /** W3C trace context. */
  readonly traceParent?: string | undefined;
  /** `Ssp-TraceID`, `Ssp-From`, `Ssp-To`, `Ssp-InteractionID` as the caller sent them. */
  readonly sspTraceId?: string | undefined;
  readonly sspFrom?: string | undefined;
  readonly sspTo?: string | undefined;
  readonly sspInteractionId?: string | undefined;
}

/** Codes of http://hl7.org/fhir/restful-interaction if there is one; `unknown` for a request that named no interaction. */
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
