import { diff } from "@appointment-registry/fhir-appointment";
import type { Change } from "@appointment-registry/fhir-appointment";
import type { Call } from "../calls/call.js";
import type { Exchange } from "../exchange.js";
import type { Registered } from "../results.js";
import { history } from "./retrieve.js";

/** A cancel that may have been done: of this version, as this Appointment. */
export interface CancelAttempt {
  readonly id: string;
  readonly versionId: string;
  readonly submitted: fhir.Appointment;
}

/**
 * What a later version shows about a cancel: `done`, `other` where the version was changed by somebody else (so that `If-Match`
 * keeps the cancel from being done ever), `superseded` where it was done and then changed by somebody else, `unknown`.
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

/** As it was submitted, or as a server completes it: the same status, and nothing that was submitted is changed or missing. */
function isHeldAs(submitted: fhir.Appointment, held: fhir.Appointment): boolean {
  return submitted.status === held.status && diff(submitted, held).every(isCompletion);
}

/** What servers do to resources that they store: narrative, `meta`, elements and extensions of their own, another order. */
function isCompletion({ kind, path }: Change): boolean {
  return kind === "added" || kind === "moved" || path[0] === "text" || path[0] === "meta";
}
