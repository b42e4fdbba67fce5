import { diff } from "@appointment-registry/fhir-appointment";
import type { Call } from "../calls/call.js";
import type { Exchange } from "../exchange.js";
import type { CancelResult, Registered, Resume } from "../results.js";
import { findCancelOutcome } from "./cancel-outcome.js";
import { readVersion } from "./retrieve.js";

export interface ResumedCancel {
  readonly current: Registered;
  readonly resume: Resume;
  readonly to: "cancelled" | "entered-in-error";
}

/**
 * Returns the result of a cancel that an earlier call began; `undefined` if it was not performed and is still to do.
 */
export async function resumeCancel(
  exchange: Exchange,
  call: Call,
  { current, resume, to }: ResumedCancel,
): Promise<CancelResult | undefined> {
  const { versionId } = resume;
  if (current.versionId === versionId) return undefined;
  const { id, requestId } = current;
  const earlier = await readVersion(exchange, call, id, versionId);
  if (earlier.status !== 200) {
    if (current.appointment.status !== to) return undefined;
    // The registry does not return the earlier version. It is enough that it holds the requested status.
    if (typeof earlier.status === "number" && earlier.status < 500 && earlier.status !== 429) {
      return { ...current, status: 200, recovered: true, changes: [] };
    }
    return unknown("The version that was retrieved before cannot be read.", []);
  }
  const submitted = { ...earlier.appointment, status: to };
  const changes = diff(submitted, current.appointment);
  switch (await findCancelOutcome(exchange, call, { id, versionId, submitted }, current)) {
    case "done":
      return { ...current, status: 200, recovered: true, changes };
    case "other":
      return undefined;
    case "superseded":
      return unknown("It was done, and then changed by another client.", changes);
    case "unknown":
      return current.appointment.status === to
        ? unknown("It is not known which client made the current version.", changes)
        : undefined;
  }

  function unknown(message: string, differences: typeof changes): CancelResult {
    return {
      status: "unknown",
      message,
      safeToRepeat: true,
      resume,
      issues: [],
      current,
      changes: differences,
      requestId,
    };
  }
}
