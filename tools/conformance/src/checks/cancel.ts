import { validateAppointment } from "@appointment-registry/fhir-appointment";
import type { Answer } from "../answer.js";
import { bookedAt, instant } from "../appointment.js";
import type { Changes } from "../appointment.js";
import {
  expect,
  expectBooked,
  expectCancellable,
  expectExplained,
  expectNamed,
  expectOutcome,
  expectRefusal,
  expectResource,
  expectSame,
  expectStatus,
  expectStatusOf,
  expectUnchanged,
  expectUpdated,
  partsOf,
  saidBy,
} from "../expect.js";
import type { Check } from "../expect.js";
import { Kit, XML_TYPE, cancelled, stale, textOf } from "../kit.js";
import type { Entry } from "../kit.js";
import { anyToken } from "../material.js";
import type { CANCEL } from "../requirements/cancel.js";
import { open } from "../connection.js";
import { altered } from "../tokens.js";
import { Unmet } from "../verdict.js";
import { expectNoHttp } from "./no-http.js";

const DIFFERENT = { created: instant(-86_400_000) };
const RACERS = 6;
/** STU3 demands a status of each participant. What has none can be read, and breaks every profile of Appointment. */
const withoutParticipantStatus = ({ appointment }: Entry): Changes => ({
  participant: appointment.participant.map(({ status: _status, ...participant }) => participant),
});
const NO_CONDITION = { "if-match": undefined };

export const CANCEL_CHECKS: Record<keyof typeof CANCEL, Check> = {
  "cancel-token": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: null });
    expect(answer.status >= 400 && answer.status < 500, answer, "a refusal", String(answer.status));
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-mutual-tls": async (kit) => {
    const entry = await kit.register();
    const stranger = open({ ...kit.material.endpoint, cert: undefined, key: undefined });
    try {
      await expectNoHttp(kit, stranger, entry.path, { method: "PUT", body: JSON.stringify(cancelled(entry)) });
    } finally {
      await stranger.close();
    }
    await expectBooked(kit, entry.path);
  },
  "cancel-put-json": async (kit) => {
    const entry = await kit.register();
    await expectUpdated(kit, await kit.put(entry, cancelled(entry)), entry.path);
  },
  "cancel-put-xml": async (kit) => {
    const entry = await kit.register();
    const retrieved = await kit.send(entry.path, { headers: { accept: XML_TYPE } });
    const appointment = retrieved.resource<fhir.Appointment>("Appointment");
    const body = textOf({ ...appointment, status: "cancelled" }, "xml");
    await expectUpdated(kit, await kit.put(entry, body, { format: "xml" }), entry.path);
  },
  "cancel-profile-named": async (kit) => {
    const { answer } = await kit.cancelledEntry();
    const issues = validateAppointment(answer.resource("Appointment"), { rules: "careconnect" });
    const error = issues.find(({ severity }) => severity === "error");
    if (error !== undefined)
      throw answer.unmet("an Appointment that conforms", `${error.message} (${error.expression ?? ""})`);
  },
  "cancel-nothing-lost": async (kit) => {
    const entry = await kit.register();
    const [only] = entry.appointment.participant;
    const { use: _use, ...identifier } = only?.actor?.identifier ?? {};
    // Start and end may be missing from what is cancelled: app-3 does not see that they are lost.
    for (const lost of [
      { created: undefined },
      { start: undefined, end: undefined },
      { participant: [{ ...only, actor: { identifier } }] },
    ]) {
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, lost)), 422);
    }
    await expectCancellable(kit, entry);
  },
  "cancel-guarded": async (kit) => {
    const entry = await kit.register();
    const answers = await Promise.all(Array.from({ length: RACERS }, () => kit.put(entry, cancelled(entry))));
    const won = answers.filter(({ succeeded }) => succeeded);
    const lost = answers.filter(({ status }) => status === 409);
    const got = `got ${answers.map(({ status }) => status)}`;
    if (won.length === 0 || won.length + lost.length !== RACERS)
      throw new Unmet(`${RACERS} updates of one version: expected one success and else 409, ${got}`);
    await expectStatusOf(kit, entry.path, "cancelled");
    const { meta } = await kit.read(entry.path);
    for (const winner of won) expectMeta(winner, meta);
    // Where an update that was done already is answered as done, more than one success may be the same version.
    const repeated = won.length > 1 ? await kit.put(entry, cancelled(entry)) : undefined;
    if (repeated?.status === 409)
      throw new Unmet(`${RACERS} updates of one version: expected one success, as for a repeated one, ${got}`);
  },
  "cancel-status-200": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry));
    expectStatus(answer, 200);
    await expectStatusOf(kit, entry.path, "cancelled");
  },
  "cancel-location": async (kit) => {
    const { answer, id, versionId } = await kit.cancelledEntry();
    const location = answer.header("location");
    const wanted = `${kit.base}/Appointment/${id}/_history/${versionId}`;
    expect(location === wanted, answer, `Location ${wanted}`, location);
  },
  "cancel-version-new": async (kit) => {
    const { answer, first } = await kit.cancelledEntry();
    const vid = /\/_history\/([^/]+)$/.exec(answer.header("location"))?.[1] ?? "";
    expect(vid !== "", answer, "a Location that names a version", answer.header("location"));
    expect(vid !== first.versionId, answer, `another version than ${first.versionId}`, vid);
  },
  "cancel-location-stable": async (kit) => {
    const { answer, location, first, appointment } = await kit.cancelledEntry();
    for (const [url, wanted] of [
      [location, first.appointment],
      [answer.header("location"), appointment],
    ] as const) {
      expectVersioned(kit, answer, url);
      for (let time = 0; time < 2; time++) {
        const read = await kit.send(url);
        expectSame(expectResource(read, "Appointment"), wanted, read.asked);
      }
    }
  },
  "cancel-location-put": async (kit) => {
    const entry = await kit.register();
    const read = await kit.send(entry.path);
    expectVersioned(kit, read, entry.location);
    await expectUpdated(kit, await kit.put({ ...entry, path: entry.location }, cancelled(entry)), entry.path);
  },
  "cancel-body": async (kit) => {
    const { answer, first, id, versionId } = await kit.cancelledEntry();
    const body = answer.resource<fhir.Appointment>("Appointment");
    expect(body.status === "cancelled", answer, "status cancelled", body.status);
    expect(body.id === id, answer, `id ${id}`, body.id);
    expect(body.meta?.versionId === versionId, answer, `versionId ${versionId}`, body.meta?.versionId);
    expectSame(body, cancelled(first), answer.asked);
  },
  "cancel-stored": async (kit) => {
    const { answer, path } = await kit.cancelledEntry();
    const read = await kit.send(path);
    expectSame(read.resource("Appointment"), answer.resource("Appointment"), `${read.asked} after ${answer.asked}`);
  },
  "cancel-difference-422": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry, DIFFERENT));
    expectStatus(answer, 422);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-difference-outcome": async (kit) => expectDetail(await refused(kit, () => DIFFERENT), 422),
  "cancel-difference-element": async (kit) => {
    const answer = await refused(kit, () => DIFFERENT);
    expectNamed(answer, expectOutcome(answer), "created");
  },
  "cancel-difference-kept-out": async (kit) => {
    const entry = await kit.register();
    await kit.put(entry, cancelled(entry, DIFFERENT));
    const now = await kit.read(entry.path);
    expectSame(now, entry.appointment, `GET ${entry.path} after a refused update`);
    await expectCancellable(kit, entry);
  },
  "cancel-profile-422": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry, withoutParticipantStatus(entry)));
    expectStatus(answer, 422);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-profile-outcome": async (kit) => expectDetail(await refused(kit, withoutParticipantStatus), 422),
  "cancel-no-jwt-403": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { token: null }), 403);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-no-jwt-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: null });
    expectStatus(answer, 403);
    expectExplained(answer);
  },
  "cancel-bad-jwt-403": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { token: altered(anyToken(kit.material)) }), 403);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-bad-jwt-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { token: altered(anyToken(kit.material)) });
    expectStatus(answer, 403);
    expectExplained(answer);
  },
  "cancel-conflict-409": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(stale(entry), cancelled(entry)), 409);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-conflict-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(stale(entry), cancelled(entry));
    expectStatus(answer, 409);
    expectExplained(answer);
  },
  "cancel-if-match-412": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { headers: NO_CONDITION }), 412);
    await expectBooked(kit, entry.path);
    await expectCancellable(kit, entry);
  },
  "cancel-if-match-outcome": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { headers: NO_CONDITION });
    expectStatus(answer, 412);
    expectExplained(answer);
  },
  "cancel-invalid-400": async (kit) => {
    const entry = await kit.register();
    const json = JSON.stringify(cancelled(entry));
    const xml = textOf(cancelled(entry), "xml").replace("</Appointment>", "");
    const other = { resourceType: "Patient", id: entry.id };
    for (const body of [json.slice(0, -20), ""]) await expectUnchanged(kit, entry, await kit.put(entry, body), 400);
    // It can be read, and is of no profile of Appointment.
    await expectUnchanged(kit, entry, await kit.put(entry, other), 400, 422);
    await expectUnchanged(kit, entry, await kit.put(entry, xml, { format: "xml" }), 400);
    await expectUpdated(kit, await kit.put(entry, json), entry.path);
  },
  "cancel-server-error-500": async (kit) => {
    const { faultyUrl = "", faultyEndpoint } = kit.material;
    const dispatcher = faultyEndpoint === undefined ? kit.dispatcher : open(faultyEndpoint);
    const faulty = new Kit(kit.material, dispatcher, kit.trail, kit.limits);
    expectRefusal(await faulty.send(`${faultyUrl}/Appointment/00000000-0000-4000-8000-000000000000`), 500);
    if (dispatcher !== kit.dispatcher) await dispatcher.close();
  },
  "cancel-refusal-repeats": async (kit) => {
    const entry = await kit.register();
    const body = cancelled(entry, { identifier: [bookedAt()] });
    const [first, second] = [await kit.put(entry, body), await kit.put(entry, body)];
    expectExplained(first);
    expectRefusal(second, first.status);
    await expectUpdated(kit, await kit.put(entry, cancelled(entry)), entry.path);
  },
};

/** The answer to an update with these changes. */
async function refused(kit: Kit, changes: (entry: Entry) => Changes): Promise<Answer> {
  const entry = await kit.register();
  return kit.put(entry, cancelled(entry, changes(entry)));
}

/** What the registry owns in a body is as it is read; a body may be left out. */
function expectMeta(answer: Answer, read: fhir.Meta | undefined): void {
  const { meta = read } = answer.loosely<Partial<fhir.Appointment>>() ?? {};
  for (const name of ["versionId", "lastUpdated"] as const)
    expect(meta?.[name] === read?.[name], answer, `meta.${name} ${read?.[name] ?? ""}, as it is read`, meta?.[name]);
}

/** "Providing additional detail": more than a code. */
function expectDetail(answer: Answer, status: number): void {
  expectStatus(answer, status);
  const outcome = expectExplained(answer);
  expect(saidBy(outcome).trim() !== "", answer, "detail in the OperationOutcome", answer.text.slice(0, 200));
}

function expectVersioned(kit: Kit, answer: Answer, location: string): void {
  if (partsOf(kit.base, location) === undefined)
    throw answer.unmet(`a versioned Location below ${kit.base}`, location || "none");
}
