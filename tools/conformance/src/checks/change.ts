import { bookedAt, instant, patient } from "../appointment.js";
import type { Changes } from "../appointment.js";
import {
  expect,
  expectCancellable,
  expectRefusal,
  expectUnchanged,
  expectUpdated,
  namesElement,
  getParts,
} from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type ChangeId = Extract<keyof typeof INTERACTIONS, `change-${string}`>;

const REASON = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-AppointmentCancellationReason-1";

export const CHANGE_CHECKS: Record<ChangeId, Check> = {
  "change-start": (client) => expectRefused(client, { start: instant(31 * 86_400_000) }),
  "change-identifier": (client) => expectRefused(client, { identifier: [bookedAt()] }),
  "change-patient": (client) => expectRefused(client, { participant: [patient(madeUpNhsNumber())] }),
  "change-addition": (client) => expectRefused(client, { comment: "added" }),
  "change-meta": async (client) => {
    const entry = await client.register();
    const { meta = {} } = entry.appointment;
    const coding = [{ system: "https://provider.example/codes", code: "added" }];
    const changed = [
      { ...meta, profile: [...(meta.profile ?? []), "https://provider.example/StructureDefinition/Other"] },
      { ...meta, security: coding },
      { ...meta, tag: coding },
    ];
    for (const each of changed) {
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { meta: each })), 422);
    }
    await expectCancellable(client, entry);
  },
  "change-within": async (client) => {
    const entry = await client.register();
    const { identifier: [identifier] = [], participant, end = "" } = entry.appointment;
    const [only] = participant;
    const changes: readonly Changes[] = [
      { participant: [{ ...only, status: "tentative" }] },
      { participant: [{ ...only, required: "required" }] },
      { identifier: [{ ...identifier, use: "official" }] },
      { end: new Date(Date.parse(end) + 60_000).toISOString() },
      { _start: { extension: [{ url: "https://provider.example/extension", valueString: "added" }] } },
    ];
    for (const each of changes)
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, each)), 422);
    await expectCancellable(client, entry);
  },
  "change-in-xml": async (client) => {
    const entry = await client.register({ comment: "to be kept" });
    const { comment: _comment, ...lacking } = cancelled(entry);
    for (const body of [lacking, cancelled(entry, { comment: "changed" }), cancelled(entry, { minutesDuration: 15 })]) {
      await expectUnchanged(client, entry, await client.put(entry, body, { format: "xml" }), 422);
    }
    await expectCancellable(client, entry);
  },
  "change-every-difference": async (client) => {
    const entry = await client.register();
    const answer = await client.put(
      entry,
      cancelled(entry, { minutesDuration: 15, comment: "added", created: instant(-60_000) }),
    );
    const outcome = expectRefusal(answer, 422);
    for (const element of ["minutesDuration", "comment", "created"]) {
      const naming = outcome.issue.filter((issue) => namesElement({ ...outcome, issue: [issue] }, element));
      expect(
        naming.length > 0,
        answer,
        `an issue for ${element}`,
        outcome.issue.map(({ expression }) => expression),
      );
      const alone = naming.some((issue) => (issue.expression ?? issue.location ?? []).length === 1);
      expect(
        alone,
        answer,
        `an issue for ${element} alone`,
        naming.map(({ expression }) => expression),
      );
    }
  },
  "change-reason": (client) => expectRefused(client, { extension: [{ url: REASON, valueString: "No longer needed" }] }),
  "change-entered-in-error": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(client, answer, entry.path, "entered-in-error");
  },
  "change-other-status": async (client) => {
    const entry = await client.register();
    for (const status of ["booked", "proposed", "pending", "arrived", "fulfilled", "noshow"]) {
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { status })), 422);
    }
    await expectCancellable(client, entry);
  },
  "change-cancelled-twice": async (client) => {
    const entry = await client.cancelledEntry();
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry)), 422);
  },
  "change-cancelled-final": async (client) => {
    const entry = await client.cancelledEntry();
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { status: "booked" })), 422);
  },
  "change-cancelled-in-error": async (client) => {
    const entry = await client.cancelledEntry();
    const location = entry.answer.header("location");
    expect(getParts(client.base, location) !== undefined, entry.answer, "a versioned Location", location || "none");
    const path = location.slice(client.base.length);
    const marked = await client.put({ ...entry, path }, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(client, marked, entry.path, "entered-in-error");
  },
  "change-in-error-final": async (client) => {
    const booked = await client.register();
    const marked = await client.put(booked, cancelled(booked, { status: "entered-in-error" }));
    await expectUpdated(client, marked, booked.path, "entered-in-error");
    const entry = await client.again(booked);
    for (const status of ["booked", "cancelled", "entered-in-error"])
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { status })), 422);
  },
};

async function expectRefused(client: TestClient, changes: object): Promise<void> {
  const entry = await client.register();
  await expectUnchanged(client, entry, await client.put(entry, { ...cancelled(entry), ...changes }), 422);
  await expectCancellable(client, entry);
}
