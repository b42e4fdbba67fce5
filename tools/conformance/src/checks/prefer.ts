import type { Answer } from "../answer.js";
import { booking } from "../appointment.js";
import { expect, expectOutcome, expectRegistered, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { refusals } from "./outcome.js";
import { registered } from "./search.js";

type PreferId = Extract<keyof typeof FHIR, `prefer-${string}`>;

export const PREFER_CHECKS: Record<PreferId, Check> = {
  "prefer-minimal": async (client) => {
    for (const answer of await preferring(client, "return=minimal"))
      expect(answer.text === "", answer, "an empty body", answer.text.slice(0, 80));
  },
  "prefer-representation": async (client) => {
    for (const preference of ["return=representation", undefined]) {
      for (const answer of await preferring(client, preference)) answer.resource("Appointment");
    }
  },
  "prefer-outcome": async (client) => {
    for (const answer of await preferring(client, "return=OperationOutcome")) answer.resource("OperationOutcome");
  },
  "prefer-failure": async (client) => {
    for (const prefer of [undefined, "return=minimal", "return=representation"])
      for (const answer of await refusals(client, { prefer })) expectOutcome(answer);
  },
};

/** Returns the answers to a create and to an update that succeed. */
async function preferring(client: TestClient, prefer: string | undefined): Promise<Answer[]> {
  const entry = await registered(client);
  const sent = booking(madeUpNhsNumber());
  const created = await client.post(sent, { headers: { prefer } });
  const updated = await client.put(entry, cancelled(entry), { headers: { prefer } });
  // If there is no body, only the Location identifies the new entry.
  await expectRegistered(client, created, sent);
  await expectUpdated(client, updated, entry.path);
  return [created, updated];
}
