import { diff } from "@appointment-registry/fhir-appointment";
import type { Change } from "@appointment-registry/fhir-appointment";
import type { Call } from "../calls/call.js";
import type { Exchange } from "../exchange.js";
import type { Registered } from "../results.js";
import { history } from "./retrieve.js";

/** A cancel that may have been performed: the version that it cancels, and the submitted Appointment. */
export interface CancelAttempt {
  readonly id: string;
  readonly versionId: string;
  readonly submitted: fhir.Appointment;
}

/**
 * The outcome of a cancel, as a later version shows it. `done`: it was performed. `other`: somebody else changed the
 * version, so `If-Match` prevents the cancel for ever. `superseded`: it was performed, and then somebody else changed
 * the Appointment. `unknown`: the version does not show the outcome.
 */
export type CancelOutcome = "done" | "superseded" | "other" | "unknown";

export async function findCancelOutcome(
  exchange: Exchange,
  call: Call,
  { id, versionId, submitted }: CancelAttempt,
  current: Registered,
): Promise<CancelOutcome> {
  const { status } = submitted;
  if (isHeldAs(submitted, current.appointment)) return "done";
  const found = call.aborted ? undefined : await history(exchange, call, id).catch(() => undefined);
  const versions = found?.status === 200 ? found.versions : [];
  const at = versions.findIndex((version) => version.versionId === versionId);
  const next = versions[at - 1]?.appointment;
  if (next === undefined) return "unknown";
  if (!isHeldAs(submitted, next)) return "other";
  return current.appointment.status === status ? "done" : "superseded";
}

/**
 * Returns true if an Appointment is held as submitted or as completed by a server: with the same status, and with no
 * submitted element changed or missing.
 */
function isHeldAs(submitted: fhir.Appointment, held: fhir.Appointment): boolean {
  return submitted.status === held.status && diff(submitted, held).every(isCompletion);
}

/**
 * Returns true for changes that servers make to resources that they store: to the narrative, to `meta`, to elements and
 * extensions of their own, and to the order.
 */
function isCompletion({ kind, path }: Change): boolean {
  return kind === "added" || kind === "moved" || path[0] === "text" || path[0] === "meta";
}
