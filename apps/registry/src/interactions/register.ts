import { ENTRY_LIMITS, checkEntrySize } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import type { Appointment, Version } from "../appointment-version.js";
import { createVersion } from "../appointment-version.js";
import type { BusinessIdentifier } from "../store/store.js";
import { validateAppointment } from "./checks.js";
import type { LiveEntries } from "./live-entries.js";
import type { Ports } from "./ports.js";
import type { Submission } from "./submission.js";
import { assertValid } from "./submission.js";

export interface RegisterRequest {
  readonly submission: Submission;
  /** Creates the entry only if no current entry has this identifier (conditional create, STU3 http.html, 2.21.0.8.1). */
  readonly unlessIdentified?: BusinessIdentifier | undefined;
  /** Maximum size of an entry in bytes in either format, if lower than `ENTRY_LIMITS.size`. */
  readonly maxEntryBytes?: number | undefined;
  /** Limits the live entries of one client and patient; absent: no limit. */
  readonly liveEntries?: LiveEntries | undefined;
}

export interface Registered extends Version {
  /** `existing`: nothing was created because an entry already has the identifier. */
  readonly kind: "created" | "existing";
}

/**
 * `create`. A submitted id is ignored.
 * @throws RegistryError `resource-invalid`, `rule-broken`, `multiple-matches`
 */
export async function register(request: RegisterRequest, ports: Ports): Promise<Registered> {
  const { submission, unlessIdentified, liveEntries } = request;
  requireRegistrable(submission, request.maxEntryBytes);
  const account = ports.admitWrite("create");
  for (;;) {
    const id = ports.newId();
    const facts = { id, version: 1, time: ports.now(), method: "POST", account } as const;
    const first = createVersion(withoutId(submission.appointment), facts);
    const insert = (): ReturnType<Ports["store"]["insertUnlessIdentified"]> =>
      unlessIdentified === undefined
        ? ports.store.insert(first.stored)
        : ports.store.insertUnlessIdentified(first.stored, unlessIdentified);
    const result =
      liveEntries === undefined
        ? await insert()
        : await liveEntries.insert(first.stored, unlessIdentified, ports, insert);
    if (result.kind === "inserted") return { kind: "created", ...first };
    if (result.kind === "found") {
      const [match, ...others] = result.matches;
      if (match === undefined || others.length > 0) throw new RegistryError("multiple-matches");
      return { kind: "existing", stored: match };
    }
  }
}

/** Checks whether the submission may become an entry. @throws RegistryError `resource-invalid`, `rule-broken` */
export function requireRegistrable(
  { appointment, issues }: Submission,
  maxEntryBytes: number = ENTRY_LIMITS.size,
): void {
  assertValid(
    issues,
    validateAppointment(appointment, { rules: "registry", structure: false, maxIssues: Infinity }),
    maxEntryBytes < ENTRY_LIMITS.size ? checkEntrySize(appointment, maxEntryBytes) : [],
  );
}

function withoutId(submitted: Appointment): Appointment {
  const { id: _id, _id: _idElement, ...rest } = submitted as Appointment & { _id?: unknown };
  return rest;
}
