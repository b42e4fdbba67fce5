import { nhsNumber } from "@appointment-registry/test-kit";

/** A search finds these entries, since they end in the future. */
const END = "2099-02-01T11:00:00.000Z";

const ENTRIES_A_PATIENT = 5;

/** The n-th entry of a run, in the form in which a supplier registers it. */
export interface PlannedEntry {
  readonly n: number;
  readonly identifier: string;
  readonly nhsNumber: string;
  readonly body: string;
}

export function plannedEntry(run: string, n: number): PlannedEntry {
  const identifier = `https://provider.example/${run}/Appointment/${n}`;
  const patient = nhsNumber(Math.floor(n / ENTRIES_A_PATIENT));
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
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: patient } },
        status: "accepted",
      },
    ],
  });
  return { n, identifier, nhsNumber: patient, body };
}
