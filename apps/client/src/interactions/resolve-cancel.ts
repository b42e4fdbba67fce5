import { diff } from "@appointment-registry/fhir-appointment";
import { readIssues, isSuccess, isCertainlyNotDone } from "../answers.js";
import type { Call } from "../calls/call.js";
import type { Exchange, RegistryResponse } from "../exchange.js";
import { REFUSED_BY, toRefusal, unexpected } from "../refusals.js";
import type { CancelResult, Conflict, Registered, UnknownCancel } from "../results.js";
import type { Answer } from "../transport/transport.js";
import { findCancelOutcome } from "./cancel-outcome.js";
import { read } from "./retrieve.js";

interface SentCancel {
  readonly response: RegistryResponse;
  readonly retrieved: Registered;
  readonly submitted: fhir.Appointment;
}

/**
 * Reads the Appointment to determine the outcome of a PUT whose answer was lost, unclear, successful without content,
 * or a conflict.
 */
export async function resolveCancel(exchange: Exchange, call: Call, sent: SentCancel): Promise<CancelResult> {
  const { response, retrieved, submitted } = sent;
  const { answer, requestId, doubt } = response;
  const accepted = answer !== undefined && isSuccess(answer);
  const refused = answer !== undefined && doubt === "none" && !accepted ? answer : undefined;
  const current = await getCurrent(exchange, call, retrieved.id);
  if (refused !== undefined) {
    const changed = current !== undefined && current.versionId !== retrieved.versionId;
    if (refused.status === 409 || changed) return conflict(sent, current, refused);
    return toRefusal(refused, REFUSED_BY.cancel, requestId) ?? unexpected(refused, requestId);
  }
  if (current === undefined) return unknown(sent, "The current version could not be read from the registry.");
  if (current.versionId === retrieved.versionId) return unchanged(sent, current);
  const changes = diff(submitted, current.appointment);
  const done = { ...current, status: 200, recovered: !accepted || doubt !== "none", requestId, changes } as const;
  if (accepted && doubt === "none" && current.appointment.status === submitted.status) return done;
  const { id, versionId } = retrieved;
  switch (await findCancelOutcome(exchange, call, { id, versionId, submitted }, current)) {
    case "done":
      return done;
    case "other":
      return accepted
        ? unknown(sent, "The version in the registry differs from its response.", current)
        : conflict(sent, current);
    case "superseded":
      return unknown(sent, "It was done, and then changed by another client.", current);
    case "unknown":
      return unknown(sent, "It is not known which client made the current version.", current);
  }
}

/** Returns the result if the retrieved version is still current. */
function unchanged(sent: SentCancel, current: Registered): CancelResult {
  const { answer, requestId, doubt } = sent.response;
  if (answer === undefined || isSuccess(answer)) return unknown(sent, "The registry does not have it yet.", current);
  // The registry treats the same request in the same way each time, so this answer also holds for the lost ones.
  if (doubt === "unclear" || (isCertainlyNotDone(answer) && LASTING.has(answer.status))) {
    return toRefusal(answer, REFUSED_BY.cancel, requestId) ?? unexpected(answer, requestId);
  }
  return unknown(sent, "The registry does not have it yet.", current);
}

const LASTING: ReadonlySet<number> = new Set([400, 404, 412, 413, 415, 422]);

/** Returns the current version; `undefined` if the registry is unreachable or the caller stopped waiting. */
async function getCurrent(exchange: Exchange, call: Call, id: string): Promise<Registered | undefined> {
  if (call.aborted) return undefined;
  const found = await read(exchange, call, id).catch(() => undefined);
  return found?.status === 200 ? found : undefined;
}

function conflict({ response, retrieved }: SentCancel, current: Registered | undefined, answer?: Answer): Conflict {
  return {
    status: 409,
    ...(answer === undefined ? { issues: [] } : readIssues(answer)),
    requestId: response.requestId,
    ...(current === undefined ? {} : { current }),
    changes: current === undefined ? [] : diff(retrieved.appointment, current.appointment),
  };
}

function unknown({ response, retrieved, submitted }: SentCancel, why: string, current?: Registered): UnknownCancel {
  const { answer, error, requestId } = response;
  const { etag, versionId } = retrieved;
  const last =
    answer === undefined ? `The response was lost: ${error.message}` : `The last response was HTTP ${answer.status}.`;
  return {
    status: "unknown",
    message: `${last} ${why}`,
    safeToRepeat: true,
    resume: { etag, versionId },
    ...(answer === undefined ? { error, issues: [] } : { httpStatus: answer.status, ...readIssues(answer) }),
    ...(current === undefined ? {} : { current }),
    changes: current === undefined ? [] : diff(submitted, current.appointment),
    requestId,
  };
}
