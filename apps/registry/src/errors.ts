import type { Issue } from "@appointment-registry/fhir-appointment";
import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";

/** In terms of the registry: `http/` makes header fields of them. */
export interface RefusalFacts {
  /** The version of the Appointment that is current. */
  readonly currentVersion?: number;
  /** Whole seconds after which the same request may succeed. */
  readonly retryAfterSeconds?: number;
  /** Nothing more is served on the connection. */
  readonly endsConnection?: true;
}

export interface RegistryErrorOptions {
  /** Replaces the explanation of the catalogue. Carries no patient data. */
  readonly message?: string;
  /** What is told beyond the catalogue: one issue per fault. Empty: the catalogue row is the one issue. */
  readonly issues?: readonly Issue[];
  /** The element that the row of the catalogue is about, where there are no other issues. */
  readonly element?: Pick<Issue, "expression" | "location">;
  /** What a program that reads the refusal needs. */
  readonly facts?: RefusalFacts;
  readonly cause?: unknown;
}

/** A request that fails for a reason of the catalogue. Interactions and auth throw it; only `http/` turns it into an answer. */
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

/** The refusal of a write that was not begun. */
export function writesRefused(cause: unknown): RegistryError {
  return new RegistryError("writes-refused", { facts: { retryAfterSeconds: 1 }, cause });
}

/** The refusal of what there is no room for. */
export function overloaded(): RegistryError {
  return new RegistryError("overloaded", { facts: { retryAfterSeconds: 1 } });
}

/** What a refusal tells: its own issues, or the row of the catalogue as one. */
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
