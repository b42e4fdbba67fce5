import { setTimeout as delay } from "node:timers/promises";
import { expect, expectSame, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../kit.js";
import type { FHIR } from "../requirements/fhir.js";
import { bundleOf } from "./search.js";

type HistoryId = Extract<keyof typeof FHIR, `history-${string}`>;

export const HISTORY_CHECKS: Record<HistoryId, Check> = {
  "history-bundle": async (kit) => {
    const { path, first, versionId } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history`);
    const bundle = bundleOf(answer);
    expect(bundle.type === "history", answer, "type history", bundle.type);
    expect([2, undefined].includes(bundle.total), answer, "total 2, if any", bundle.total);
    const versions = versionsIn(bundle);
    expect(String(versions) === String([versionId, first.versionId]), answer, "newest first", versions);
  },
  "history-request": async (kit) => {
    const { path, id } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history`);
    const requests = (bundleOf(answer).entry ?? []).map(({ request }) => request);
    const methods = requests.map((request) => request?.method);
    expect(String(methods) === "PUT,POST", answer, "PUT, POST", methods);
    const [put, post] = requests.map((request) => request?.url ?? "");
    expect(put?.includes(`Appointment/${id}`) === true, answer, `URL Appointment/${id}`, put);
    expect(/Appointment(\/|$)/.test(post ?? ""), answer, "URL Appointment", post);
  },
  "history-resource": async (kit) => {
    const { path, first, appointment } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history`);
    const resources = (bundleOf(answer).entry ?? []).map(({ resource }) => resource as fhir.Appointment | undefined);
    const [now, before] = resources;
    expect(now !== undefined && before !== undefined, answer, "two resources", resources.length);
    expectSame(now, appointment, `${answer.asked}, newest`);
    expectSame(before, first.appointment, `${answer.asked}, oldest`);
  },
  "history-count": async (kit) => {
    const { path, versionId } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history?_count=1`);
    expect(
      String(versionsIn(bundleOf(answer))) === versionId,
      answer,
      "the newest version alone",
      versionsIn(bundleOf(answer)),
    );
  },
  "history-since": async (kit) => {
    const entry = await kit.register();
    // A registry may keep times to the second.
    await delay(1100);
    await expectUpdated(kit, await kit.put(entry, cancelled(entry)), entry.path);
    const now = await kit.read(entry.path);
    const since = now.meta?.lastUpdated ?? "";
    const answer = await kit.send(`${entry.path}/_history?_since=${encodeURIComponent(since)}`);
    expect(
      String(versionsIn(bundleOf(answer))) === now.meta?.versionId,
      answer,
      "the newest version alone",
      versionsIn(bundleOf(answer)),
    );
  },
};

const versionsIn = (bundle: fhir.Bundle): (string | undefined)[] =>
  (bundle.entry ?? []).map(({ resource }) => resource?.meta?.versionId);
