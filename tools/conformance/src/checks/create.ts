import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { URL_SYSTEM, bookedAt, booking } from "../appointment.js";
import { expect, expectRefusal, expectRegistered, expectResource, expectSame, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { Unmet } from "../verdict.js";
import { expectIds, expectNotKept, registered, searchFor, unusedNhsNumber } from "./search.js";

type CreateId = Extract<keyof typeof FHIR, `create-${string}`>;

export const CREATE_CHECKS: Record<CreateId, Check> = {
  "create-id-ignored": async (kit) => {
    const id = randomUUID();
    const [a, b] = [await kit.register({ id }), await kit.register({ id })];
    if (a.id === b.id || a.id === id)
      throw new Unmet(`Two registrations with id ${id}: expected two new ids, got ${a.id}, ${b.id}`);
  },
  "create-if-none-exist-none": async (kit) => {
    const identifier = bookedAt();
    const sent = booking(madeUpNhsNumber(), { identifier: [identifier] });
    const answer = await createdUnless(kit, identifier, sent);
    expectStatus(answer, 201);
    await expectRegistered(kit, answer, sent);
    // A registry that reads no condition registers whatever is sent.
    expectStatus(await createdUnless(kit, identifier, sent), 200);
  },
  "create-if-none-exist-one": async (kit) => {
    const { id, nhsNumber, appointment } = await registered(kit);
    const identifier = appointment.identifier?.[0] ?? {};
    const sent = booking(nhsNumber, { identifier: [identifier], comment: "sent again" });
    const answer = await createdUnless(kit, identifier, sent);
    const existing = expectResource<fhir.Appointment>(answer, "Appointment");
    expect(existing.id === id, answer, `the existing ${id}`, existing.id);
    expectSame(existing, appointment, answer.asked);
    expectIds(await kit.send(`/Appointment?${searchFor(nhsNumber)}`), [id]);
  },
  "create-if-none-exist-several": async (kit) => {
    const { appointment } = await kit.register();
    const identifier = appointment.identifier?.[0] ?? {};
    await kit.register({ identifier: [identifier] });
    const nhsNumber = await unusedNhsNumber(kit);
    expectRefusal(await createdUnless(kit, identifier, booking(nhsNumber, { identifier: [identifier] })), 412);
    await expectNotKept(kit, nhsNumber);
  },
};

const createdUnless = (kit: Kit, { value = "" }: fhir.Identifier, body: fhir.Appointment): Promise<Answer> =>
  kit.post(body, { headers: { "if-none-exist": `identifier=${encodeURIComponent(`${URL_SYSTEM}|${value}`)}` } });
