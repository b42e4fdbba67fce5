import {
  fromOperationOutcome,
  readResource,
  toOperationOutcome,
  writeResource,
} from "@appointment-registry/fhir-appointment";
import type { AnyResource, Format, Issue, ReadResult } from "@appointment-registry/fhir-appointment";
import { weakTag } from "@appointment-registry/registry-contract";
import type { Registered } from "./results.js";
import type { Answer } from "./transport/transport.js";

/** Returns the resource in an answer, or `undefined` if it is missing, invalid or of another type. */
export function getResource<R extends AnyResource>(answer: Answer, expectedType?: string): R | undefined {
  const read = readAnswer(answer, expectedType);
  return read?.kind === "resource" ? (read.resource as R) : undefined;
}

/**
 * Reads the resource in an answer, even if it is invalid. Returns `undefined` if the media type is not a FHIR format.
 */
export function readAnswer(answer: Answer, expectedType?: string): ReadResult | undefined {
  const type = answer.headers.get("content-type") ?? "";
  const format = /xml/i.test(type) ? "xml" : /json/i.test(type) ? "json" : undefined;
  if (format === undefined) return undefined;
  const charset = /;[ \t]*charset="?([^"; \t]+)/i.exec(type)?.[1];
  return readResource(answer.body, { format, charset, expectedType });
}

export function writeAppointment(appointment: fhir.Appointment, format: Format): string {
  return writeResource({ ...appointment, resourceType: "Appointment" }, { format });
}

export interface ReportedIssues {
  readonly outcome?: fhir.OperationOutcome;
  readonly issues: readonly Issue[];
}

export function readIssues(answer: Answer): ReportedIssues {
  const read = readAnswer(answer, "OperationOutcome");
  if (read === undefined || read.kind === "unreadable") return { issues: [] };
  const outcome = read.resource as fhir.OperationOutcome & AnyResource;
  const issues = fromOperationOutcome(outcome);
  if (read.kind === "resource") return { outcome, issues };
  // Answers of other servers are seldom valid in every detail. The reason for a refusal is clear nevertheless.
  return issues.length === 0 ? { issues } : { outcome: toOperationOutcome(issues), issues };
}

/** Returns the version of an Appointment in an answer, with its ETag; `undefined` if the answer lacks either. */
export function toRegistered(answer: Answer, requestId: string): Registered | undefined {
  const appointment = getResource<fhir.Appointment & AnyResource>(answer, "Appointment");
  const named = appointment?.meta?.versionId;
  // STU3 http.html, 2.21.0.5: the ETag is the version id, so the id can replace a header field that a gateway removed.
  const etag = answer.headers.get("etag") ?? (named === undefined ? undefined : weakTag(named));
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

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/**
 * Returns true if an answer proves that the request was not performed. Such an answer is a 4xx other than 408 with the
 * explanation that FHIR servers give, or a 401 with the challenge that RFC 9110 requires. A bare status proves nothing:
 * an intermediary may have sent it.
 */
export function isCertainlyNotDone(answer: Answer): boolean {
  const { status, headers } = answer;
  if (status < 400 || status >= 500 || status === 408) return false;
  if (status === 401 && headers.has("www-authenticate")) return true;
  return readIssues(answer).outcome !== undefined;
}
