import type { Change, Issue } from "@appointment-registry/fhir-appointment";
import type { operations } from "./generated/contract.js";

/** The statuses by which the contract refuses an operation. */
export type RefusedStatus<Operation extends keyof operations> = {
  [Each in Operation]: Exclude<keyof operations[Each]["responses"] & number, 200 | 201 | 304>;
}[Operation];

/** An Appointment as the registry holds it, with the values that the next change needs. */
export interface Registered {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** Opaque: for `If-Match`, never to be computed with. */
  readonly etag: string;
  /** `meta.versionId`: for `readVersion`, and with `etag` for `resume`. */
  readonly versionId: string;
  /** URL of this version, where the answer named one. */
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

/** The registry refused, and nothing was changed. The same request is refused again (408, 429 and 500 excepted). */
export interface Refusal<Status extends number = number> {
  readonly status: Status;
  /** As the registry sent it, or where that is not valid STU3, what could be read of it; absent if its answer carried none. */
  readonly outcome?: fhir.OperationOutcome;
  /** What the OperationOutcome says, one entry for each issue. */
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** One refusal for each of the statuses, so that the compiler checks a `switch` over `status`. */
type RefusalOf<Status extends number> = Status extends number ? Refusal<Status> : never;

/** An answer that is not in the contract: of a gateway, or of another kind of server. Nothing was changed. */
export interface Unexpected {
  readonly status: "unexpected";
  readonly httpStatus: number;
  readonly message: string;
  /** Present where a FHIR server answered. */
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** No answer, and it is certain that nothing was changed: no connection, no token, a closed client, or only a retrieval. */
export interface Unreachable {
  readonly status: "unreachable";
  readonly message: string;
  readonly error: Error;
  readonly requestId: string;
}

/** The request may have left this process, and its outcome is not known. */
export interface Unknown {
  readonly status: "unknown";
  readonly message: string;
  /** Whether the same call, made again, cannot do it a second time: see `UnknownCancel` and `UnknownRegister`. */
  readonly safeToRepeat: boolean;
  /** Why there was no answer, or the reason of the caller's signal. */
  readonly error?: Error;
  /** HTTP status of the last answer, where there was one. */
  readonly httpStatus?: number;
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** A cancel whose outcome is not known. The same call is safe: `If-Match` lets a version be changed once. */
export interface UnknownCancel extends Unknown {
  readonly safeToRepeat: true;
  /** For `CancelOptions.resume`: the next call then recognises a cancel that was done by this one. */
  readonly resume: Resume;
  /** The version that is current, where it could be retrieved. */
  readonly current?: Registered;
  /** From what was submitted to `current`; empty if there is none. */
  readonly changes: readonly Change[];
}

/**
 * A registration whose outcome is not known. With `once` the same call is safe. Without it (`safeToRepeat: false`) the same call
 * may register the Appointment a second time: search for it first, or call again with `once`, which finds what was registered.
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
  /** For `readVersion`; to change the Appointment, `read` it for its ETag. */
  readonly versionId: string;
  /** POST registered it, PUT updated it. */
  readonly method: "POST" | "PUT";
}
export type HistoryResult =
  | {
      readonly status: 200;
      readonly versions: readonly Version[];
      /** With the entries of all pages. */
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalOf<RefusedStatus<"history">>
  | Unexpected
  | Unreachable;

export interface Found {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** `fullUrl` of the entry; the URL of the Appointment where it has none. */
  readonly url: string;
}
export type SearchResult =
  | {
      readonly status: 200;
      readonly total: number;
      readonly found: readonly Found[];
      /** With the entries of all pages. */
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalOf<RefusedStatus<"searchByForm">>
  | Unexpected
  | Unreachable;

/** What the registry holds in addition to, or unlike, what was submitted: as a rule nothing. Server-assigned `id` and `meta` do not count. */
interface Completed {
  /** From what was submitted to what the registry holds. */
  readonly changes: readonly Change[];
}

/** 408, 500 and 503, which a gateway answers too, leave open whether it was done. */
export type RegisterRefusal = Exclude<RefusedStatus<"register">, 408 | 500 | 503>;

export type RegisterResult =
  | ({ readonly status: 201 } & Registered & Completed)
  /**
   * It was registered already: `recovered` where an answer was lost, so that this very call may have registered it. It may have
   * been cancelled since: see `appointment.status`.
   */
  | ({ readonly status: 200; readonly recovered: boolean } & Registered & Completed)
  | RefusalOf<RegisterRefusal>
  | Unexpected
  | Unreachable
  | UnknownRegister;

/** Somebody else changed the Appointment after it was retrieved. This call changed nothing. */
export interface Conflict extends Refusal<409> {
  /** The version that is current now, where it could be retrieved. */
  readonly current?: Registered;
  /** What the other writer changed: from what was retrieved to what is current. */
  readonly changes: readonly Change[];
}

/** 408 and 500 leave open whether it was done; 500 is here since its retrieval may be answered so. */
export type CancelRefusal = RefusedStatus<"read"> | Exclude<RefusedStatus<"cancel">, 408 | 409 | 500 | 503>;

/** What became of a cancel. Only `status: 200` means that the appointment is cancelled and that the registry said so. */
export type CancelResult =
  /** `recovered`: an answer was lost, and the registry holds what was asked for in the version that followed. */
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

/** The result of any interaction that was not done. */
export type NotDone = Refusal | Unexpected | Unreachable | Unknown;
