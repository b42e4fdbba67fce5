import type { Answer } from "../answer.js";
import { booking } from "../appointment.js";
import { expect, expectOutcome, expectRegistered, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { refusals } from "./outcome.js";
import { registered } from "./search.js";

type PreferId = Extract<keyof typeof FHIR, `prefer-${string}`>;

export const PREFER_CHECKS: Record<PreferId, Check> = {
  "prefer-minimal": async (kit) => {
    for (const answer of await preferring(kit, "return=minimal"))
      expect(answer.text === "", answer, "an empty body", answer.text.slice(0, 80));
  },
  "prefer-representation": async (kit) => {
    for (const preference of ["return=representation", undefined]) {
      for (const answer of await preferring(kit, preference)) answer.resource("Appointment");
    }
  },
  "prefer-outcome": async (kit) => {
    for (const answer of await preferring(kit, "return=OperationOutcome")) answer.resource("OperationOutcome");
  },
  "prefer-failure": async (kit) => {
    for (const prefer of [undefined, "return=minimal", "return=representation"])
      for (const answer of await refusals(kit, { prefer })) expectOutcome(answer);
  },
};

/** The answers to a create and to an update that succeed. */
async function preferring(kit: Kit, prefer: string | undefined): Promise<Answer[]> {
  const entry = await registered(kit);
  const sent = booking(madeUpNhsNumber());
  const created = await kit.post(sent, { headers: { prefer } });
  const updated = await kit.put(entry, cancelled(entry), { headers: { prefer } });
  // Without a body the Location alone says where the new entry is.
  await expectRegistered(kit, created, sent);
  await expectUpdated(kit, updated, entry.path);
  return [created, updated];
}
