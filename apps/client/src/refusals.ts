import { readIssues } from "./answers.js";
import type { Call } from "./calls/call.js";
import type { RegistryResponse } from "./exchange.js";
import type { CancelRefusal, RefusedStatus, Refusal, RegisterRefusal, Unexpected, Unreachable } from "./results.js";
import type { Answer } from "./transport/transport.js";

type Statuses<Status extends number> = Readonly<Record<Status, true>>;

const ALWAYS = { 400: true, 403: true, 406: true, 431: true, 500: true, 503: true } as const;
const OF_RESOURCE = { ...ALWAYS, 404: true, 429: true } as const;
const OF_BODY = { 413: true, 415: true } as const;

/** The statuses with which each interaction can be refused: those of the contract, as the result types declare them. */
export const REFUSED_BY: {
  readonly read: Statuses<RefusedStatus<"read">>;
  readonly readVersion: Statuses<RefusedStatus<"readVersion">>;
  readonly history: Statuses<RefusedStatus<"history">>;
  readonly search: Statuses<RefusedStatus<"searchByForm">>;
  readonly register: Statuses<RegisterRefusal>;
  readonly cancel: Statuses<CancelRefusal>;
  readonly validate: Statuses<RefusedStatus<"validateRegister">>;
  readonly capabilities: Statuses<RefusedStatus<"capabilities">>;
} = {
  read: OF_RESOURCE,
  readVersion: OF_RESOURCE,
  history: OF_RESOURCE,
  search: { ...ALWAYS, ...OF_BODY, 408: true, 429: true },
  register: { 400: true, 403: true, 406: true, 412: true, ...OF_BODY, 422: true, 429: true, 431: true },
  cancel: { ...OF_RESOURCE, ...OF_BODY, 412: true, 422: true },
  validate: { ...ALWAYS, ...OF_BODY, 408: true, 429: true },
  capabilities: ALWAYS,
};

/** Returns the refusal in an answer; `undefined` if its status is not one of these, or no FHIR content explains it. */
export function toRefusal<Status extends number>(
  answer: Answer,
  statuses: Statuses<Status>,
  requestId: string,
): Refusal<Status> | undefined {
  const { status } = answer;
  if (!isOneOf(statuses, status)) return undefined;
  const { outcome, issues } = readIssues(answer);
  return outcome === undefined ? undefined : { status, outcome, issues, requestId };
}

function isOneOf<Status extends number>(statuses: Statuses<Status>, status: number): status is Status {
  return Object.hasOwn(statuses, status);
}

export function unexpected(answer: Answer, requestId: string, message?: string): Unexpected {
  return {
    status: "unexpected",
    httpStatus: answer.status,
    message: message ?? `The response, HTTP ${answer.status}, is not one of the registry's contract.`,
    ...readIssues(answer),
    requestId,
  };
}

export function unreachable(error: Error, requestId: string): Unreachable {
  return { status: "unreachable", message: error.message, error, requestId };
}

/**
 * Returns the result of an interaction that changes nothing: the value of `done` for a 200, or the reason for a
 * failure. Throws the abort reason of a caller that stopped waiting.
 */
export function retrieved<Done, Status extends number>(
  response: RegistryResponse,
  call: Call,
  statuses: Statuses<Status>,
  done: (answer: Answer, requestId: string) => Done | undefined,
): Done | Refusal<Status> | Unexpected | Unreachable {
  const { answer, requestId } = response;
  if (answer === undefined) {
    if (call.aborted) throw call.signal.reason;
    return unreachable(response.error, requestId);
  }
  if (answer.status !== 200) {
    return toRefusal(answer, statuses, requestId) ?? unexpected(answer, requestId);
  }
  const message = "The answer does not carry the resource that the contract names.";
  return done(answer, requestId) ?? unexpected(answer, requestId, message);
}
