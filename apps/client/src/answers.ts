import { fromOperationOutcome, readResource, writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Format, Issue } from "@appointment-registry/fhir-appointment";
import type { Asked } from "./exchange.js";
import type { operations } from "./generated/contract.js";
import type { RefusedStatus, Refusal, Registered, Unexpected, Unreachable } from "./results.js";
import type { Answer } from "./transport/transport.js";

/** The failures of the contract, all of them. What else is answered comes from something that is not the registry. */
const REFUSALS: Readonly<Record<RefusedStatus<keyof operations>, true>> = {
  400: true,
  403: true,
  404: true,
  406: true,
  408: true,
  409: true,
  412: true,
  413: true,
  415: true,
  422: true,
  429: true,
  431: true,
  500: true,
};

/** The resource that an answer carries; `undefined` where it is none, is faulty or of another type. */
export function resourceOf<R extends AnyResource>(answer: Answer, expectedType?: string): R | undefined {
  const type = answer.headers.get("content-type") ?? "";
  const format = /xml/i.test(type) ? "xml" : /json/i.test(type) ? "json" : undefined;
  if (format === undefined) return undefined;
  const read = readResource(answer.body, { format, ...(expectedType === undefined ? {} : { expectedType }) });
  return read.kind === "resource" ? (read.resource as R) : undefined;
}

export function written(appointment: fhir.Appointment, format: Format): string {
  return writeResource({ ...appointment, resourceType: "Appointment" }, { format });
}

export interface Explained {
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
}

export function explained(answer: Answer): Explained {
  const outcome = resourceOf<fhir.OperationOutcome & AnyResource>(answer, "OperationOutcome");
  return outcome === undefined ? { issues: [] } : { outcome, issues: fromOperationOutcome(outcome) };
}

/** A version of an Appointment with its ETag; `undefined` where the answer lacks one of them. */
export function registeredOf(answer: Answer, requestId: string): Registered | undefined {
  const appointment = resourceOf<fhir.Appointment & AnyResource>(answer, "Appointment");
  const named = appointment?.meta?.versionId;
  const etag = answer.headers.get("etag") ?? (named === undefined ? undefined : `W/"${named}"`);
  if (appointment?.id === undefined || etag === undefined) return undefined;
  const location = answer.headers.get("location") ?? answer.headers.get("content-location");
  const lastModified = answer.headers.get("last-modified");
  return {
    appointment,
    id: appointment.id,
    etag,
    versionId: named ?? etag.replace(/^(?:W\/)?"(.*)"$/, "$1"),
    ...(location === null ? {} : { location }),
    ...(lastModified === null ? {} : { lastModified }),
    requestId,
  };
}

export function isRefusal(status: number): boolean {
  return Object.hasOwn(REFUSALS, status);
}

export function refusal(answer: Answer, requestId: string): Refusal {
  return { status: answer.status, ...explained(answer), requestId };
}

export function unexpected(answer: Answer, requestId: string, message?: string): Unexpected {
  return {
    status: "unexpected",
    httpStatus: answer.status,
    message: message ?? `The answer, HTTP ${answer.status}, is not one of the registry's contract.`,
    ...explained(answer),
    requestId,
  };
}

export function unreachable(error: Error, requestId: string): Unreachable {
  return { status: "unreachable", message: error.message, error, requestId };
}

/** The result of an interaction that changes nothing: what `done` makes of a 200, or why there is none. */
export function retrieved<Done>(
  asked: Asked,
  done: (answer: Answer) => Done | undefined,
): Done | Refusal | Unexpected | Unreachable {
  if (asked.answer === undefined) return unreachable(asked.error, asked.requestId);
  const { answer, requestId } = asked;
  if (isRefusal(answer.status)) return refusal(answer, requestId);
  if (answer.status !== 200) return unexpected(answer, requestId);
  return (
    done(answer) ?? unexpected(answer, requestId, "The answer does not carry the resource that the contract names.")
  );
}
