import { randomUUID } from "node:crypto";
import { sealVersion } from "@appointment-registry/registry/store";
import type { StoredVersion } from "@appointment-registry/registry/store";
import { nhsNumber } from "@appointment-registry/test-kit";

/** Yields valid NHS numbers without duplicates. */
export function* nhsNumbers(): Generator<string> {
  for (let index = 0; ; index++) yield nhsNumber(index);
}

/** Returns a booked entry in the future, in the form in which the store keeps it. */
export function storedEntry(patient: string): StoredVersion {
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
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: patient } },
        status: "accepted",
      },
    ],
  });
  const keys = { nhsNumber: patient, end: Date.parse(end), identifiers: [identifier] };
  return sealVersion({ id, version: 1, lastUpdated, method: "POST", status: "booked", body, keys }, undefined);
}
