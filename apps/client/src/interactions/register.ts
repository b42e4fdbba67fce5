import { explained, isRefusal, refusal, registeredOf, unexpected, unreachable, written } from "../answers.js";
import type { Exchange } from "../exchange.js";
import { diff } from "@appointment-registry/fhir-appointment";
import type { RegisterResult } from "../results.js";
import type { CallOptions } from "./retrieve.js";

export interface RegisterOptions extends CallOptions {
  /**
   * Register only if the registry has no Appointment with this one's `identifier` (`If-None-Exist`); the one it has is answered
   * with 200. The request can then be sent again without harm, so lost answers are made up for. Without it, the result of a lost
   * answer is `unknown`, lest the Appointment be registered twice.
   */
  readonly once?: boolean;
}

/** Registers a booked Appointment. */
export async function register(
  exchange: Exchange,
  appointment: fhir.Appointment,
  { once = false, signal }: RegisterOptions = {},
): Promise<RegisterResult> {
  const identifier = once ? identifierOf(appointment) : undefined;
  const body = written(appointment, exchange.format);
  const again = identifier === undefined ? "undone" : "always";
  const asked = await exchange.ask({ interaction: "register", again, signal }, (contract, through) =>
    contract.POST("/Appointment", {
      params: { header: identifier === undefined ? {} : { "If-None-Exist": identifier } },
      body: body as never,
      ...through,
    }),
  );
  const { answer, requestId, doubtful } = asked;
  const unknown = { status: "unknown", safeToRepeat: once, requestId } as const;
  if (answer === undefined) {
    const { error } = asked;
    if (!doubtful) return unreachable(error, requestId);
    return { ...unknown, message: `The answer was lost: ${error.message}`, error, issues: [] };
  }
  const { status } = answer;
  if (status === 201 || status === 200) {
    const registered = registeredOf(answer, requestId);
    if (registered !== undefined) {
      const changes = diff({ ...appointment, id: registered.id }, registered.appointment);
      if (status === 201) return { status, ...registered, changes };
      return { status, recovered: doubtful, ...registered, changes };
    }
    return { ...unknown, message: "The answer does not carry the Appointment.", httpStatus: status, issues: [] };
  }
  if (status >= 500 || status === 408 || (doubtful && !LASTING.has(status))) {
    return { ...unknown, message: `The last answer was HTTP ${status}.`, httpStatus: status, ...explained(answer) };
  }
  return isRefusal(status) ? (refusal(answer, requestId) as RegisterResult) : unexpected(answer, requestId);
}

/** Said of the request alone, so that it holds for the attempts before whose answers were lost. */
const LASTING: ReadonlySet<number> = new Set([400, 413, 415, 422]);

function identifierOf({ identifier }: fhir.Appointment): string {
  const { system, value } = identifier?.[0] ?? {};
  if (system === undefined || value === undefined) {
    throw new TypeError("An Appointment can be registered once only if it has an identifier with system and value.");
  }
  const token = [system, value].map((part) => part.replace(/[\\|,$]/g, "\\$&")).join("|");
  return `identifier=${encodeURIComponent(token)}`;
}
