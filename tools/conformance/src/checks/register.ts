import { randomUUID } from "node:crypto";
import { URL_SYSTEM, booking, bookedAt, patient, patientByReference } from "../appointment.js";
import type { Answer } from "../answer.js";
import {
  expect,
  expectLastModified,
  expectRefusal,
  expectRegistered,
  expectResource,
  expectSame,
  expectStatus,
  expectUpdated,
  getParts,
} from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, getPath } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber, miscounted } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { expectFaulty, expectRuleBroken } from "./faulty.js";

type RegisterId = Extract<keyof typeof INTERACTIONS, `register-${string}`>;

export const REGISTER_CHECKS: Record<RegisterId, Check> = {
  "register-condition-spellings": async (client) => {
    const value = `${bookedAt().value ?? ""}?a=1,b`;
    const { id } = await client.register({ identifier: [{ system: URL_SYSTEM, value }] });
    const escaped = value.replace(",", "\\,");
    for (const spelled of [
      `${URL_SYSTEM}|${escaped}`,
      encodeURIComponent(`${URL_SYSTEM}|${escaped}`),
      `${URL_SYSTEM}%7C${encodeURIComponent(value)}`,
    ]) {
      const again = await onCondition(client, spelled, value);
      expectStatus(again.answer, 200);
      expect(again.id === id, again.answer, `the existing ${id}`, again.id);
    }
  },
  "register-condition-cancelled": async (client) => {
    const { id, appointment } = await client.cancelledEntry();
    const value = appointment.identifier?.[0]?.value ?? "";
    const { answer, ...again } = await onCondition(client, `${URL_SYSTEM}|${value}`, value);
    expectStatus(answer, 200);
    expect(again.id === id && again.status === "cancelled", answer, `the cancelled ${id}`, again);
  },
  "register-condition-in-error": async (client) => {
    const entry = await client.register();
    const value = entry.appointment.identifier?.[0]?.value ?? "";
    // A registry that does not evaluate the condition registers every body.
    expectStatus((await onCondition(client, `${URL_SYSTEM}|${value}`, value)).answer, 200);
    const marked = await client.put(entry, cancelled(entry, { status: "entered-in-error" }));
    await expectUpdated(client, marked, entry.path, "entered-in-error");
    const { answer, ...again } = await onCondition(client, `${URL_SYSTEM}|${value}`, value);
    expectStatus(answer, 201);
    expect(again.id !== entry.id && again.status === "booked", answer, "another entry, booked", again);
  },
  "register-status-201": async (client) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await client.post(sent);
    expectStatus(answer, 201);
    await expectRegistered(client, answer, sent);
  },
  "register-location": async (client) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await client.post(sent);
    const location = answer.header("location");
    expect(
      getParts(client.base, location) !== undefined,
      answer,
      `Location ${client.base}/Appointment/[id]/_history/[vid]`,
      location,
    );
    const read = await client.send(location);
    expectSame(expectResource(read, "Appointment"), sent, read.asked);
  },
  "register-etag": async (client) => {
    const answer = await client.post(booking(madeUpNhsNumber()));
    const { meta } = await client.read(getPath(answer));
    const wanted = `W/"${meta?.versionId ?? ""}"`;
    expect(answer.header("etag") === wanted, answer, `ETag ${wanted}`, answer.header("etag"));
  },
  "register-last-modified": async (client) => {
    const answer = await client.post(booking(madeUpNhsNumber()));
    const { meta } = await client.read(getPath(answer));
    expectLastModified(answer, meta);
  },
  "register-body": async (client) => {
    const sent = booking(madeUpNhsNumber(), { comment: "as sent" });
    const answer = await client.post(sent);
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
  "register-id-ignored": async (client) => {
    const id = randomUUID();
    const sent = booking(madeUpNhsNumber(), { id });
    const answer = await client.post(sent);
    const registered = await expectRegistered(client, answer, sent);
    expect(registered.id !== id, answer, "another id than the one submitted", registered.id);
    expectRefusal(await client.send(`/Appointment/${id}`), 404);
  },
  "register-status-booked": async (client) => {
    for (const status of ["proposed", "pending", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error"]) {
      await expectRuleBroken(client, { status });
    }
  },
  "register-start-end": async (client) => {
    await expectRuleBroken(client, { start: undefined, end: undefined });
    await expectRuleBroken(client, { end: undefined });
    await expectRuleBroken(client, { start: undefined });
  },
  "register-created": (client) => expectRuleBroken(client, { created: undefined }),
  "register-identifier-one": async (client) => {
    await expectRuleBroken(client, { identifier: undefined });
    await expectRuleBroken(client, { identifier: [bookedAt(), bookedAt()] });
    await expectRuleBroken(client, { identifier: [{ ...bookedAt(), system: "https://example.org/other" }] });
  },
  "register-identifier-url": async (client) => {
    for (const value of [
      "appointments/1",
      "ftp://provider.example/1",
      "urn:uuid:2c2c9c3e-5a5c-4b6f-8f6e-0a5d6a6a1a11",
      "no url",
    ]) {
      await expectRuleBroken(client, { identifier: [{ ...bookedAt(), value }] });
    }
  },
  "register-participant-one": async (client) => {
    await expectRuleBroken(client, { participant: undefined });
    await expectRuleBroken(client, { participant: [patient(madeUpNhsNumber()), patient(madeUpNhsNumber())] });
  },
  "register-participant-patient": async (client) => {
    await expectRuleBroken(client, {
      participant: [
        { actor: { identifier: { system: "https://fhir.nhs.uk/Id/sds-user-id", value: "1" } }, status: "accepted" },
      ],
    });
    await expectRuleBroken(client, { participant: [{ actor: { display: "Somebody" }, status: "accepted" }] });
  },
  "register-participant-reference": async (client) => {
    const nhsNumber = madeUpNhsNumber();
    const sent = booking(nhsNumber, { participant: [patientByReference(nhsNumber)] });
    const answer = await client.post(sent);
    const { participant } = await expectRegistered(client, answer, sent);
    const reference = participant[0]?.actor?.reference ?? "";
    expect(reference.endsWith(nhsNumber), answer, "the patient's reference", reference);
  },
  "register-nhs-number": async (client) => {
    const wrong = miscounted(madeUpNhsNumber());
    await expectRuleBroken(client, { participant: [patient(wrong)] });
    await expectRuleBroken(client, { participant: [patientByReference(wrong)] });
    for (const other of [madeUpNhsNumber().slice(1), "999000000X"])
      await expectRuleBroken(client, { participant: [patient(other)] });
  },
  "register-no-contained": (client) =>
    expectRuleBroken(client, {
      contained: [{ resourceType: "Patient", id: "p" }],
      extension: [{ url: "https://provider.example/extension", valueReference: { reference: "#p" } }],
    }),
  "register-no-supporting-information": (client) =>
    expectRuleBroken(client, {
      supportingInformation: [{ reference: "https://provider.example/DocumentReference/1" }],
    }),
  "register-no-description": (client) => expectRuleBroken(client, { description: "Free text" }),
  "register-no-slot": (client) =>
    expectRuleBroken(client, { slot: [{ reference: "https://provider.example/Slot/1" }] }),
  "register-unreadable-400": async (client) => {
    for (const text of ["", "{", "<Appointment", "[]", '"Appointment"', "{}"])
      await expectFaulty(client, () => text, { statuses: [400] });
    const cut = '<Appointment xmlns="http://hl7.org/fhir">';
    await expectFaulty(client, () => cut, { format: "xml", statuses: [400] });
  },
  "register-profile-422": async (client) => {
    const [statusless] = [{ ...patient(madeUpNhsNumber()), status: undefined }];
    await expectFaulty(client, (good) => ({ ...good, participant: [statusless] }), { statuses: [422] });
  },
};

/** Returns the answer to a registration of this URL on condition that none exists, and the entry's data in that answer. */
async function onCondition(
  client: TestClient,
  token: string,
  value: string,
): Promise<{ answer: Answer; id: string | undefined; status: string | undefined }> {
  const body = booking(madeUpNhsNumber(), { identifier: [{ system: URL_SYSTEM, value }] });
  const answer = await client.post(body, { headers: { "if-none-exist": `identifier=${token}` } });
  const { id, status } = answer.loosely<Partial<fhir.Appointment>>() ?? {};
  return { answer, id, status };
}
