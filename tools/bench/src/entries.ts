import { randomUUID } from "node:crypto";

/** The `index`th of a row of numbers that pass the modulus 11 check. */
export function* nhsNumbers(): Generator<string> {
  for (let nine = 400_000_000; ; nine++) {
    const sum = [...String(nine)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) yield `${nine}${check}`;
  }
}

/** A booked entry of the future as the store keeps it. */
export function storedEntry(nhsNumber: string): { readonly id: string; readonly body: string } {
  const id = randomUUID();
  const identifier = { system: "urn:ietf:rfc:3986", value: `https://provider.example/STU3/Appointment/${id}` };
  const lastUpdated = "2026-01-17T14:00:00.000Z";
  const end = "2099-02-01T11:00:00.000Z";
  const body = JSON.stringify({
    resourceType: "Appointment",
    id,
    meta: {
      versionId: "1",
      lastUpdated,
      profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"],
    },
    identifier: [identifier],
    status: "booked",
    start: "2099-02-01T10:51:23.620+00:00",
    end,
    created: lastUpdated,
    participant: [
      {
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber } },
        status: "accepted",
      },
    ],
  });
  const keys = { nhsNumber, end: Date.parse(end), identifiers: [identifier] };
  return { id, version: 1, lastUpdated, method: "POST", status: "booked", body, keys } as { id: string; body: string };
}
