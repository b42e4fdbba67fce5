import { expect } from "@jest/globals";
import { fromOperationOutcome, readResource } from "@appointment-registry/fhir-appointment";
import type { DocumentedAnswer, AnswerSelection } from "@appointment-registry/mock";

/** True if a later attempt may succeed (RFC 9110). */
export const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;
/** True if the status does not show whether the request was completed. */
export const isDoubtful = (status: number): boolean => status === 408 || status >= 500;

export function resourceIn<Resource>({ text, format = "json" }: DocumentedAnswer): Resource {
  const read = readResource(text, { format });
  if (read.kind !== "resource") throw new Error(text);
  return read.resource as Resource;
}

/** Returns the Appointment of an answer, with the values of its header fields. */
export function registeredIn(answer: DocumentedAnswer): object {
  const appointment = resourceIn<fhir.Appointment>(answer);
  const { etag, location, "last-modified": lastModified } = answer.headers;
  const versionId = appointment.meta?.versionId;
  return {
    appointment,
    id: appointment.id,
    etag,
    versionId,
    lastModified,
    ...(location === undefined ? {} : { location }),
  };
}

export function explainedIn(answer: DocumentedAnswer) {
  const outcome = resourceIn<fhir.OperationOutcome>(answer);
  return { outcome, issues: fromOperationOutcome(outcome) };
}

export const refusedBy = (answer: DocumentedAnswer): object => ({ status: answer.status, ...explainedIn(answer) });

export const unknownAfter = (answer: DocumentedAnswer): object => ({
  status: "unknown",
  message: expect.stringMatching(`^The last response was HTTP ${answer.status}\\.`),
  httpStatus: answer.status,
  ...explainedIn(answer),
});

/** Selects this answer of the mock, but without the waiting time in its Retry-After. */
export const atOnce = ({ status, example, headers }: DocumentedAnswer): AnswerSelection => ({
  status,
  ...(example === undefined ? {} : { example }),
  ...("retry-after" in headers ? { headers: { "retry-after": "0" } } : {}),
});
