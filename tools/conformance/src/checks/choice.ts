import { randomUUID } from "node:crypto";
import { booking, bookedAt, instant, past } from "../appointment.js";
import { expect, expectRefusal, expectRegistered, expectUnchanged, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, otherVersion, stale } from "../test-client.js";
import type { Entry, TestClient, TestRequest } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { Unmet } from "../verdict.js";

type ChoiceId = Extract<keyof typeof INTERACTIONS, `choice-${string}`>;

const NO_CONDITION = { "if-match": undefined };
const TEXT = { "content-type": "text/plain" };
const other = (value: string): fhir.Identifier => ({ system: "https://provider.example/other", value });
const nowhere = () => ({ path: `/Appointment/${randomUUID()}`, etag: 'W/"1"' });
const getId = (path: string) => path.slice("/Appointment/".length);

export const CHOICE_CHECKS: Record<ChoiceId, Check> = {
  "choice-versioned-url": async (client) => {
    const entry = await client.register();
    const answer = await client.put(versioned(entry), cancelled(entry));
    await expectUpdated(client, answer, entry.path);
    const now = await client.again(entry);
    expect(now.versionId !== entry.versionId, answer, "a new version", now.versionId);
    const before = await client.read(versioned(entry).path);
    expect(before.status === "booked", answer, "the version in the URL as it was", before.status);
  },
  "choice-versioned-url-if-match": async (client) => {
    const entry = await client.register();
    const answer = await client.put(versioned(entry), cancelled(entry), { headers: NO_CONDITION });
    await expectUnchanged(client, entry, answer, 412);
  },
  "choice-versioned-url-stale": async (client) => {
    const entry = await client.register();
    const path = `${entry.path}/_history/${otherVersion(entry.versionId)}`;
    const answer = await client.put({ ...entry, path }, cancelled(entry));
    await expectUnchanged(client, entry, answer, 409);
  },

  "choice-order-token": async (client) => {
    const entry = await client.register();
    expectRefusal(await client.put(entry, "neither", { headers: { ...TEXT, ...NO_CONDITION }, token: null }), 403);
    expectRefusal(await client.put(nowhere(), "{", { token: null }), 403);
  },
  "choice-order-permission": async (client) => {
    const token = client.tokenWithout("update");
    expectRefusal(await client.put(nowhere(), "neither", { headers: { ...TEXT, ...NO_CONDITION }, token }), 403);
    expectRefusal(await client.put(nowhere(), "{", { token }), 403);
  },
  "choice-order-media-type": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, "neither", { headers: { ...TEXT, ...NO_CONDITION } });
    await expectUnchanged(client, entry, answer, 415);
    expectRefusal(await client.put(nowhere(), "neither", { headers: TEXT }), 415);
  },
  "choice-order-readable": async (client) => {
    const entry = await client.register();
    await expectUnchanged(client, entry, await client.put(entry, "{", { headers: NO_CONDITION }), 400);
    expectRefusal(await client.put(nowhere(), "{"), 400);
  },
  "choice-order-id": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry, { id: randomUUID() }), { headers: NO_CONDITION });
    await expectUnchanged(client, entry, answer, 400);
  },
  "choice-order-condition": async (client) => {
    const missing = nowhere();
    const body = booking(madeUpNhsNumber(), { id: getId(missing.path), status: "cancelled" });
    expectRefusal(await client.put(missing, body, { headers: NO_CONDITION }), 412);
    expectRefusal(await client.send(missing.path), 404);
  },
  "choice-order-exists": async (client) => {
    const missing = nowhere();
    const body = { ...booking(madeUpNhsNumber(), { id: getId(missing.path) }), status: "annulled" };
    expectRefusal(await client.put(missing, body), 404);
    expectRefusal(await client.send(missing.path), 404);
  },
  "choice-order-version": async (client) => {
    const entry = await client.register();
    for (const body of [{ ...cancelled(entry), status: "annulled" }, cancelled(entry, { comment: "added" })])
      await expectUnchanged(client, entry, await client.put(stale(entry), body), 409);
  },
  "choice-unknown-id": async (client) => {
    const missing = nowhere();
    const body = booking(madeUpNhsNumber(), { id: getId(missing.path), status: "cancelled" });
    expectRefusal(await client.put(missing, body), 404);
    expectRefusal(await client.send(missing.path), 404);
  },

  "choice-if-match-weak": (client) => expectForm(client, (version) => `W/"${version}"`),
  "choice-if-match-strong": (client) => expectForm(client, (version) => `"${version}"`),
  "choice-if-match-bare": (client) => expectForm(client, (version) => version),
  "choice-if-match-list": async (client) => {
    await expectCondition(client, (version) => `W/"98", W/"${version}"`, 200);
    await expectCondition(client, (version) => `W/"${version}", W/"98"`, 200);
    await expectCondition(client, (version) => `"97","${version}",  W/"98"`, 200);
    await expectCondition(client, () => 'W/"98", W/"99"', 409);
  },
  "choice-if-match-star": (client) => expectCondition(client, () => "*", 412),
  "choice-if-match-malformed": async (client) => {
    for (const field of ['W/"1', "version one", "W/1"]) await expectCondition(client, () => field, 400);
  },

  "choice-meta-ignored": async (client) => {
    const metas = [
      (meta: fhir.Meta) => ({ ...meta, versionId: "77", lastUpdated: "2001-01-01T00:00:00Z" }),
      ({ profile }: fhir.Meta) => ({ profile }),
    ];
    for (const getMeta of metas) {
      const entry = await client.register();
      const answer = await client.put(entry, cancelled(entry, { meta: getMeta(entry.appointment.meta ?? {}) }));
      await expectUpdated(client, answer, entry.path);
      const { meta } = answer.resource<fhir.Appointment>("Appointment");
      expect(
        meta?.versionId !== "77" && !meta?.lastUpdated?.startsWith("2001"),
        answer,
        "the registry's own meta",
        meta,
      );
    }
  },
  "choice-equal-instants": async (client) => {
    const entry = await client.register();
    const { start = "" } = entry.appointment;
    const there = new Date(Date.parse(start) + 3_600_000).toISOString().replace(/(\.\d+)?Z$/, "+01:00");
    // A registry that compares nothing accepts everything.
    const later = new Date(Date.parse(start) + 1000).toISOString();
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { start: later })), 422);
    await expectUpdated(client, await client.put(entry, cancelled(entry, { start: there })), entry.path);
  },
  "choice-equal-formats": async (client) => {
    const entry = await client.register();
    await expectUpdated(client, await client.put(entry, cancelled(entry), { format: "xml" }), entry.path);
    const sent = booking(madeUpNhsNumber());
    const { id = "" } = await expectRegistered(client, await client.post(sent, { format: "xml" }), sent);
    const other = await client.again({ ...entry, path: `/Appointment/${id}` });
    await expectUpdated(client, await client.put(other, cancelled(other)), other.path);
  },
  "choice-equal-order": async (client) => {
    const entry = await client.register({ identifier: [bookedAt(), other("a"), other("b")] });
    const identifier = entry.appointment.identifier?.toReversed();
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { identifier })), 422);
  },
  "choice-equal-sets": async (client) => {
    const codings = ["a", "b"].map((code) => ({ system: "https://provider.example/tags", code }));
    for (const name of ["tag", "security"] as const) {
      const entry = await client.register({ meta: { ...booking("").meta, [name]: codings } });
      const meta = { ...entry.appointment.meta, [name]: entry.appointment.meta?.[name]?.toReversed() };
      const fewer = { ...entry.appointment.meta, [name]: codings.slice(1) };
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { meta: fewer })), 422);
      await expectUpdated(client, await client.put(entry, cancelled(entry, { meta })), entry.path);
    }
  },
  "choice-end-before-start": async (client) => {
    const hour = 3_600_000;
    const times = { start: instant(48 * hour), end: instant(47 * hour) };
    const sent = booking(madeUpNhsNumber(), times);
    const { end } = await expectRegistered(client, await client.post(sent), sent);
    if (Date.parse(end ?? "") !== Date.parse(times.end)) throw new Unmet(`expected end ${times.end}, got ${end ?? ""}`);
  },
  "choice-repeated-409": async (client) => {
    const entry = await client.register();
    const body = cancelled(entry);
    await expectUpdated(client, await client.put(entry, body), entry.path);
    expectRefusal(await client.put(entry, body), 409);
  },
  "choice-repeated-reported": async (client) => {
    const { first, versionId } = await client.cancelledEntry();
    const answer = await client.put(first, cancelled(first));
    const { issue } = expectRefusal(answer, 409);
    const said = issue.flatMap(({ details, diagnostics }) => [details?.text ?? "", diagnostics ?? ""]).join(" ");
    expect(/cancelled/i.test(said), answer, "that it is cancelled already", said);
    expect(
      said.split(/[^A-Za-z0-9.-]+/).some((word) => word.replace(/\.$/, "") === versionId),
      answer,
      `current version ${versionId}`,
      said,
    );
  },
  "choice-past-readable": async (client) => {
    const sent = booking(madeUpNhsNumber(), past());
    await expectRegistered(client, await client.post(sent), sent);
  },
};

const versioned = (entry: Entry): Entry => ({ ...entry, path: `${entry.path}/_history/${entry.versionId}` });

/** Expects that a form which names the current version is accepted, and that one which names another version is a conflict. */
async function expectForm(client: TestClient, form: (versionId: string) => string): Promise<void> {
  await expectCondition(client, form, 200);
  await expectCondition(client, (versionId) => form(otherVersion(versionId)), 409);
}

async function expectCondition(
  client: TestClient,
  field: (versionId: string) => string,
  status: number,
): Promise<void> {
  const entry = await client.register();
  const request: TestRequest = { headers: { "if-match": field(entry.versionId) } };
  const answer = await client.put(entry, cancelled(entry), request);
  if (status === 200) return expectUpdated(client, answer, entry.path);
  await expectUnchanged(client, entry, answer, status);
}
