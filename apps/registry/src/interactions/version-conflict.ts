import type { Issue } from "@appointment-registry/fhir-appointment";
import { boundIssues, diff } from "@appointment-registry/fhir-appointment";
import { ERRORS } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { getResource } from "../appointment-version.js";
import { parseVersionId } from "./vread.js";
import type { AppointmentStore, StoredVersion } from "../store/store.js";

/**
 * Refusal of an update that applied to another version. It names the current version, its status and each element changed since the version
 * that the caller knows, without values. The caller can thus act without guessing.
 * @param showStatus false if the caller may not read it
 */
export async function versionConflict(
  current: StoredVersion,
  known: readonly string[],
  store: Pick<AppointmentStore, "version">,
  { showStatus = true }: { readonly showStatus?: boolean } = {},
): Promise<RegistryError> {
  const { issue, spineCode } = ERRORS["version-conflict"];
  const final = current.status === "cancelled" || current.status === "entered-in-error";
  const status = final ? ` and it is already ${current.status}` : ` and its status is ${current.status}`;
  const conflict: Issue = {
    severity: "error",
    code: issue,
    rule: "version-conflict",
    message:
      `The request is for ${named(known)}, but version ${current.version} is current${showStatus ? status : ""}. ` +
      (final && showStatus ? "There is nothing left to cancel." : "Retrieve the Appointment again and decide again."),
    spineCode,
    expression: "Appointment.meta.versionId",
    location: "/f:Appointment/f:meta/f:versionId",
  };
  return new RegistryError("version-conflict", {
    issues: boundIssues([conflict, ...(await changesSince(current, known, store))]),
    facts: { currentVersion: current.version },
  });
}

async function changesSince(
  current: StoredVersion,
  known: readonly string[],
  store: Pick<AppointmentStore, "version">,
): Promise<Issue[]> {
  const latest = known
    .map(parseVersionId)
    .reduce((most = 0, each = 0) => (each < current.version ? Math.max(most, each) : most), 0);
  const before = latest === undefined || latest === 0 ? undefined : await store.version(current.id, latest);
  if (before === undefined) return [];
  return diff(getResource({ stored: before }), getResource({ stored: current })).map(
    ({ kind, expression, location }) => ({
      severity: "information",
      code: "conflict",
      rule: `changed-since:${kind}`,
      message: `Since version ${latest} this element was ${kind}.`,
      expression,
      location,
      spineCode: "FHIR_CONSTRAINT_VIOLATION",
    }),
  );
}

function named(versions: readonly string[]): string {
  // URL and If-Match may name the same version. Text that is not a version, or is too long to be one, is not repeated.
  const known = [...new Set(versions)].filter((version) => /^(?:0|[1-9]\d{0,29})$/.test(version));
  if (known.length === 0 || known.length > 4) return "another version";
  return known.length === 1 ? `version ${known[0]}` : `versions ${known.join(", ")}`;
}
