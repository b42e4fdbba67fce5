import { diff } from "@appointment-registry/fhir-appointment";
import { isSuccess, toRegistered, isCertainlyNotDone, writeAppointment } from "../answers.js";
import type { Call } from "../calls/call.js";
import type { Calls } from "../calls/calls.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange } from "../exchange.js";
import { REFUSED_BY, toRefusal, unexpected, unreachable } from "../refusals.js";
import type { CancelResult, Registered, Resume } from "../results.js";
import { read } from "./retrieve.js";
import type { CallOptions } from "./retrieve.js";
import { resumeCancel } from "./resume-cancel.js";
import { resolveCancel } from "./resolve-cancel.js";

export interface CancelOptions extends CallOptions {
  /** `entered-in-error` for an entry that should never have been registered. Default: `cancelled`. */
  readonly to?: "cancelled" | "entered-in-error";
  /**
   * The reaction if somebody else changed the Appointment in between: `report` it (the default), or `retry` with the
   * new version as long as that is still booked.
   */
  readonly onConflict?: "report" | "retry";
  /**
   * Called with the version to be cancelled before anything is sent; for a journal. May be asynchronous. If it throws,
   * nothing is sent and `cancel` rejects with its error.
   */
  readonly onRetrieved?: (retrieved: Registered) => void | Promise<void>;
  /**
   * The version that an earlier call retrieved and may have cancelled, with an unknown outcome (the result was
   * `unknown`, or the process ended). If the registry holds that cancel, it is a success and nothing is sent.
   */
  readonly resume?: Resume;
}

/** Maximum number of rounds: other writers can only cancel too, so more rounds indicate another problem. */
const MAXIMUM_ROUNDS = 3;

/** The share of a call's time that is reserved for reading the outcome of an update whose answer was lost. */
const SETTLING_SHARE = 1 / 4;
const MAXIMUM_SETTLING_MS = 10_000;

/**
 * Cancels a registered Appointment: retrieves it, changes `status` and nothing else, and PUTs it with `If-Match`.
 * Whatever gets lost on the way, it is cancelled at most once, and the result has `status: 200` only if the registry
 * confirmed it.
 */
export async function cancel(
  { exchange, calls }: { readonly exchange: Exchange; readonly calls: Calls },
  call: Call,
  id: string,
  options: CancelOptions = {},
): Promise<CancelResult> {
  const { to = "cancelled", onConflict = "report", onRetrieved } = options;
  for (let round = 1; ; round += 1) {
    const current = await read(exchange, call, id);
    if (current.status !== 200) return current;
    if (options.resume !== undefined && round === 1) {
      const result = await resumeCancel(exchange, call, { current, resume: options.resume, to });
      if (result !== undefined) return result;
    }
    if (onRetrieved !== undefined) await calls.callback(call, () => onRetrieved(current));
    if (call.aborted) throw call.signal.reason;
    // The update of an earlier call may still arrive.
    const mayBeDone = options.resume?.versionId === current.versionId;
    const result = await put(exchange, call, { retrieved: current, to, mayBeDone });
    const again = onConflict === "retry" && result.status === 409 && round < MAXIMUM_ROUNDS && !call.aborted;
    if (!again || result.current?.appointment.status !== "booked") return result;
  }
}

interface Update {
  readonly retrieved: Registered;
  readonly to: "cancelled" | "entered-in-error";
  /** True if an earlier call may have performed this update. */
  readonly mayBeDone: boolean;
}

async function put(exchange: Exchange, call: Call, { retrieved, to, mayBeDone }: Update): Promise<CancelResult> {
  const submitted: fhir.Appointment = { ...retrieved.appointment, status: to };
  const { id, etag } = retrieved;
  const request = contractRequest("put", "/Appointment/{id}", { path: { id }, header: { "If-Match": etag } });
  const body = writeAppointment(submitted, exchange.format);
  call.budget.reserve(Math.min(call.budget.total * SETTLING_SHARE, MAXIMUM_SETTLING_MS));
  const sent = await exchange.send(request, { interaction: "cancel", again: "always", body }, call);
  call.budget.release();
  const response = mayBeDone ? { ...sent, doubt: "open" as const } : sent;
  const { answer, requestId, doubt } = response;
  if (answer === undefined && doubt === "none") {
    if (call.aborted) throw call.signal.reason;
    return unreachable(response.error, requestId);
  }
  if (answer !== undefined && isSuccess(answer)) {
    const updated = toRegistered(answer, requestId);
    if (updated !== undefined && isDone(updated, retrieved, submitted)) {
      return { status: 200, recovered: false, ...updated, changes: [] };
    }
  }
  if (answer !== undefined && doubt === "none" && isCertainlyNotDone(answer) && !CONFLICTS.has(answer.status)) {
    return toRefusal(answer, REFUSED_BY.cancel, requestId) ?? unexpected(answer, requestId);
  }
  return resolveCancel(exchange, call, { response, retrieved, submitted });
}

/**
 * Statuses that may mean a conflict. Other FHIR servers answer 412 for a version that is not current; this contract
 * uses it for a missing `If-Match`.
 */
const CONFLICTS: ReadonlySet<number> = new Set([409, 412]);

/**
 * Returns true if an answer holds exactly the submitted Appointment, in a version after the retrieved one (or in the
 * retrieved one if there was nothing to change).
 */
function isDone(updated: Registered, retrieved: Registered, submitted: fhir.Appointment): boolean {
  const isNew = updated.versionId !== retrieved.versionId || retrieved.appointment.status === submitted.status;
  return updated.id === retrieved.id && isNew && diff(submitted, updated.appointment).length === 0;
}
