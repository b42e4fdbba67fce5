import { randomUUID } from "node:crypto";

/** The `index`th number that passes the modulus 11 check. */
export function nhsNumber(index: number): string {
  for (let nine = 400_000_000 + index * 97; ; nine++) {
    const sum = [...String(nine)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${nine}${check}`;
  }
}

/** An entry that the registry accepts, for the patient with that NHS number. */
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
