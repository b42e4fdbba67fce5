import { validateAppointment, writeResource } from "@appointment-registry/fhir-appointment";
import type { Answer } from "../answer.js";
import { bookedAt } from "../appointment.js";
import { expect, expectDone, expectNamed, expectOutcome, expectSame, expectStatus, partsOf } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, cancelled, textOf } from "../kit.js";
import type { Kit } from "../kit.js";
import type { CANCEL } from "../requirements/cancel.js";
import { open } from "../connection.js";
import { altered } from "../tokens.js";
import { NotTested, Unmet } from "../verdict.js";
import { expectNoHttp } from "./no-http.js";

const DIFFERENT = { minutesDuration: 20 };
const RACERS = 6;
/** Breaks a required binding of STU3 and so every profile of Appointment. */
const INVALID = { status: "annulled" };

export const CANCEL_CHECKS: Record<keyof typeof CANCEL, Check> = {
  "cancel-token": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: null });
    expect(answer.status >= 400 && answer.status < 500, answer, "a refusal", String(answer.status));
    await expectBooked(kit, entry.path);
  },
  "cancel-mutual-tls": async (kit) => {
    const entry = await kit.register();
    const stranger = open({ ca: kit.material.ca });
    try {
      await expectNoHttp(kit, stranger, entry.path, { method: "PUT", body: JSON.stringify(cancelled(entry)) });
    } finally {
      await stranger.close();
    }
    await expectBooked(kit, entry.path);
  },
  "cancel-put-json": async (kit) => {
    const entry = await kit.register();
    expectDone(await kit.put(entry, cancelled(entry)));
    await expectStatusOf(kit, entry.path, "cancelled");
  },
  "cancel-put-xml": async (kit) => {
    const entry = await kit.register();
    const retrieved = await kit.send(entry.path, { headers: { accept: XML_TYPE } });
    const appointment = retrieved.resource<fhir.Appointment>("Appointment");
    const body = textOf({ ...appointment, status: "cancelled" }, "xml");
    expectDone(await kit.put(entry, body, { format: "xml" }));
    await expectStatusOf(kit, entry.path, "cancelled");
  },
  "cancel-profile-named": async (kit) => {
    const { answer } = await kit.cancelledEntry();
    const [issue] = validateAppointment(answer.resource("Appointment"), { rules: "careconnect" });
    if (issue?.severity === "error")
      throw answer.unmet("an Appointment that conforms", `${issue.message} (${issue.expression ?? ""})`);
  },
  "cancel-nothing-lost": async (kit) => {
    const entry = await kit.register({ minutesDuration: 15, comment: "to be kept" });
    const [only] = entry.appointment.participant;
    const { use: _use, ...identifier } = only?.actor?.identifier ?? {};
    // Start and end may be missing from what is cancelled: app-3 does not see that they are lost.
    for (const lost of [
      { comment: undefined },
      { start: undefined, end: undefined },
      { participant: [{ ...only, actor: { identifier } }] },
    ]) {
      expectStatus(await kit.put(entry, cancelled(entry, lost)), 422);
    }
    await expectBooked(kit, entry.path);
  },
  "cancel-guarded": async (kit) => {
    const entry = await kit.register();
    const answers = await Promise.all(Array.from({ length: RACERS }, () => kit.put(entry, cancelled(entry))));
    const won = answers.filter(({ succeeded }) => succeeded).length;
    const lost = answers.filter(({ status }) => status === 409).length;
    if (won !== 1 || lost !== RACERS - 1)
      throw new Unmet(
        `${RACERS} updates of one version: expected one success and else 409, got ${answers.map(({ status }) => status)}`,
      );
  },
  "cancel-status-200": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry)), 200);
  },
  "cancel-location": async (kit) => {
    const { answer, id, versionId } = await kit.cancelledEntry();
    const location = answer.header("location");
    const wanted = `${kit.base}/Appointment/${id}/_history/${versionId}`;
    expect(location === wanted, answer, `Location ${wanted}`, location);
  },
  "cancel-version-new": async (kit) => {
    const { answer, first } = await kit.cancelledEntry();
    const vid = /\/_history\/([^/]+)$/.exec(answer.header("location"))?.[1];
    if (vid === undefined) throw new NotTested("The Location of the update names no version.");
    expect(vid !== first.meta?.versionId, answer, `another version than ${first.meta?.versionId ?? ""}`, vid);
  },
  "cancel-location-stable": async (kit) => {
    const { answer, location, first, appointment } = await kit.cancelledEntry();
    for (const [url, wanted] of [
      [location, first],
      [answer.header("location"), appointment],
    ] as const) {
      if (partsOf(kit.base, url) === undefined) throw new NotTested(`The Location ${url} is not versioned.`);
      for (let time = 0; time < 2; time++) {
        const read = await kit.send(url);
        expectStatus(read, 200);
        expectSame(read.resource("Appointment"), wanted, read.asked);
      }
    }
  },
  "cancel-location-put": async (kit) => {
    const entry = await kit.register();
    if (partsOf(kit.base, entry.location) === undefined)
      throw new NotTested(`The Location ${entry.location} is not versioned.`);
    const answer = await kit.put({ ...entry, path: entry.location }, cancelled(entry));
    expectDone(answer);
    await expectStatusOf(kit, entry.path, "cancelled");
  },
  "cancel-body": async (kit) => {
    const { answer, first, id, versionId } = await kit.cancelledEntry({ comment: "as before" });
    const body = answer.resource<fhir.Appointment>("Appointment");
    expect(body.status === "cancelled", answer, "status cancelled", body.status);
    expect(body.id === id, answer, `id ${id}`, body.id);
    expect(body.meta?.versionId === versionId, answer, `versionId ${versionId}`, body.meta?.versionId);
    expectSame(body, { ...first, status: "cancelled" }, answer.asked);
  },
  "cancel-stored": async (kit) => {
    const { answer, path } = await kit.cancelledEntry();
    const read = await kit.send(path);
    const [told, kept] = [answer, read].map((each) => each.resource<fhir.Appointment>("Appointment"));
    expect(kept?.status === told?.status, read, `status ${told?.status ?? ""}`, kept?.status);
  },
  "cancel-difference-422": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry, DIFFERENT)), 422);
  },
  "cancel-difference-outcome": async (kit) => {
    const answer = await refused(kit, DIFFERENT);
    expectNamed(answer, expectOutcome(answer), "minutesDuration");
  },
  "cancel-difference-kept-out": async (kit) => {
    const entry = await kit.register();
    await kit.put(entry, cancelled(entry, DIFFERENT));
    const now = await kit.read(entry.path);
    expectSame(now, entry.appointment, `GET ${entry.path} after a refused update`);
  },
  "cancel-profile-422": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry, INVALID)), 422);
  },
  "cancel-profile-outcome": async (kit) => {
    const answer = await refused(kit, INVALID);
    expectNamed(answer, expectOutcome(answer), "status");
  },
  "cancel-no-jwt-403": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { token: null }), 403);
  },
  "cancel-no-jwt-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: null });
    if (answer.status < 400) throw new NotTested("It was not refused.");
    expectOutcome(answer);
  },
  "cancel-bad-jwt-403": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { token: altered(kit.material.token) }), 403);
    await expectBooked(kit, entry.path);
  },
  "cancel-bad-jwt-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: altered(kit.material.token) });
    if (answer.status < 400) throw new NotTested("It was not refused.");
    expectOutcome(answer);
  },
  "cancel-conflict-409": async (kit) => {
    const entry = await kit.cancelledEntry();
    const old = { ...entry, versionId: entry.first.meta?.versionId ?? "" };
    expectStatus(await kit.put(old, cancelled({ appointment: entry.first })), 409);
  },
  "cancel-conflict-outcome": async (kit) => {
    const entry = await kit.cancelledEntry();
    const old = { ...entry, versionId: entry.first.meta?.versionId ?? "" };
    const answer = await kit.put(old, cancelled({ appointment: entry.first }));
    if (answer.status < 400) throw new NotTested("It was not refused.");
    expectOutcome(answer);
  },
  "cancel-if-match-412": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { headers: { "if-match": undefined } }), 412);
    await expectBooked(kit, entry.path);
  },
  "cancel-if-match-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { headers: { "if-match": undefined } });
    if (answer.status < 400) throw new NotTested("It was not refused.");
    expectOutcome(answer);
  },
  "cancel-invalid-400": async (kit) => {
    const entry = await kit.register();
    const json = JSON.stringify(cancelled(entry));
    expectStatus(await kit.put(entry, json.slice(0, -20)), 400);
    expectStatus(await kit.put(entry, ""), 400);
    const xml = writeResource(cancelled(entry), { format: "xml" });
    expectStatus(await kit.put(entry, xml.replace("</Appointment>", ""), { format: "xml" }), 400);
    const other = { resourceType: "Patient", id: entry.id };
    expectStatus(await kit.put(entry, other), 400);
  },
  "cancel-server-error-500": async (kit) => {
    const { faultyUrl } = kit.material;
    if (faultyUrl === undefined) throw new NotTested("Needs an instance that fails within: --faulty-url.");
    const answer = await kit.send(`${faultyUrl}/Appointment/00000000-0000-4000-8000-000000000000`);
    expectStatus(answer, 500);
  },
  "cancel-refusal-repeats": async (kit) => {
    const entry = await kit.register();
    const body = cancelled(entry, { identifier: [bookedAt()] });
    const [first, second] = [await kit.put(entry, body), await kit.put(entry, body)];
    expect(first.status >= 400 && first.status < 500, first, "a refusal", String(first.status));
    expectStatus(second, first.status);
    expectDone(await kit.put(entry, cancelled(entry)));
  },
};

/** The answer to an update with these changes, where it is refused; whether rightly is another requirement's. */
async function refused(kit: Kit, changes: object): Promise<Answer> {
  const entry = await kit.register();
  const answer = await kit.put(entry, { ...cancelled(entry), ...changes });
  if (answer.status < 400) throw new NotTested("It was not refused.");
  return answer;
}

export async function expectStatusOf(kit: Kit, path: string, status: string): Promise<void> {
  const answer = await kit.send(path);
  const told = answer.loosely<Partial<fhir.Appointment>>()?.status;
  expect(told === status, answer, `status ${status}`, told ?? answer.text.slice(0, 200));
}

export const expectBooked = (kit: Kit, path: string): Promise<void> => expectStatusOf(kit, path, "booked");
