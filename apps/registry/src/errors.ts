import type { Issue } from "@appointment-registry/fhir-appointment";
import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";

/** Expressed in terms of the registry: `http/` converts them to header fields. */
export interface RefusalFacts {
  /** Number of the current version of the Appointment. */
  readonly currentVersion?: number;
  /** Whole seconds after which the same request may succeed. */
  readonly retryAfterSeconds?: number;
  /** No further requests are served on the connection. */
  readonly endsConnection?: true;
}

export interface RegistryErrorOptions {
  /** Replaces the explanation in the catalogue. Contains no patient data. */
  readonly message?: string;
  /** Issues beyond the catalogue: one per fault. If empty, the catalogue row is the only issue. */
  readonly issues?: readonly Issue[];
  /** Element that the row of the catalogue refers to, if there are no other issues. */
  readonly element?: Pick<Issue, "expression" | "location">;
  /** Facts that a program handling the refusal needs. */
  readonly facts?: RefusalFacts;
  readonly cause?: unknown;
}

/** A request that fails for a reason in the catalogue. Interactions and auth throw it; only `http/` converts it to a response. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly issues: readonly Issue[];
  readonly facts: RefusalFacts;
  readonly element: Pick<Issue, "expression" | "location">;
  constructor(
    readonly code: ErrorCode,
    options: RegistryErrorOptions = {},
  ) {
    super(options.message ?? ERRORS[code].explanation, options.cause === undefined ? {} : { cause: options.cause });
    this.issues = options.issues ?? [];
    this.facts = options.facts ?? {};
    this.element = options.element ?? {};
  }
}

/** Refusal of a write that was not started. */
export function writesRefused(cause: unknown): RegistryError {
  return new RegistryError("writes-refused", { facts: { retryAfterSeconds: 1 }, cause });
}

/** Refusal of a request for which there is no room. */
export function overloaded(): RegistryError {
  return new RegistryError("overloaded", { facts: { retryAfterSeconds: 1 } });
}

/** Returns the issues of a refusal: its own, or the row of the catalogue as a single issue. */
export function getIssues(error: RegistryError): readonly Issue[] {
  if (error.issues.length > 0) return error.issues;
  const { status, issue, spineCode, remedy } = ERRORS[error.code];
  const message = `${error.message} ${remedy}`;
  return [
    {
      severity: status >= 500 ? "fatal" : "error",
      code: issue,
      rule: error.code,
      message,
      spineCode,
      ...error.element,
    },
  ];
}
