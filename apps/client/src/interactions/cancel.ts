import { diff } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import { isRefusal, refusal, registeredOf, unexpected, unreachable, written } from "../answers.js";
import type { Asked, Exchange } from "../exchange.js";
import type { CancelResult, Conflict, Registered, Resume, UnknownCancel } from "../results.js";
import { read, readVersion } from "./retrieve.js";
import type { CallOptions } from "./retrieve.js";

export interface CancelOptions extends CallOptions {
  /** `entered-in-error` for an entry that should never have been registered. `cancelled`. */
  readonly to?: "cancelled" | "entered-in-error";
  /**
   * What to do when somebody else changed the Appointment in between. `report` it (the default), or `retry` with the new
   * version as long as that is still booked.
   */
  readonly onConflict?: "report" | "retry";
  /** Called with the version that is going to be cancelled before anything is sent: for a journal. May be asynchronous. */
  readonly onRetrieved?: (retrieved: Registered) => void | Promise<void>;
  /**
   * The version that an earlier call retrieved and may have cancelled, of which the answer is not known (it was `unknown`, or the
   * process ended). If the registry holds that cancel, it is a success and nothing is sent.
   */
  readonly resume?: Resume;
}

/** Other writers can only cancel too, so that more rounds than this tell of something else. */
const MAXIMUM_ROUNDS = 3;

/**
 * Cancels a registered Appointment: retrieves it, changes `status` and nothing else, and PUTs it with `If-Match`. Whatever gets
 * lost on the way, it is cancelled once at most, and `status: 200` is said only where the registry said so.
 */
export async function cancel(exchange: Exchange, id: string, options: CancelOptions = {}): Promise<CancelResult> {
  const target = options.to ?? "cancelled";
  let { resume } = options;
  for (let round = 1; ; round += 1) {
    const current = await read(exchange, id, options);
    if (current.status !== 200) return current as CancelResult;
    if (resume !== undefined && resume.etag !== current.etag) {
      const earlier = await readVersion(exchange, id, resume.versionId, options);
      if (earlier.status === 200 && isSame({ ...earlier.appointment, status: target }, current)) {
        return { ...current, status: 200, recovered: true, changes: [] };
      }
    }
    resume = undefined;
    await options.onRetrieved?.(current);
    const result = await put(exchange, current, target, options);
    const again = options.onConflict === "retry" && result.status === 409 && round < MAXIMUM_ROUNDS;
    if (!again || result.current?.appointment.status !== "booked") return result;
  }
}

async function put(
  exchange: Exchange,
  retrieved: Registered,
  status: "cancelled" | "entered-in-error",
  { signal }: CallOptions,
): Promise<CancelResult> {
  const submitted: fhir.Appointment = { ...retrieved.appointment, status };
  const body = written(submitted, exchange.format);
  const asked = await exchange.ask({ interaction: "cancel", again: "always", signal }, (contract, through) =>
    contract.PUT("/Appointment/{id}", {
      params: { path: { id: retrieved.id }, header: { "If-Match": retrieved.etag } },
      body: body as never,
      ...through,
    }),
  );
  const { answer, requestId, doubtful } = asked;
  if (answer === undefined && !doubtful) return unreachable(asked.error, requestId);
  if (answer?.status === 200) {
    const updated = registeredOf(answer, requestId);
    if (updated !== undefined && isSame(submitted, updated)) return { status: 200, recovered: false, ...updated, changes: [] };
  }
  if (answer !== undefined && answer.status !== 200 && answer.status !== 409 && !doubtful) {
    return isRefusal(answer.status) ? (refusal(answer, requestId) as CancelResult) : unexpected(answer, requestId);
  }
  return settle(exchange, asked, { retrieved, submitted, signal });
}

/** Finds out what became of a PUT whose answer was lost or a conflict, by what is current now. */
async function settle(
  exchange: Exchange,
  asked: Asked,
  {
    retrieved,
    submitted,
    signal,
  }: { retrieved: Registered; submitted: fhir.Appointment; signal?: AbortSignal | undefined },
): Promise<CancelResult> {
  const { answer, requestId } = asked;
  const found = await read(exchange, retrieved.id, signal === undefined ? {} : { signal });
  const current = found.status === 200 ? found : undefined;
  const changed = current !== undefined && current.etag !== retrieved.etag;
  // Without a lost answer a 409 is another's doing, even if that other wanted the same.
  const mayBeOurs = asked.doubtful || answer?.status === 200;
  if (mayBeOurs && changed && isSame(submitted, current)) {
    return { ...current, status: 200, recovered: true, requestId, changes: [] };
  }
  if (mayBeOurs && current === undefined) return unknown(asked, retrieved);
  if (answer?.status === 409) return conflict(asked, retrieved, current);
  if (changed) {
    const issues: Issue[] = [];
    return { status: 409, issues, requestId, current, changes: diff(retrieved.appointment, current.appointment) };
  }
  // The registry judges the same request in the same way each time, so this answer holds for the lost ones too.
  if (answer !== undefined && LASTING.has(answer.status)) return refusal(answer, requestId) as CancelResult;
  return unknown(asked, retrieved);
}

const LASTING: ReadonlySet<number> = new Set([400, 404, 412, 413, 415, 422]);

function conflict({ answer, requestId }: Asked, retrieved: Registered, current?: Registered): Conflict {
  const changes = current === undefined ? [] : diff(retrieved.appointment, current.appointment);
  const { outcome, issues } = refusal(answer as NonNullable<typeof answer>, requestId);
  return {
    status: 409,
    ...(outcome === undefined ? {} : { outcome }),
    issues,
    requestId,
    ...(current === undefined ? {} : { current }),
    changes,
  };
}

function unknown(asked: Asked, { etag, versionId }: Registered): UnknownCancel {
  const { answer, requestId } = asked;
  const repeat = { safeToRepeat: true, resume: { etag, versionId }, changes: [] } as const;
  if (answer === undefined) {
    const { error } = asked;
    return { status: "unknown", message: `The answer was lost: ${error.message}`, error, issues: [], requestId, ...repeat };
  }
  if (answer.status === 200 || answer.status === 409) {
    const message = "An answer was lost, and then the registry could not be asked what it holds.";
    return { status: "unknown", message, issues: [], requestId, ...repeat };
  }
  const { outcome, issues } = refusal(answer, requestId);
  const message = `The last answer was HTTP ${answer.status}.`;
  const explained = { ...(outcome === undefined ? {} : { outcome }), issues };
  return { status: "unknown", message, httpStatus: answer.status, ...explained, requestId, ...repeat };
}

const isSame = (submitted: fhir.Appointment, registered: Registered): boolean =>
  diff(submitted, registered.appointment).length === 0;
