import { diff } from "@appointment-registry/fhir-appointment";
import { readIssues, isSuccess, toRegistered, isCertainlyNotDone, writeAppointment } from "../answers.js";
import type { Call } from "../calls/call.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange, RegistryResponse } from "../exchange.js";
import { REFUSED_BY, toRefusal, unexpected, unreachable } from "../refusals.js";
import type { Registered, RegisterResult, UnknownRegister } from "../results.js";
import type { Answer } from "../transport/transport.js";
import { read } from "./retrieve.js";
import type { CallOptions } from "./retrieve.js";
import { searchToken } from "./search-token.js";

export interface RegisterOptions extends CallOptions {
  /**
   * Register only if the registry has no Appointment with this one's first `identifier` (`If-None-Exist`). If it has
   * one, it returns that one with 200. The request can then be sent again without harm, which compensates for lost
   * answers. Without this option, the result of a lost answer is `unknown`, and the same call again may register the
   * Appointment twice.
   */
  readonly once?: boolean;
}

/** Registers a booked Appointment. */
export async function register(
  exchange: Exchange,
  call: Call,
  appointment: fhir.Appointment,
  { once = false }: RegisterOptions = {},
): Promise<RegisterResult> {
  const header = once ? { "If-None-Exist": getIdentifier(appointment) } : {};
  const response = await exchange.send(
    contractRequest("post", "/Appointment", { header }),
    {
      interaction: "register",
      again: once ? "always" : "undone",
      body: writeAppointment(appointment, exchange.format),
    },
    call,
  );
  const { answer, requestId, doubt } = response;
  if (answer === undefined) {
    if (doubt !== "none") return unknown(response, once);
    if (call.aborted) throw call.signal.reason;
    return unreachable(response.error, requestId);
  }
  if (isSuccess(answer)) {
    const registered = await registeredBy(answer, exchange, call, { appointment, requestId });
    if (registered === undefined) return unknown(response, once);
    const changes = diff({ ...appointment, resourceType: "Appointment", id: registered.id }, registered.appointment);
    if (answer.status !== 200) return { ...registered, status: 201, changes };
    return { ...registered, status: 200, recovered: doubt !== "none", changes };
  }
  if (!isCertainlyNotDone(answer) || (doubt !== "none" && !LASTING.has(answer.status))) return unknown(response, once);
  return toRefusal(answer, REFUSED_BY.register, requestId) ?? unexpected(answer, requestId);
}

/** Statuses that depend on the request alone, so they also hold for earlier attempts whose answers were lost. */
const LASTING: ReadonlySet<number> = new Set([400, 413, 415, 422]);

/** Returns the Appointment in a successful answer or, if it has none, the one at its `Location`. */
async function registeredBy(
  answer: Answer,
  exchange: Exchange,
  call: Call,
  { appointment, requestId }: { readonly appointment: fhir.Appointment; readonly requestId: string },
): Promise<Registered | undefined> {
  const id = /\/Appointment\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/|$)/.exec(answer.headers.get("location") ?? "")?.[1];
  let registered = toRegistered(answer, requestId);
  if (registered === undefined && id !== undefined && !call.aborted) {
    const found = await read(exchange, call, id).catch(() => undefined);
    registered = found?.status === 200 ? found : undefined;
  }
  if (registered === undefined || (id !== undefined && registered.id !== id)) return undefined;
  return hasIdentifiersOf(appointment, registered.appointment) ? registered : undefined;
}

/** Returns true if an Appointment has the submitted identifiers; an answer about another Appointment lacks them. */
function hasIdentifiersOf(submitted: fhir.Appointment, { identifier: held = [] }: fhir.Appointment): boolean {
  return (submitted.identifier ?? []).every(({ system, value }) =>
    held.some((each) => each.system === system && each.value === value),
  );
}

function unknown({ answer, error, requestId }: RegistryResponse, safeToRepeat: boolean): UnknownRegister {
  const about = { status: "unknown", safeToRepeat, requestId } as const;
  if (answer === undefined) return { ...about, message: `The response was lost: ${error.message}`, error, issues: [] };
  const message = isSuccess(answer)
    ? `The response, HTTP ${answer.status}, does not contain the Appointment.`
    : `The last response was HTTP ${answer.status}.`;
  return { ...about, message, httpStatus: answer.status, ...readIssues(answer) };
}

function getIdentifier({ identifier }: fhir.Appointment): string {
  const { system, value } = identifier?.[0] ?? {};
  if (system === undefined || value === undefined) {
    throw new TypeError("An Appointment can be registered once only if it has an identifier with system and value.");
  }
  return `identifier=${encodeURIComponent(searchToken(system, value))}`;
}
