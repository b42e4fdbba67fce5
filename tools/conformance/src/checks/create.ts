import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { URL_SYSTEM, bookedAt, booking } from "../appointment.js";
import { expect, expectRefusal, expectRegistered, expectResource, expectSame, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { Unmet } from "../verdict.js";
import { expectIds, expectNotKept, registered, searchFor, unusedNhsNumber } from "./search.js";

type CreateId = Extract<keyof typeof FHIR, `create-${string}`>;

export const CREATE_CHECKS: Record<CreateId, Check> = {
  "create-id-ignored": async (client) => {
    const id = randomUUID();
    const [a, b] = [await client.register({ id }), await client.register({ id })];
    if (a.id === b.id || a.id === id)
      throw new Unmet(`Two registrations with id ${id}: expected two new ids, got ${a.id}, ${b.id}`);
  },
  "create-if-none-exist-none": async (client) => {
    const identifier = bookedAt();
    const sent = booking(madeUpNhsNumber(), { identifier: [identifier] });
    const answer = await createdUnless(client, identifier, sent);
    expectStatus(answer, 201);
    await expectRegistered(client, answer, sent);
    // A registry that does not evaluate the condition registers every body.
    expectStatus(await createdUnless(client, identifier, sent), 200);
  },
  "create-if-none-exist-one": async (client) => {
    const { id, nhsNumber, appointment } = await registered(client);
    const identifier = appointment.identifier?.[0] ?? {};
    const sent = booking(nhsNumber, { identifier: [identifier], comment: "sent again" });
    const answer = await createdUnless(client, identifier, sent);
    const existing = expectResource<fhir.Appointment>(answer, "Appointment");
    expect(existing.id === id, answer, `the existing ${id}`, existing.id);
    expectSame(existing, appointment, answer.asked);
    expectIds(await client.send(`/Appointment?${searchFor(nhsNumber)}`), [id]);
  },
  "create-if-none-exist-several": async (client) => {
    const { appointment } = await client.register();
    const identifier = appointment.identifier?.[0] ?? {};
    await client.register({ identifier: [identifier] });
    const nhsNumber = await unusedNhsNumber(client);
    expectRefusal(await createdUnless(client, identifier, booking(nhsNumber, { identifier: [identifier] })), 412);
    await expectNotKept(client, nhsNumber);
  },
};

const createdUnless = (client: TestClient, { value = "" }: fhir.Identifier, body: fhir.Appointment): Promise<Answer> =>
  client.post(body, { headers: { "if-none-exist": `identifier=${encodeURIComponent(`${URL_SYSTEM}|${value}`)}` } });
