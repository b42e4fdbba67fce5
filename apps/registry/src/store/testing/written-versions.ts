import { nhsNumber } from "@appointment-registry/test-kit";
import { booking } from "../../interactions/testing/ports.js";
import { createVersion } from "../../appointment-version.js";
import type { AppointmentStore, StoredVersion } from "../store.js";

export const INSTANCE = "00000000-0000-4000-8000-000000000001";

/**
 * The versions that a registry writes for the n-th entry, oldest first; every second one is cancelled. Ten patients; bodies of up to 3,000
 * characters.
 */
export function writtenVersions(n: number, instance = INSTANCE): StoredVersion[] {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const value = `https://provider.test/Appointment/${n}`;
  const patient = { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber(n % 10) } };
  const resource = booking({
    identifier: [{ system: "urn:ietf:rfc:3986", value }],
    specialty: [{ text: "x".repeat(1 + ((n * 37) % 3_000)) }],
    participant: [{ actor: patient, status: "accepted" }],
  });
  const account = { instance, at: 1, requestId: "r" };
  const time = 1_700_000_000_000 + n;
  const first = createVersion(resource, {
    id,
    version: 1,
    time,
    method: "POST",
    account: { ...account, interaction: "create", sequence: 2 * n + 1 },
  }).stored;
  if (n % 2 === 0) return [first];
  const cancelled = createVersion(
    { ...resource, status: "cancelled" },
    {
      id,
      version: 2,
      time: time + 1,
      method: "PUT",
      previous: first,
      account: { ...account, interaction: "update", sequence: 2 * n + 2 },
    },
  ).stored;
  return [first, cancelled];
}

/** @param versions of one entry, oldest first */
export async function writeVersions(store: AppointmentStore, [first, ...later]: StoredVersion[]): Promise<void> {
  if (first !== undefined) await store.insert(first);
  for (const next of later) await store.replace(next.version - 1, next);
}
