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

/** The resource that an answer carries; `undefined` if it is none, is faulty or of another type. */
export function getResource<R extends AnyResource>(answer: Answer, expectedType?: string): R | undefined {
  const read = readAnswer(answer, expectedType);
  return read?.kind === "resource" ? (read.resource as R) : undefined;
}

/** Also a resource with faults; `undefined` if the media type is not of FHIR. */
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
  // What other servers send is seldom valid in every detail; who refuses, and why, is clear anyway.
  return issues.length === 0 ? { issues } : { outcome: toOperationOutcome(issues), issues };
}

/** A version of an Appointment with its ETag; `undefined` if the answer lacks one of them. */
export function toRegistered(answer: Answer, requestId: string): Registered | undefined {
  const appointment = getResource<fhir.Appointment & AnyResource>(answer, "Appointment");
  const named = appointment?.meta?.versionId;
  // STU3 http.html, 2.21.0.5: the ETag is the version id, so that it can stand in for a field that a gateway removed.
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
 * Whether an answer certainly says that the request was not done: 4xx but 408, explained as FHIR servers do, or the request
 * for a token that RFC 9110 requires of a 401. A bare status is no such word: something between may have put it there.
 */
export function isCertainlyNotDone(answer: Answer): boolean {
  const { status, headers } = answer;
  if (status < 400 || status >= 500 || status === 408) return false;
  if (status === 401 && headers.has("www-authenticate")) return true;
  return readIssues(answer).outcome !== undefined;
}
