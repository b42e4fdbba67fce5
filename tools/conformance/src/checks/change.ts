import { bookedAt, instant, patient } from "../appointment.js";
import type { Changes } from "../appointment.js";
import {
  expect,
  expectCancellable,
  expectRefusal,
  expectUnchanged,
  expectUpdated,
  namesElement,
  partsOf,
} from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type ChangeId = Extract<keyof typeof INTERACTIONS, `change-${string}`>;

const REASON = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-AppointmentCancellationReason-1";

export const CHANGE_CHECKS: Record<ChangeId, Check> = {
  "change-start": (kit) => expectRefused(kit, { start: instant(31 * 86_400_000) }),
  "change-identifier": (kit) => expectRefused(kit, { identifier: [bookedAt()] }),
  "change-patient": (kit) => expectRefused(kit, { participant: [patient(madeUpNhsNumber())] }),
  "change-addition": (kit) => expectRefused(kit, { comment: "added" }),
  "change-meta": async (kit) => {
    const entry = await kit.register();
    const { meta = {} } = entry.appointment;
    const coding = [{ system: "https://provider.example/codes", code: "added" }];
    const changed = [
      { ...meta, profile: [...(meta.profile ?? []), "https://provider.example/StructureDefinition/Other"] },
      { ...meta, security: coding },
      { ...meta, tag: coding },
    ];
    for (const each of changed) {
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { meta: each })), 422);
    }
    await expectCancellable(kit, entry);
  },
  "change-within": async (kit) => {
    const entry = await kit.register();
    const { identifier: [identifier] = [], participant, end = "" } = entry.appointment;
    const [only] = participant;
    const changes: readonly Changes[] = [
      { participant: [{ ...only, status: "tentative" }] },
      { participant: [{ ...only, required: "required" }] },
      { identifier: [{ ...identifier, use: "official" }] },
      { end: new Date(Date.parse(end) + 60_000).toISOString() },
      { _start: { extension: [{ url: "https://provider.example/extension", valueString: "added" }] } },
    ];
    for (const each of changes) await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, each)), 422);
    await expectCancellable(kit, entry);
  },
  "change-in-xml": async (kit) => {
    const entry = await kit.register({ comment: "to be kept" });
    const { comment: _comment, ...lacking } = cancelled(entry);
    for (const body of [lacking, cancelled(entry, { comment: "changed" }), cancelled(entry, { minutesDuration: 15 })]) {
      await expectUnchanged(kit, entry, await kit.put(entry, body, { format: "xml" }), 422);
    }
    await expectCancellable(kit, entry);
  },
  "change-every-difference": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(
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
  "change-reason": (kit) => expectRefused(kit, { extension: [{ url: REASON, valueString: "No longer needed" }] }),
  "change-entered-in-error": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(kit, answer, entry.path, "entered-in-error");
  },
  "change-other-status": async (kit) => {
    const entry = await kit.register();
    for (const status of ["booked", "proposed", "pending", "arrived", "fulfilled", "noshow"]) {
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { status })), 422);
    }
    await expectCancellable(kit, entry);
  },
  "change-cancelled-twice": async (kit) => {
    const entry = await kit.cancelledEntry();
    await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry)), 422);
  },
  "change-cancelled-final": async (kit) => {
    const entry = await kit.cancelledEntry();
    await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { status: "booked" })), 422);
  },
  "change-cancelled-in-error": async (kit) => {
    const entry = await kit.cancelledEntry();
    const location = entry.answer.header("location");
    expect(partsOf(kit.base, location) !== undefined, entry.answer, "a versioned Location", location || "none");
    const path = location.slice(kit.base.length);
    const marked = await kit.put({ ...entry, path }, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(kit, marked, entry.path, "entered-in-error");
  },
  "change-in-error-final": async (kit) => {
    const booked = await kit.register();
    const marked = await kit.put(booked, cancelled(booked, { status: "entered-in-error" }));
    await expectUpdated(kit, marked, booked.path, "entered-in-error");
    const entry = await kit.again(booked);
    for (const status of ["booked", "cancelled", "entered-in-error"])
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { status })), 422);
  },
};

async function expectRefused(kit: Kit, changes: object): Promise<void> {
  const entry = await kit.register();
  await expectUnchanged(kit, entry, await kit.put(entry, { ...cancelled(entry), ...changes }), 422);
  await expectCancellable(kit, entry);
}
