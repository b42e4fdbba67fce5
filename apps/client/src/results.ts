import type { Change, Issue } from "@appointment-registry/fhir-appointment";
import type { operations } from "./generated/contract.js";

/** The statuses with which the contract refuses an operation. */
export type RefusedStatus<Operation extends keyof operations> = {
  [Each in Operation]: Exclude<keyof operations[Each]["responses"] & number, 200 | 201 | 304>;
}[Operation];

/** An Appointment as the registry holds it, with the values that the next change needs. */
export interface Registered {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** Opaque value for `If-Match`; do not parse or construct it. */
  readonly etag: string;
  /** `meta.versionId`, for `readVersion` and, with `etag`, for `resume`. */
  readonly versionId: string;
  /** URL of this version, if the answer contained one. */
  readonly location?: string;
  /** HTTP date. */
  readonly lastModified?: string;
  readonly requestId: string;
}

/** A version that a cancel retrieved and may have changed; see `CancelOptions.resume`. */
export interface Resume {
  readonly etag: string;
  readonly versionId: string;
}

/**
 * The registry refused the request and changed nothing. It refuses the same request again (except for 408, 429 and
 * 500).
 */
export interface Refusal<Status extends number = number> {
  readonly status: Status;
  /**
   * The registry's OperationOutcome. If it is not valid STU3, its readable part. Absent if the answer contained none.
   */
  readonly outcome?: fhir.OperationOutcome;
  /** The issues of the OperationOutcome, one entry for each. */
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** One refusal type per status, so that the compiler checks a `switch` over `status`. */
type RefusalOf<Status extends number> = Status extends number ? Refusal<Status> : never;

/** An answer outside the contract, from a gateway or another kind of server. Nothing was changed. */
export interface Unexpected {
  readonly status: "unexpected";
  readonly httpStatus: number;
  readonly message: string;
  /** Present if a FHIR server answered. */
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/**
 * There was no answer, and certainly nothing was changed: no connection, no token, a closed client, or only a
 * retrieval.
 */
export interface Unreachable {
  readonly status: "unreachable";
  readonly message: string;
  readonly error: Error;
  readonly requestId: string;
}

/** The request may have left this process, and its outcome is unknown. */
export interface Unknown {
  readonly status: "unknown";
  readonly message: string;
  /** True if repeating the same call cannot perform it twice; see `UnknownCancel` and `UnknownRegister`. */
  readonly safeToRepeat: boolean;
  /** The reason why there was no answer, or the caller's abort reason. */
  readonly error?: Error;
  /** HTTP status of the last answer, if there was one. */
  readonly httpStatus?: number;
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** A cancel whose outcome is unknown. Repeating the call is safe: `If-Match` lets a version be changed only once. */
export interface UnknownCancel extends Unknown {
  readonly safeToRepeat: true;
  /** For `CancelOptions.resume`, with which the next call recognises a cancel that this call performed. */
  readonly resume: Resume;
  /** The current version, if it could be retrieved. */
  readonly current?: Registered;
  /** Changes from the submitted Appointment to `current`; empty if there is no `current`. */
  readonly changes: readonly Change[];
}

/**
 * A registration whose outcome is unknown. With `once`, repeating the call is safe. Without it (`safeToRepeat: false`),
 * the same call may register the Appointment a second time. Search for it first, or call again with `once`, which finds
 * the registered one.
 */
export interface UnknownRegister extends Unknown {
  /** The value of `once`. */
  readonly safeToRepeat: boolean;
}

export type ReadResult =
  ({ readonly status: 200 } & Registered) | RefusalOf<RefusedStatus<"read">> | Unexpected | Unreachable;
export type ReadVersionResult =
  ({ readonly status: 200 } & Registered) | RefusalOf<RefusedStatus<"readVersion">> | Unexpected | Unreachable;

export interface Version {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** For `readVersion`. To change the Appointment, `read` it to get its ETag. */
  readonly versionId: string;
  /** POST registered it, PUT updated it. */
  readonly method: "POST" | "PUT";
}
export type HistoryResult =
  | {
      readonly status: 200;
      readonly versions: readonly Version[];
      /** Contains the entries of all pages. */
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalOf<RefusedStatus<"history">>
  | Unexpected
  | Unreachable;

export interface Found {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** `fullUrl` of the entry, or the URL of the Appointment if the entry has none. */
  readonly url: string;
}
export type SearchResult =
  | {
      readonly status: 200;
      readonly total: number;
      readonly found: readonly Found[];
      /** Contains the entries of all pages. */
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalOf<RefusedStatus<"searchByForm">>
  | Unexpected
  | Unreachable;

/**
 * Additions and changes that the registry made to the submitted Appointment; usually none. Server-assigned `id` and
 * `meta` do not count.
 */
interface Completed {
  /** Changes from the submitted Appointment to the stored one. */
  readonly changes: readonly Change[];
}

/** Excludes 408, 500 and 503, which a gateway sends too and which leave the outcome open. */
export type RegisterRefusal = Exclude<RefusedStatus<"register">, 408 | 500 | 503>;

export type RegisterResult =
  | ({ readonly status: 201 } & Registered & Completed)
  /**
   * It was already registered. `recovered`: an answer was lost, so this very call may have registered it. It may have
   * been cancelled since; see `appointment.status`.
   */
  | ({ readonly status: 200; readonly recovered: boolean } & Registered & Completed)
  | RefusalOf<RegisterRefusal>
  | Unexpected
  | Unreachable
  | UnknownRegister;

/** Somebody else changed the Appointment after it was retrieved. This call changed nothing. */
export interface Conflict extends Refusal<409> {
  /** The current version, if it could be retrieved. */
  readonly current?: Registered;
  /** The changes of the other writer: from the retrieved version to the current one. */
  readonly changes: readonly Change[];
}

/**
 * Excludes the statuses that leave the outcome of an update open. 500 is included, because the retrieval may be
 * answered with it.
 */
export type CancelRefusal = RefusedStatus<"read"> | Exclude<RefusedStatus<"cancel">, 408 | 409 | 500 | 503>;

/**
 * The result of a cancel. Only `status: 200` means that the appointment is cancelled and that the registry confirmed
 * it.
 */
export type CancelResult =
  /** `recovered`: an answer was lost, and the next version in the registry holds the requested status. */
  | ({ readonly status: 200; readonly recovered: boolean } & Registered & Completed)
  | Conflict
  /** 500: the retrieval failed, and nothing was sent. */
  | RefusalOf<CancelRefusal>
  | Unexpected
  | Unreachable
  | UnknownCancel;

export type ValidateResult =
  | {
      readonly status: 200;
      readonly valid: boolean;
      readonly outcome: fhir.OperationOutcome;
      readonly issues: readonly Issue[];
      readonly requestId: string;
    }
  | RefusalOf<RefusedStatus<"validateRegister">>
  | Unexpected
  | Unreachable;

export type CapabilitiesResult =
  | { readonly status: 200; readonly statement: fhir.CapabilityStatement; readonly requestId: string }
  | RefusalOf<RefusedStatus<"capabilities">>
  | Unexpected
  | Unreachable;

/** The result of any interaction that was not performed. */
export type NotDone = Refusal | Unexpected | Unreachable | Unknown;
