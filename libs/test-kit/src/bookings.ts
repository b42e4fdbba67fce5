import { randomUUID } from "node:crypto";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";

/** Returns the `index`th of a series of valid NHS numbers. */
export function nhsNumber(index: number): string {
  for (let nine = 400_000_000 + index * 97; ; nine++) {
    // One number in eleven would need the check digit 10, and is therefore invalid.
    const valid = DIGITS.map((digit) => `${nine}${digit}`).find(isValidNhsNumber);
    if (valid !== undefined) return valid;
  }
}
const DIGITS = [..."0123456789"];

/** Returns an entry that the registry accepts, for the patient with this NHS number. */
export function bookedEntry(patient: string, more: object = {}): Record<string, unknown> {
  return {
    resourceType: "Appointment",
    identifier: [{ system: "urn:ietf:rfc:3986", value: `https://provider.test/${randomUUID()}` }],
    status: "booked",
    start: "2099-02-01T10:00:00.000Z",
    end: "2099-02-01T10:10:00.000Z",
    created: "2026-01-17T14:00:00.000Z",
    participant: [
      { actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: patient } }, status: "accepted" },
    ],
    ...more,
  };
}
