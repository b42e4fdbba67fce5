import { randomUUID } from "node:crypto";
import { URL_SYSTEM, booking, bookedAt, patient, patientByReference } from "../appointment.js";
import type { Answer } from "../answer.js";
import {
  expect,
  expectRefusal,
  expectRegistered,
  expectResource,
  expectSame,
  expectStatus,
  expectUpdated,
  partsOf,
} from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, pathOf } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber, miscounted } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { expectFaulty, expectRuleBroken } from "./faulty.js";

type RegisterId = Extract<keyof typeof INTERACTIONS, `register-${string}`>;

export const REGISTER_CHECKS: Record<RegisterId, Check> = {
  "register-condition-spellings": async (kit) => {
    const value = `${bookedAt().value ?? ""}?a=1,b`;
    const { id } = await kit.register({ identifier: [{ system: URL_SYSTEM, value }] });
    const escaped = value.replace(",", "\\,");
    for (const spelled of [
      `${URL_SYSTEM}|${escaped}`,
      encodeURIComponent(`${URL_SYSTEM}|${escaped}`),
      `${URL_SYSTEM}%7C${encodeURIComponent(value)}`,
    ]) {
      const again = await onCondition(kit, spelled, value);
      expectStatus(again.answer, 200);
      expect(again.id === id, again.answer, `the existing ${id}`, again.id);
    }
  },
  "register-condition-cancelled": async (kit) => {
    const { id, appointment } = await kit.cancelledEntry();
    const value = appointment.identifier?.[0]?.value ?? "";
    const { answer, ...again } = await onCondition(kit, `${URL_SYSTEM}|${value}`, value);
    expectStatus(answer, 200);
    expect(again.id === id && again.status === "cancelled", answer, `the cancelled ${id}`, again);
  },
  "register-condition-in-error": async (kit) => {
    const entry = await kit.register();
    const value = entry.appointment.identifier?.[0]?.value ?? "";
    // A registry that reads no condition registers whatever is sent.
    expectStatus((await onCondition(kit, `${URL_SYSTEM}|${value}`, value)).answer, 200);
    const marked = await kit.put(entry, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(kit, marked, entry.path, "entered-in-error");
    const { answer, ...again } = await onCondition(kit, `${URL_SYSTEM}|${value}`, value);
    expectStatus(answer, 201);
    expect(again.id !== entry.id && again.status === "booked", answer, "another entry, booked", again);
  },
  "register-status-201": async (kit) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await kit.post(sent);
    expectStatus(answer, 201);
    await expectRegistered(kit, answer, sent);
  },
  "register-location": async (kit) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await kit.post(sent);
    const location = answer.header("location");
    expect(
      partsOf(kit.base, location) !== undefined,
      answer,
      `Location ${kit.base}/Appointment/[id]/_history/[vid]`,
      location,
    );
    const read = await kit.send(location);
    expectSame(expectResource(read, "Appointment"), sent, read.asked);
  },
  "register-etag": async (kit) => {
    const answer = await kit.post(booking(madeUpNhsNumber()));
    const { meta } = await kit.read(pathOf(answer));
    const wanted = `W/"${meta?.versionId ?? ""}"`;
    expect(answer.header("etag") === wanted, answer, `ETag ${wanted}`, answer.header("etag"));
  },
  "register-last-modified": async (kit) => {
    const answer = await kit.post(booking(madeUpNhsNumber()));
    const { meta } = await kit.read(pathOf(answer));
    const wanted = new Date(meta?.lastUpdated ?? 0).toUTCString();
    expect(
      answer.header("last-modified") === wanted,
      answer,
      `Last-Modified ${wanted}`,
      answer.header("last-modified"),
    );
  },
  "register-body": async (kit) => {
    const sent = booking(madeUpNhsNumber(), { comment: "as sent" });
    const answer = await kit.post(sent);
    const body = answer.resource<fhir.Appointment>("Appointment");
    const { id, meta } = body;
    expect(
      id !== undefined && answer.header("location").includes(`/Appointment/${id}`),
      answer,
      "the id of the Location",
      id,
    );
    expect(meta?.versionId !== undefined && meta.lastUpdated !== undefined, answer, "versionId and lastUpdated", meta);
    expectSame(body, sent, answer.asked);
  },
  "register-id-ignored": async (kit) => {
    const id = randomUUID();
    const sent = booking(madeUpNhsNumber(), { id });
    const answer = await kit.post(sent);
    const registered = await expectRegistered(kit, answer, sent);
    expect(registered.id !== id, answer, "another id than the one submitted", registered.id);
    expectRefusal(await kit.send(`/Appointment/${id}`), 404);
  },
  "register-status-booked": async (kit) => {
    for (const status of ["proposed", "pending", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error"]) {
      await expectRuleBroken(kit, { status });
    }
  },
  "register-start-end": async (kit) => {
    await expectRuleBroken(kit, { start: undefined, end: undefined });
    await expectRuleBroken(kit, { end: undefined });
    await expectRuleBroken(kit, { start: undefined });
  },
  "register-created": (kit) => expectRuleBroken(kit, { created: undefined }),
  "register-identifier-one": async (kit) => {
    await expectRuleBroken(kit, { identifier: undefined });
    await expectRuleBroken(kit, { identifier: [bookedAt(), bookedAt()] });
    await expectRuleBroken(kit, { identifier: [{ ...bookedAt(), system: "https://example.org/other" }] });
  },
  "register-identifier-url": async (kit) => {
    for (const value of [
      "appointments/1",
      "ftp://provider.example/1",
      "urn:uuid:2c2c9c3e-5a5c-4b6f-8f6e-0a5d6a6a1a11",
      "no url",
    ]) {
      await expectRuleBroken(kit, { identifier: [{ ...bookedAt(), value }] });
    }
  },
  "register-participant-one": async (kit) => {
    await expectRuleBroken(kit, { participant: undefined });
    await expectRuleBroken(kit, { participant: [patient(madeUpNhsNumber()), patient(madeUpNhsNumber())] });
  },
  "register-participant-patient": async (kit) => {
    await expectRuleBroken(kit, {
      participant: [
        { actor: { identifier: { system: "https://fhir.nhs.uk/Id/sds-user-id", value: "1" } }, status: "accepted" },
      ],
    });
    await expectRuleBroken(kit, { participant: [{ actor: { display: "Somebody" }, status: "accepted" }] });
  },
  "register-participant-reference": async (kit) => {
    const nhsNumber = madeUpNhsNumber();
    const sent = booking(nhsNumber, { participant: [patientByReference(nhsNumber)] });
    const answer = await kit.post(sent);
    const { participant } = await expectRegistered(kit, answer, sent);
    const reference = participant[0]?.actor?.reference ?? "";
    expect(reference.endsWith(nhsNumber), answer, "the patient's reference", reference);
  },
  "register-nhs-number": async (kit) => {
    const wrong = miscounted(madeUpNhsNumber());
    await expectRuleBroken(kit, { participant: [patient(wrong)] });
    await expectRuleBroken(kit, { participant: [patientByReference(wrong)] });
    for (const other of [madeUpNhsNumber().slice(1), "999000000X"])
      await expectRuleBroken(kit, { participant: [patient(other)] });
  },
  "register-no-contained": (kit) =>
    expectRuleBroken(kit, {
      contained: [{ resourceType: "Patient", id: "p" }],
      extension: [{ url: "https://provider.example/extension", valueReference: { reference: "#p" } }],
    }),
  "register-no-supporting-information": (kit) =>
    expectRuleBroken(kit, { supportingInformation: [{ reference: "https://provider.example/DocumentReference/1" }] }),
  "register-no-description": (kit) => expectRuleBroken(kit, { description: "Free text" }),
  "register-no-slot": (kit) => expectRuleBroken(kit, { slot: [{ reference: "https://provider.example/Slot/1" }] }),
  "register-unreadable-400": async (kit) => {
    for (const text of ["", "{", "<Appointment", "[]", '"Appointment"', "{}"])
      await expectFaulty(kit, () => text, { statuses: [400] });
    const cut = '<Appointment xmlns="http://hl7.org/fhir">';
    await expectFaulty(kit, () => cut, { format: "xml", statuses: [400] });
  },
  "register-profile-422": async (kit) => {
    const [statusless] = [{ ...patient(madeUpNhsNumber()), status: undefined }];
    await expectFaulty(kit, (good) => ({ ...good, participant: [statusless] }), { statuses: [422] });
  },
};

/** The answer to a registration of this URL on condition that none exists, and what it says of the entry. */
async function onCondition(
  kit: Kit,
  token: string,
  value: string,
): Promise<{ answer: Answer; id: string | undefined; status: string | undefined }> {
  const body = booking(madeUpNhsNumber(), { identifier: [{ system: URL_SYSTEM, value }] });
  const answer = await kit.post(body, { headers: { "if-none-exist": `identifier=${token}` } });
  const { id, status } = answer.loosely<Partial<fhir.Appointment>>() ?? {};
  return { answer, id, status };
}
