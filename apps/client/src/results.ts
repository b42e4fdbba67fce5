import type { Change, Issue } from "@appointment-registry/fhir-appointment";
import type { operations } from "./generated/contract.js";

type Statuses<Operation extends keyof operations> = keyof operations[Operation]["responses"] & number;

/** Every status by which the contract refuses something. */
export type FailureStatus = Exclude<{ [Each in keyof operations]: Statuses<Each> }[keyof operations], 200 | 201 | 304>;

/** An Appointment as the registry holds it, with what guards its next change. */
export interface Registered {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** Opaque: for `If-Match`, never to be computed with. */
  readonly etag: string;
  /** The URL of this version, where the registry told it. */
  readonly location?: string;
  /** HTTP date. */
  readonly lastModified?: string;
  readonly requestId: string;
}

/** The registry said no; sent again unchanged it says no again (408 and 429 excepted). */
export interface Refusal<Status extends number = number> {
  readonly status: Status;
  /** As the registry sent it; absent where its answer carried none. */
  readonly outcome?: fhir.OperationOutcome;
  /** What the OperationOutcome says, an issue each. */
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** One refusal for each of the statuses, so that a `switch` over `status` is checked by the compiler. */
type RefusalOf<Status extends number> = Status extends number ? Refusal<Status> : never;

/** Every status of the contract that is a failure; 5xx only after the last attempt. */
export type RefusalFrom<Operation extends keyof operations> = RefusalOf<
  Exclude<Statuses<Operation>, 200 | 201 | 304 | 409>
>;

/** An answer that is not in the contract: of a gateway in between, or of another kind of server. */
export interface Unexpected {
  readonly status: "unexpected";
  readonly httpStatus: number;
  readonly message: string;
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

/** There was no answer, and it is certain that nothing was changed: not connected, no token, or only something to read. */
export interface Unreachable {
  readonly status: "unreachable";
  readonly message: string;
  readonly error: Error;
  readonly requestId: string;
}

/** A change may or may not have been done. It is safe to ask for it again: `If-Match` and the identifier keep it from being done twice. */
export interface Unknown {
  readonly status: "unknown";
  readonly message: string;
  readonly error?: Error;
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
  readonly requestId: string;
}

export type ReadResult = ({ readonly status: 200 } & Registered) | RefusalFrom<"read"> | Unexpected | Unreachable;
export type ReadVersionResult =
  ({ readonly status: 200 } & Registered) | RefusalFrom<"readVersion"> | Unexpected | Unreachable;

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
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalFrom<"history">
  | Unexpected
  | Unreachable;

export interface Found {
  readonly appointment: fhir.Appointment;
  readonly id: string;
  /** URL of the version that was found. */
  readonly url: string;
}
export type SearchResult =
  | {
      readonly status: 200;
      readonly total: number;
      readonly found: readonly Found[];
      readonly bundle: fhir.Bundle;
      readonly requestId: string;
    }
  | RefusalFrom<"searchByForm">
  | Unexpected
  | Unreachable;

export type RegisterResult =
  | ({ readonly status: 201 } & Registered)
  /** It was registered already: `recovered` where an answer was lost, so that it may have been by this very request. */
  | ({ readonly status: 200; readonly recovered: boolean } & Registered)
  | RefusalOf<Exclude<Statuses<"register">, 200 | 201 | 500>>
  | Unexpected
  | Unreachable
  | Unknown;

/** Somebody else changed the Appointment after it was retrieved. Nothing was changed by this client. */
export interface Conflict extends Refusal<409> {
  /** The version that is current now, where it could be retrieved. */
  readonly current?: Registered;
  /** What the other writer changed: from what was retrieved to what is current. */
  readonly changes: readonly Change[];
}

/** What became of a cancel. Only `status: 200` means that the appointment is cancelled and that the registry said so. */
export type CancelResult =
  /** `recovered`: an answer was lost, and the registry holds just what was asked for in the version that followed. */
  | ({ readonly status: 200; readonly recovered: boolean } & Registered)
  | Conflict
  | RefusalOf<Exclude<Statuses<"cancel">, 200 | 409 | 500>>
  | Unexpected
  | Unreachable
  | Unknown;

export type ValidateResult =
  | {
      readonly status: 200;
      readonly valid: boolean;
      readonly outcome: fhir.OperationOutcome;
      readonly issues: readonly Issue[];
      readonly requestId: string;
    }
  | RefusalFrom<"validateRegister">
  | Unexpected
  | Unreachable;

export type CapabilitiesResult =
  | { readonly status: 200; readonly statement: fhir.CapabilityStatement; readonly requestId: string }
  | RefusalFrom<"capabilities">
  | Unexpected
  | Unreachable;

/** The answer to any interaction that was not done. */
export type NotDone = Refusal | Unexpected | Unreachable | Unknown;
