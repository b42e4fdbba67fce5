import { randomUUID } from "node:crypto";
import { booking, bookedAt, instant, past } from "../appointment.js";
import { expect, expectRefusal, expectRegistered, expectUnchanged, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, otherVersion, stale } from "../kit.js";
import type { Entry, Kit, KitRequest } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { Unmet } from "../verdict.js";

type ChoiceId = Extract<keyof typeof INTERACTIONS, `choice-${string}`>;

const NO_CONDITION = { "if-match": undefined };
const TEXT = { "content-type": "text/plain" };
const other = (value: string): fhir.Identifier => ({ system: "https://provider.example/other", value });
const nowhere = () => ({ path: `/Appointment/${randomUUID()}`, etag: 'W/"1"' });
const idOf = (path: string) => path.slice("/Appointment/".length);

export const CHOICE_CHECKS: Record<ChoiceId, Check> = {
  "choice-versioned-url": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(versioned(entry), cancelled(entry));
    await expectUpdated(kit, answer, entry.path);
    const now = await kit.again(entry);
    expect(now.versionId !== entry.versionId, answer, "a new version", now.versionId);
    const before = await kit.read(versioned(entry).path);
    expect(before.status === "booked", answer, "the version in the URL as it was", before.status);
  },
  "choice-versioned-url-if-match": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(versioned(entry), cancelled(entry), { headers: NO_CONDITION });
    await expectUnchanged(kit, entry, answer, 412);
  },
  "choice-versioned-url-stale": async (kit) => {
    const entry = await kit.register();
    const path = `${entry.path}/_history/${otherVersion(entry.versionId)}`;
    const answer = await kit.put({ ...entry, path }, cancelled(entry));
    await expectUnchanged(kit, entry, answer, 409);
  },

  "choice-order-token": async (kit) => {
    const entry = await kit.register();
    expectRefusal(await kit.put(entry, "neither", { headers: { ...TEXT, ...NO_CONDITION }, token: null }), 403);
    expectRefusal(await kit.put(nowhere(), "{", { token: null }), 403);
  },
  "choice-order-permission": async (kit) => {
    const token = kit.tokenWithout("update");
    expectRefusal(await kit.put(nowhere(), "neither", { headers: { ...TEXT, ...NO_CONDITION }, token }), 403);
    expectRefusal(await kit.put(nowhere(), "{", { token }), 403);
  },
  "choice-order-media-type": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, "neither", { headers: { ...TEXT, ...NO_CONDITION } });
    await expectUnchanged(kit, entry, answer, 415);
    expectRefusal(await kit.put(nowhere(), "neither", { headers: TEXT }), 415);
  },
  "choice-order-readable": async (kit) => {
    const entry = await kit.register();
    await expectUnchanged(kit, entry, await kit.put(entry, "{", { headers: NO_CONDITION }), 400);
    expectRefusal(await kit.put(nowhere(), "{"), 400);
  },
  "choice-order-id": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry, { id: randomUUID() }), { headers: NO_CONDITION });
    await expectUnchanged(kit, entry, answer, 400);
  },
  "choice-order-condition": async (kit) => {
    const missing = nowhere();
    const body = booking(madeUpNhsNumber(), { id: idOf(missing.path), status: "cancelled" });
    expectRefusal(await kit.put(missing, body, { headers: NO_CONDITION }), 412);
    expectRefusal(await kit.send(missing.path), 404);
  },
  "choice-order-exists": async (kit) => {
    const missing = nowhere();
    const body = { ...booking(madeUpNhsNumber(), { id: idOf(missing.path) }), status: "annulled" };
    expectRefusal(await kit.put(missing, body), 404);
    expectRefusal(await kit.send(missing.path), 404);
  },
  "choice-order-version": async (kit) => {
    const entry = await kit.register();
    for (const body of [{ ...cancelled(entry), status: "annulled" }, cancelled(entry, { comment: "added" })])
      await expectUnchanged(kit, entry, await kit.put(stale(entry), body), 409);
  },
  "choice-unknown-id": async (kit) => {
    const missing = nowhere();
    const body = booking(madeUpNhsNumber(), { id: idOf(missing.path), status: "cancelled" });
    expectRefusal(await kit.put(missing, body), 404);
    expectRefusal(await kit.send(missing.path), 404);
  },

  "choice-if-match-weak": (kit) => expectForm(kit, (version) => `W/"${version}"`),
  "choice-if-match-strong": (kit) => expectForm(kit, (version) => `"${version}"`),
  "choice-if-match-bare": (kit) => expectForm(kit, (version) => version),
  "choice-if-match-list": async (kit) => {
    await expectCondition(kit, (version) => `W/"98", W/"${version}"`, 200);
    await expectCondition(kit, (version) => `W/"${version}", W/"98"`, 200);
    await expectCondition(kit, (version) => `"97","${version}",  W/"98"`, 200);
    await expectCondition(kit, () => 'W/"98", W/"99"', 409);
  },
  "choice-if-match-star": (kit) => expectCondition(kit, () => "*", 412),
  "choice-if-match-malformed": async (kit) => {
    for (const field of ['W/"1', "version one", "W/1"]) await expectCondition(kit, () => field, 400);
  },

  "choice-meta-ignored": async (kit) => {
    const metas = [
      (meta: fhir.Meta) => ({ ...meta, versionId: "77", lastUpdated: "2001-01-01T00:00:00Z" }),
      ({ profile }: fhir.Meta) => ({ profile }),
    ];
    for (const metaOf of metas) {
      const entry = await kit.register();
      const answer = await kit.put(entry, cancelled(entry, { meta: metaOf(entry.appointment.meta ?? {}) }));
      await expectUpdated(kit, answer, entry.path);
      const { meta } = answer.resource<fhir.Appointment>("Appointment");
      expect(
        meta?.versionId !== "77" && !meta?.lastUpdated?.startsWith("2001"),
        answer,
        "the registry's own meta",
        meta,
      );
    }
  },
  "choice-equal-instants": async (kit) => {
    const entry = await kit.register();
    const { start = "" } = entry.appointment;
    const there = new Date(Date.parse(start) + 3_600_000).toISOString().replace(/(\.\d+)?Z$/, "+01:00");
    // A registry that compares nothing accepts everything.
    const later = new Date(Date.parse(start) + 1000).toISOString();
    await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { start: later })), 422);
    await expectUpdated(kit, await kit.put(entry, cancelled(entry, { start: there })), entry.path);
  },
  "choice-equal-formats": async (kit) => {
    const entry = await kit.register();
    await expectUpdated(kit, await kit.put(entry, cancelled(entry), { format: "xml" }), entry.path);
    const sent = booking(madeUpNhsNumber());
    const { id = "" } = await expectRegistered(kit, await kit.post(sent, { format: "xml" }), sent);
    const other = await kit.again({ ...entry, path: `/Appointment/${id}` });
    await expectUpdated(kit, await kit.put(other, cancelled(other)), other.path);
  },
  "choice-equal-order": async (kit) => {
    const entry = await kit.register({ identifier: [bookedAt(), other("a"), other("b")] });
    const identifier = entry.appointment.identifier?.toReversed();
    await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { identifier })), 422);
  },
  "choice-equal-sets": async (kit) => {
    const codings = ["a", "b"].map((code) => ({ system: "https://provider.example/tags", code }));
    for (const name of ["tag", "security"] as const) {
      const entry = await kit.register({ meta: { ...booking("").meta, [name]: codings } });
      const meta = { ...entry.appointment.meta, [name]: entry.appointment.meta?.[name]?.toReversed() };
      const fewer = { ...entry.appointment.meta, [name]: codings.slice(1) };
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { meta: fewer })), 422);
      await expectUpdated(kit, await kit.put(entry, cancelled(entry, { meta })), entry.path);
    }
  },
  "choice-end-before-start": async (kit) => {
    const hour = 3_600_000;
    const times = { start: instant(48 * hour), end: instant(47 * hour) };
    const sent = booking(madeUpNhsNumber(), times);
    const { end } = await expectRegistered(kit, await kit.post(sent), sent);
    if (Date.parse(end ?? "") !== Date.parse(times.end)) throw new Unmet(`expected end ${times.end}, got ${end ?? ""}`);
  },
  "choice-repeated-409": async (kit) => {
    const entry = await kit.register();
    const body = cancelled(entry);
    await expectUpdated(kit, await kit.put(entry, body), entry.path);
    expectRefusal(await kit.put(entry, body), 409);
  },
  "choice-repeated-told": async (kit) => {
    const { first, versionId } = await kit.cancelledEntry();
    const answer = await kit.put(first, cancelled(first));
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
  "choice-past-readable": async (kit) => {
    const sent = booking(madeUpNhsNumber(), past());
    await expectRegistered(kit, await kit.post(sent), sent);
  },
};

const versioned = (entry: Entry): Entry => ({ ...entry, path: `${entry.path}/_history/${entry.versionId}` });

/** A form that names the current version is accepted, and one that names another is a conflict. */
async function expectForm(kit: Kit, form: (versionId: string) => string): Promise<void> {
  await expectCondition(kit, form, 200);
  await expectCondition(kit, (versionId) => form(otherVersion(versionId)), 409);
}

async function expectCondition(kit: Kit, field: (versionId: string) => string, status: number): Promise<void> {
  const entry = await kit.register();
  const request: KitRequest = { headers: { "if-match": field(entry.versionId) } };
  const answer = await kit.put(entry, cancelled(entry), request);
  if (status === 200) return expectUpdated(kit, answer, entry.path);
  await expectUnchanged(kit, entry, answer, status);
}
