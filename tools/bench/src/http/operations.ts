import { writeResource } from "@appointment-registry/fhir-appointment";
import type { Booked, Format } from "./bookings.js";
import type { LoadRequest } from "./load/closed-loop.js";
import type { Response } from "./load/connection.js";
import { getField } from "./load/connection.js";
import type { Subject } from "./subject.js";

export const OPERATIONS = {
  "register-xml": (subject) => register(subject, "xml"),
  "cancel-xml": (subject) => cancel(subject, "xml"),
  "register-json": (subject) => register(subject, "json"),
  "cancel-json": (subject) => cancel(subject, "json"),
  read,
  search,
  capabilities,
} as const satisfies Record<string, (subject: Subject) => LoadRequest | undefined>;

export type OperationName = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

function register(subject: Subject, format: Format): LoadRequest {
  const nhsNumber = subject.bookings.newPatient();
  const identifier = `https://provider.example/STU3/Appointment/${nhsNumber}`;
  const body = TEMPLATES[format].booked.replace(IDENTIFIER, identifier).replace(NHS_NUMBER, nhsNumber);
  return {
    bytes: request(subject, "POST", "/Appointment", contentType(format), body),
    check(response) {
      requireStatus(response, 201);
      const [, id, vid] =
        /\/Appointment\/([^/]+)(?:\/_history\/([^/\s]+))?/.exec(getField(response, "location") ?? "") ?? [];
      if (id === undefined) throw new Error("The response to a create has no Location with an id.");
      subject.bookings.add(format, { id, version: vid ?? "1", nhsNumber, identifier });
    },
  };
}

function cancel(subject: Subject, format: Format): LoadRequest | undefined {
  const booked = subject.bookings.take(format);
  if (booked === undefined) return undefined;
  return cancellation(subject, format, booked);
}

/** Returns a cancellation of an entry that need not exist, for the floor's steps that look nothing up. */
export function unmatchedCancel(subject: Subject): LoadRequest {
  const nhsNumber = subject.bookings.newPatient();
  const id = `00000000-0000-4000-8000-00${nhsNumber}`;
  return cancellation(subject, "xml", {
    id,
    version: "1",
    nhsNumber,
    identifier: `https://provider.example/STU3/Appointment/${nhsNumber}`,
  });
}

function cancellation(subject: Subject, format: Format, { id, version, nhsNumber, identifier }: Booked): LoadRequest {
  const body = TEMPLATES[format].cancelled
    .replace(ID, id)
    .replace(VERSION, version)
    .replace(IDENTIFIER, identifier)
    .replace(NHS_NUMBER, nhsNumber);
  const headers = `${contentType(format)}If-Match: W/"${version}"\r\n`;
  return { bytes: request(subject, "PUT", `/Appointment/${id}`, headers, body), check: ok };
}

function read(subject: Subject): LoadRequest | undefined {
  const booked = subject.bookings.any();
  return booked && { bytes: request(subject, "GET", `/Appointment/${booked.id}`), check: ok };
}

function search(subject: Subject): LoadRequest | undefined {
  const booked = subject.bookings.any();
  return (
    booked && {
      bytes: request(
        subject,
        "GET",
        `/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${booked.nhsNumber}`,
      ),
      check: subject.foreign ? ok : oneFound,
    }
  );
}

function capabilities(subject: Subject): LoadRequest {
  return { bytes: request(subject, "GET", "/metadata"), check: ok };
}

function request(subject: Subject, method: string, path: string, headers = "", body?: string): Buffer {
  const { host, port } = subject.address;
  return Buffer.from(
    `${method} ${subject.base}${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nAccept: */*\r\n` +
      (subject.token === undefined ? "" : `Authorization: Bearer ${subject.token}\r\n`) +
      headers +
      (body === undefined ? "\r\n" : `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
  );
}

function contentType(format: Format): string {
  return `Content-Type: application/fhir+${format}\r\n`;
}

function ok(response: Response): void {
  requireStatus(response, 200);
}

function oneFound(response: Response): void {
  requireStatus(response, 200);
  if (!response.body.includes('"total":1,')) throw new Error(`Not one entry: ${response.body.toString()}`);
}

function requireStatus({ status, body }: Response, expected: number): void {
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${body.toString().slice(0, 2000)}`);
}

const ID = "the-id";
const VERSION = "the-version";
const IDENTIFIER = "urn:the-identifier";
const NHS_NUMBER = "the-nhs-number";

/** An entry like the specification's sample, written once. Each request inserts its own id and numbers. */
export const TEMPLATES: Readonly<Record<Format, { readonly booked: string; readonly cancelled: string }>> = {
  json: { booked: template("json", "booked"), cancelled: template("json", "cancelled") },
  xml: { booked: template("xml", "booked"), cancelled: template("xml", "cancelled") },
};

function template(format: Format, status: "booked" | "cancelled"): string {
  const profile = ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"];
  const resource = {
    resourceType: "Appointment",
    ...(status === "booked" ? { meta: { profile } } : { id: ID, meta: { versionId: VERSION, profile } }),
    identifier: [{ system: "urn:ietf:rfc:3986", value: IDENTIFIER }],
    status,
    start: "2099-02-01T10:51:23.620+00:00",
    end: "2099-02-01T11:10:00.000Z",
    created: "2026-01-17T14:00:00.000Z",
    participant: [
      {
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: NHS_NUMBER } },
        status: "accepted",
      },
    ],
  };
  return writeResource(resource as never, { format, pretty: format === "xml" });
}
