/** Entries that a search shows: they end in the future. */
const END = "2099-02-01T11:00:00.000Z";

const FIRST_PATIENT = 900_000_000;
const ENTRIES_A_PATIENT = 5;

/** The n-th entry of a run, as a supplier registers it. */
export interface PlannedEntry {
  readonly n: number;
  readonly identifier: string;
  readonly nhsNumber: string;
  readonly body: string;
}

export function plannedEntry(run: string, n: number): PlannedEntry {
  const identifier = `https://provider.example/${run}/Appointment/${n}`;
  const nhsNumber = patient(Math.floor(n / ENTRIES_A_PATIENT));
  const body = JSON.stringify({
    resourceType: "Appointment",
    meta: { profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"] },
    identifier: [{ system: "urn:ietf:rfc:3986", value: identifier }],
    status: "booked",
    start: "2099-02-01T10:51:23.620+00:00",
    end: END,
    created: "2019-01-17T14:00:00.000Z",
    participant: [
      {
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber } },
        status: "accepted",
      },
    ],
  });
  return { n, identifier, nhsNumber, body };
}

/** The n-th number from 900 000 000 on that has a check digit (modulus 11; none where it would be 10). */
function patient(n: number): string {
  for (let number = FIRST_PATIENT, found = -1; ; number += 1) {
    const sum = [...String(number)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) found += 1;
    if (found === n) return `${number}${check}`;
  }
}
