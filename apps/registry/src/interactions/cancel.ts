import { CANCELLATION_RULES, mergeIssues, tolerateStandingFaults } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import type { VersionId } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import type { Appointment, Version } from "../appointment-version.js";
import { toRepresentation, getResource, createVersion } from "../appointment-version.js";
import type { StoredVersion } from "../store/store.js";
import { judgeCancellation, validateAppointment } from "./checks.js";
import type { Ports } from "./ports.js";
import { isId } from "./read.js";
import type { Submission } from "./submission.js";
import { assertValid } from "./submission.js";
import { versionConflict } from "./version-conflict.js";

/** The versions that an update applies to. Missing and malformed are distinguished; both reject the update at their step. */
export type ExpectedVersions =
  | { readonly kind: "versions"; readonly versions: readonly VersionId[] }
  | { readonly kind: "missing" }
  | { readonly kind: "malformed" };

export interface CancelRequest {
  readonly id: string;
  readonly submission: Submission;
  readonly expected: ExpectedVersions;
  /** Version in the URL of an update sent to a versioned URL, unparsed: an additional condition. */
  readonly versionInUrl?: string | undefined;
  /** True if the caller may read the entry. Otherwise a refusal reveals nothing of it beyond the submission. */
  readonly mayRead: boolean;
}

/**
 * `update`, which here is always the cancellation of a booked entry. Checks in the order of the decision table: id, condition present,
 * entry exists, version, profile, rules and differences. Of any number of racing calls for one version, exactly one succeeds.
 * @throws RegistryError `id-missing`, `id-mismatch`, `if-match-missing`, `header-invalid`, `not-found`, `version-conflict`,
 *   `resource-invalid`, `rule-broken`
 */
export async function cancel(request: CancelRequest, ports: Ports): Promise<Version> {
  const current = await requireCancellable(request, ports);
  const account = ports.admitWrite("update");
  // The submission proves that the caller knows the entry; only its new status is stored.
  const cancelled = { ...getResource({ stored: current }), status: request.submission.appointment.status };
  const next = createVersion(cancelled, {
    id: current.id,
    version: current.version + 1,
    // Two versions never have the same time, even if the clock was set back.
    time: Math.max(ports.now(), Date.parse(current.lastUpdated) + 1),
    method: "PUT",
    keys: current.keys,
    previous: current,
    account,
  });
  const result = await ports.store.replace(current.version, next.stored);
  if (result.kind === "replaced") return next;
  if (result.kind === "missing") throw new RegistryError("not-found");
  throw await versionConflict(result.current, [String(current.version)], ports.store, shown(request, result.current));
}

const AT_ID = { element: { expression: "Appointment.id", location: "/f:Appointment/f:id" } } as const;

/** Performs every check of `cancel`, without writing. Returns the version that would be replaced. */
export async function requireCancellable(
  request: CancelRequest,
  { store }: Pick<Ports, "store">,
): Promise<StoredVersion> {
  const { id, submission, expected, versionInUrl } = request;
  const { appointment, issues } = submission;
  if (typeof appointment.id !== "string" || appointment.id === "") throw new RegistryError("id-missing", AT_ID);
  if (appointment.id !== id) throw new RegistryError("id-mismatch", AT_ID);
  if (expected.kind === "missing") throw new RegistryError("if-match-missing");
  if (expected.kind === "malformed") {
    throw new RegistryError("header-invalid", { message: 'If-Match is not of the form W/"1", "1" or 1.' });
  }
  const current = isId(id) ? await store.current(id) : undefined;
  if (current === undefined) throw new RegistryError("not-found");

  const version = String(current.version);
  const known = versionInUrl === undefined ? expected.versions : [...expected.versions, versionInUrl];
  if (!expected.versions.includes(version) || (versionInUrl !== undefined && versionInUrl !== version)) {
    throw await versionConflict(
      current,
      known.filter((each) => each !== version),
      store,
      shown(request, current),
    );
  }

  const kept = getResource({ stored: current });
  const faults = mergeIssues(issues, getFaults(appointment, { structure: false }));
  const { entry, differences } = compared(kept, appointment);
  assertValid(
    tolerateStandingFaults(faults, entry, appointment, (resource) => getFaults(resource)),
    shown(request, current).showStatus ? differences : differences.map(withoutStatus),
  );
  return current;
}

/** The status is shown to callers that may read it, and to those that sent it. */
function shown({ mayRead, submission }: CancelRequest, current: StoredVersion): { readonly showStatus: boolean } {
  return { showStatus: mayRead || submission.appointment.status === current.status };
}

function withoutStatus(issue: Issue): Issue {
  const rule = issue.rule as keyof typeof CANCELLATION_RULES;
  return issue.expression === "Appointment.status" ? { ...issue, message: CANCELLATION_RULES[rule] } : issue;
}

/** If a format cannot represent the whole stored entry, the caller has seen only the part that it can. */
function compared(kept: Appointment, appointment: Appointment): { entry: Appointment; differences: Issue[] } {
  const differences = judgeCancellation(kept, appointment);
  if (differences.length > 0)
    for (const format of ["json", "xml"] as const) {
      const entry = toRepresentation(kept, format);
      if (judgeCancellation(entry, appointment).length === 0) return { entry, differences: [] };
    }
  return { entry: kept, differences };
}

const getFaults = (appointment: Appointment, options: { readonly structure?: boolean } = {}): Issue[] =>
  validateAppointment(appointment, { rules: "careconnect", maxIssues: Infinity, ...options });
