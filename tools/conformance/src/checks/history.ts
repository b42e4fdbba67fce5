import { setTimeout as delay } from "node:timers/promises";
import { expect, expectSame, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../test-client.js";
import type { FHIR } from "../requirements/fhir.js";
import { toBundle } from "./search.js";

type HistoryId = Extract<keyof typeof FHIR, `history-${string}`>;

export const HISTORY_CHECKS: Record<HistoryId, Check> = {
  "history-bundle": async (client) => {
    const { path, first, versionId } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history`);
    const bundle = toBundle(answer);
    expect(bundle.type === "history", answer, "type history", bundle.type);
    expect([2, undefined].includes(bundle.total), answer, "total 2, if any", bundle.total);
    const versions = versionsIn(bundle);
    expect(String(versions) === String([versionId, first.versionId]), answer, "newest first", versions);
  },
  "history-request": async (client) => {
    const { path, id } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history`);
    const requests = (toBundle(answer).entry ?? []).map(({ request }) => request);
    const methods = requests.map((request) => request?.method);
    expect(String(methods) === "PUT,POST", answer, "PUT, POST", methods);
    const [put, post] = requests.map((request) => request?.url ?? "");
    expect(put?.includes(`Appointment/${id}`) === true, answer, `URL Appointment/${id}`, put);
    expect(/Appointment(\/|$)/.test(post ?? ""), answer, "URL Appointment", post);
  },
  "history-resource": async (client) => {
    const { path, first, appointment } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history`);
    const resources = (toBundle(answer).entry ?? []).map(({ resource }) => resource as fhir.Appointment | undefined);
    const [now, before] = resources;
    expect(now !== undefined && before !== undefined, answer, "two resources", resources.length);
    expectSame(now, appointment, `${answer.asked}, newest`);
    expectSame(before, first.appointment, `${answer.asked}, oldest`);
  },
  "history-count": async (client) => {
    const { path, versionId } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history?_count=1`);
    expect(
      String(versionsIn(toBundle(answer))) === versionId,
      answer,
      "the newest version alone",
      versionsIn(toBundle(answer)),
    );
  },
  "history-since": async (client) => {
    const entry = await client.register();
    // A registry may store times with a precision of one second.
    await delay(1100);
    await expectUpdated(client, await client.put(entry, cancelled(entry)), entry.path);
    const now = await client.read(entry.path);
    const since = now.meta?.lastUpdated ?? "";
    const answer = await client.send(`${entry.path}/_history?_since=${encodeURIComponent(since)}`);
    expect(
      String(versionsIn(toBundle(answer))) === now.meta?.versionId,
      answer,
      "the newest version alone",
      versionsIn(toBundle(answer)),
    );
  },
};

const versionsIn = (bundle: fhir.Bundle): (string | undefined)[] =>
  (bundle.entry ?? []).map(({ resource }) => resource?.meta?.versionId);
