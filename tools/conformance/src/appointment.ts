import { randomUUID } from "node:crypto";

const DAY = 24 * 60 * 60 * 1000;

export const PROFILE = "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1";
export const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
export const DEMOGRAPHICS = "https://demographics.spineservices.nhs.uk";
export const URL_SYSTEM = "urn:ietf:rfc:3986";
export const EXTENSION = "https://provider.example/extension";

/** Members to omit (`undefined`), change or add. */
export type Changes = Readonly<Record<string, unknown>>;

/** Returns a booking for this patient, thirty days from now, at a provider that does not exist. */
export function booking(nhsNumber: string, changes: Changes = {}): fhir.Appointment {
  const resource = {
    resourceType: "Appointment",
    meta: { profile: [PROFILE] },
    identifier: [bookedAt()],
    status: "booked",
    start: instant(30 * DAY),
    end: instant(30 * DAY + 15 * 60_000),
    created: instant(0),
    participant: [patient(nhsNumber)],
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(resource).filter(([, value]) => value !== undefined),
  ) as unknown as fhir.Appointment;
}

/** Returns the URL of the full Appointment at its provider, with a different value for each call. */
export const bookedAt = (): fhir.Identifier => ({
  system: URL_SYSTEM,
  value: `https://provider.example/appointments/${randomUUID()}`,
});

export const patient = (nhsNumber: string): fhir.AppointmentParticipant => ({
  actor: { identifier: { use: "official", system: NHS_NUMBER, value: nhsNumber } },
  status: "accepted",
});

export const patientByReference = (nhsNumber: string): fhir.AppointmentParticipant => ({
  actor: { reference: `${DEMOGRAPHICS}/${nhsNumber}` },
  status: "accepted",
});

/** Returns the time this many milliseconds from now, on a whole minute, in UTC. */
export const instant = (fromNow: number): string =>
  new Date(Math.floor((Date.now() + fromNow) / 60_000) * 60_000).toISOString().replace(".000Z", "+00:00");

/** Returns the times of `past` bookings. */
export const past = (): Changes => ({
  start: instant(-3 * DAY),
  end: instant(-3 * DAY + 15 * 60_000),
  created: instant(-9 * DAY),
});
