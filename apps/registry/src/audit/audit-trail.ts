/** Where every interaction is remembered, allowed or refused. */
export interface AuditTrail {
  /**
   * To be called before anything is written to the store, so that nothing is done that could not be accounted for.
   * @throws RegistryError `audit-unavailable` while records cannot be written
   */
  admitWrite(): void;
  /**
   * Resolves when the record is kept: for a `durable` entry when it is on disk, for others when the operating system has it.
   * Records are in the order of the calls. Rejects with RegistryError `audit-unavailable`: the answer must then be a 500.
   */
  record(entry: AuditEntry): Promise<void>;
  /** Rejects with the reason while records cannot be written. */
  health(): Promise<void>;
  /** Waits for what is under way. Every later `record` rejects. Idempotent. */
  close(): Promise<void>;
}

/** One interaction, in the words of the registry. No member holds a body, a name or an NHS number; callers' texts are made harmless. */
export interface AuditEntry {
  /** When the answer was decided, epoch milliseconds. */
  readonly at: number;
  readonly interaction: AuditedInteraction;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Code of the error catalogue; absent where the interaction succeeded. */
  readonly code?: string | undefined;
  /** Keys of the rules that were broken. */
  readonly rules?: readonly string[] | undefined;
  /** Must it survive a loss of power before the caller has its answer? True for everything that writes. */
  readonly durable: boolean;

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

/** Codes of http://hl7.org/fhir/restful-interaction where there is one; `unknown` for a request that named no interaction. */
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
