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
  getParts,
  saidBy,
} from "../expect.js";
import type { Check } from "../expect.js";
import { TestClient, XML_TYPE, cancelled, stale, getText } from "../test-client.js";
import type { Entry } from "../test-client.js";
import { anyToken } from "../test-inputs.js";
import type { CANCEL } from "../requirements/cancel.js";
import { open } from "../connection.js";
import { altered } from "../tokens.js";
import { Unmet } from "../verdict.js";
import { expectNoHttp } from "./no-http.js";

const DIFFERENT = { created: instant(-86_400_000) };
const RACERS = 6;
/** STU3 requires a status of each participant. A body without one can be read, but violates every profile of Appointment. */
const withoutParticipantStatus = ({ appointment }: Entry): Changes => ({
  participant: appointment.participant.map(({ status: _status, ...participant }) => participant),
});
const NO_CONDITION = { "if-match": undefined };

export const CANCEL_CHECKS: Record<keyof typeof CANCEL, Check> = {
  "cancel-token": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry), { token: null });
    expect(answer.status >= 400 && answer.status < 500, answer, "a refusal", String(answer.status));
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-mutual-tls": async (client) => {
    const entry = await client.register();
    const stranger = open({ ...client.inputs.endpoint, cert: undefined, key: undefined });
    try {
      await expectNoHttp(client, stranger, entry.path, { method: "PUT", body: JSON.stringify(cancelled(entry)) });
    } finally {
      await stranger.close();
    }
    await expectBooked(client, entry.path);
  },
  "cancel-put-json": async (client) => {
    const entry = await client.register();
    await expectUpdated(client, await client.put(entry, cancelled(entry)), entry.path);
  },
  "cancel-put-xml": async (client) => {
    const entry = await client.register();
    const retrieved = await client.send(entry.path, { headers: { accept: XML_TYPE } });
    const appointment = retrieved.resource<fhir.Appointment>("Appointment");
    const body = getText({ ...appointment, status: "cancelled" }, "xml");
    await expectUpdated(client, await client.put(entry, body, { format: "xml" }), entry.path);
  },
  "cancel-profile-named": async (client) => {
    const { answer } = await client.cancelledEntry();
    const issues = validateAppointment(answer.resource("Appointment"), { rules: "careconnect" });
    const error = issues.find(({ severity }) => severity === "error");
    if (error !== undefined)
      throw answer.unmet("an Appointment that conforms", `${error.message} (${error.expression ?? ""})`);
  },
  "cancel-nothing-lost": async (client) => {
    const entry = await client.register();
    const [only] = entry.appointment.participant;
    const { use: _use, ...identifier } = only?.actor?.identifier ?? {};
    // Start and end may be missing from a cancelled Appointment, so that app-3 does not detect their loss.
    for (const lost of [
      { created: undefined },
      { start: undefined, end: undefined },
      { participant: [{ ...only, actor: { identifier } }] },
    ]) {
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, lost)), 422);
    }
    await expectCancellable(client, entry);
  },
  "cancel-guarded": async (client) => {
    const entry = await client.register();
    const answers = await Promise.all(Array.from({ length: RACERS }, () => client.put(entry, cancelled(entry))));
    const won = answers.filter(({ succeeded }) => succeeded);
    const lost = answers.filter(({ status }) => status === 409);
    const got = `got ${answers.map(({ status }) => status)}`;
    if (won.length === 0 || won.length + lost.length !== RACERS)
      throw new Unmet(`${RACERS} updates of one version: expected one success and else 409, ${got}`);
    await expectStatusOf(client, entry.path, "cancelled");
    const { meta } = await client.read(entry.path);
    for (const winner of won) expectMeta(winner, meta);
    // If a repeated update is answered as a success, several successes may refer to the same version.
    const repeated = won.length > 1 ? await client.put(entry, cancelled(entry)) : undefined;
    if (repeated?.status === 409)
      throw new Unmet(`${RACERS} updates of one version: expected one success, as for a repeated one, ${got}`);
  },
  "cancel-status-200": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry));
    expectStatus(answer, 200);
    await expectStatusOf(client, entry.path, "cancelled");
  },
  "cancel-location": async (client) => {
    const { answer, id, versionId } = await client.cancelledEntry();
    const location = answer.header("location");
    const wanted = `${client.base}/Appointment/${id}/_history/${versionId}`;
    expect(location === wanted, answer, `Location ${wanted}`, location);
  },
  "cancel-version-new": async (client) => {
    const { answer, first } = await client.cancelledEntry();
    const vid = /\/_history\/([^/]+)$/.exec(answer.header("location"))?.[1] ?? "";
    expect(vid !== "", answer, "a Location that names a version", answer.header("location"));
    expect(vid !== first.versionId, answer, `another version than ${first.versionId}`, vid);
  },
  "cancel-location-stable": async (client) => {
    const { answer, location, first, appointment } = await client.cancelledEntry();
    for (const [url, wanted] of [
      [location, first.appointment],
      [answer.header("location"), appointment],
    ] as const) {
      expectVersioned(client, answer, url);
      for (let time = 0; time < 2; time++) {
        const read = await client.send(url);
        expectSame(expectResource(read, "Appointment"), wanted, read.asked);
      }
    }
  },
  "cancel-location-put": async (client) => {
    const entry = await client.register();
    const read = await client.send(entry.path);
    expectVersioned(client, read, entry.location);
    await expectUpdated(client, await client.put({ ...entry, path: entry.location }, cancelled(entry)), entry.path);
  },
  "cancel-body": async (client) => {
    const { answer, first, id, versionId } = await client.cancelledEntry();
    const body = answer.resource<fhir.Appointment>("Appointment");
    expect(body.status === "cancelled", answer, "status cancelled", body.status);
    expect(body.id === id, answer, `id ${id}`, body.id);
    expect(body.meta?.versionId === versionId, answer, `versionId ${versionId}`, body.meta?.versionId);
    expectSame(body, cancelled(first), answer.asked);
  },
  "cancel-stored": async (client) => {
    const { answer, path } = await client.cancelledEntry();
    const read = await client.send(path);
    expectSame(read.resource("Appointment"), answer.resource("Appointment"), `${read.asked} after ${answer.asked}`);
  },
  "cancel-difference-422": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry, DIFFERENT));
    expectStatus(answer, 422);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-difference-outcome": async (client) => expectDetail(await refused(client, () => DIFFERENT), 422),
  "cancel-difference-element": async (client) => {
    const answer = await refused(client, () => DIFFERENT);
    expectNamed(answer, expectOutcome(answer), "created");
  },
  "cancel-difference-kept-out": async (client) => {
    const entry = await client.register();
    await client.put(entry, cancelled(entry, DIFFERENT));
    const now = await client.read(entry.path);
    expectSame(now, entry.appointment, `GET ${entry.path} after a refused update`);
    await expectCancellable(client, entry);
  },
  "cancel-profile-422": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry, withoutParticipantStatus(entry)));
    expectStatus(answer, 422);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-profile-outcome": async (client) => expectDetail(await refused(client, withoutParticipantStatus), 422),
  "cancel-no-jwt-403": async (client) => {
    const entry = await client.register();
    expectStatus(await client.put(entry, cancelled(entry), { token: null }), 403);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-no-jwt-outcome": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry), { token: null });
    expectStatus(answer, 403);
    expectExplained(answer);
  },
  "cancel-bad-jwt-403": async (client) => {
    const entry = await client.register();
    expectStatus(await client.put(entry, cancelled(entry), { token: altered(anyToken(client.inputs)) }), 403);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-bad-jwt-outcome": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry), { token: altered(anyToken(client.inputs)) });
    expectStatus(answer, 403);
    expectExplained(answer);
  },
  "cancel-conflict-409": async (client) => {
    const entry = await client.register();
    expectStatus(await client.put(stale(entry), cancelled(entry)), 409);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-conflict-outcome": async (client) => {
    const entry = await client.register();
    const answer = await client.put(stale(entry), cancelled(entry));
    expectStatus(answer, 409);
    expectExplained(answer);
  },
  "cancel-if-match-412": async (client) => {
    const entry = await client.register();
    expectStatus(await client.put(entry, cancelled(entry), { headers: NO_CONDITION }), 412);
    await expectBooked(client, entry.path);
    await expectCancellable(client, entry);
  },
  "cancel-if-match-outcome": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry), { headers: NO_CONDITION });
    expectStatus(answer, 412);
    expectExplained(answer);
  },
  "cancel-invalid-400": async (client) => {
    const entry = await client.register();
    const json = JSON.stringify(cancelled(entry));
    const xml = getText(cancelled(entry), "xml").replace("</Appointment>", "");
    const other = { resourceType: "Patient", id: entry.id };
    for (const body of [json.slice(0, -20), ""])
      await expectUnchanged(client, entry, await client.put(entry, body), 400);
    // The body can be read but does not match any profile of Appointment.
    await expectUnchanged(client, entry, await client.put(entry, other), 400, 422);
    await expectUnchanged(client, entry, await client.put(entry, xml, { format: "xml" }), 400);
    await expectUpdated(client, await client.put(entry, json), entry.path);
  },
  "cancel-server-error-500": async (client) => {
    const { faultyUrl = "", faultyEndpoint } = client.inputs;
    const dispatcher = faultyEndpoint === undefined ? client.dispatcher : open(faultyEndpoint);
    const faulty = new TestClient(client.inputs, dispatcher, client.trail, client.limits);
    expectRefusal(await faulty.send(`${faultyUrl}/Appointment/00000000-0000-4000-8000-000000000000`), 500);
    if (dispatcher !== client.dispatcher) await dispatcher.close();
  },
  "cancel-refusal-repeats": async (client) => {
    const entry = await client.register();
    const body = cancelled(entry, { identifier: [bookedAt()] });
    const [first, second] = [await client.put(entry, body), await client.put(entry, body)];
    expectExplained(first);
    expectRefusal(second, first.status);
    await expectUpdated(client, await client.put(entry, cancelled(entry)), entry.path);
  },
};

/** Returns the answer to an update with these changes. */
async function refused(client: TestClient, changes: (entry: Entry) => Changes): Promise<Answer> {
  const entry = await client.register();
  return client.put(entry, cancelled(entry, changes(entry)));
}

/** Expects that the registry's own elements in a body are those of a read. The body may be omitted. */
function expectMeta(answer: Answer, read: fhir.Meta | undefined): void {
  const { meta = read } = answer.loosely<Partial<fhir.Appointment>>() ?? {};
  for (const name of ["versionId", "lastUpdated"] as const)
    expect(meta?.[name] === read?.[name], answer, `meta.${name} ${read?.[name] ?? ""}, as it is read`, meta?.[name]);
}

/** "Providing additional detail": expects more than a code. */
function expectDetail(answer: Answer, status: number): void {
  expectStatus(answer, status);
  const outcome = expectExplained(answer);
  expect(saidBy(outcome).trim() !== "", answer, "detail in the OperationOutcome", answer.text.slice(0, 200));
}

function expectVersioned(client: TestClient, answer: Answer, location: string): void {
  if (getParts(client.base, location) === undefined)
    throw answer.unmet(`a versioned Location below ${client.base}`, location || "none");
}
