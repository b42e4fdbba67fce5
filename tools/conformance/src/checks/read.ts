import { randomUUID } from "node:crypto";
import { expect, expectRefusal, expectSame, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import type { Answer } from "../answer.js";
import type { FHIR } from "../requirements/fhir.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { NotTested } from "../verdict.js";

type ReadId = Extract<keyof typeof INTERACTIONS | keyof typeof FHIR, `read-${string}`>;

export const READ_CHECKS: Record<ReadId, Check> = {
  "read-200": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path);
    expectStatus(answer, 200);
    expectVersionHeaders(answer);
  },
  "read-vread": async (kit) => {
    const { path, first } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history/${first.meta?.versionId ?? ""}`);
    expectStatus(answer, 200);
    expectVersionHeaders(answer);
  },
  "read-unknown-id": async (kit) => {
    const path = `/Appointment/${randomUUID()}`;
    for (const each of [path, `${path}/_history/1`, `${path}/_history`]) expectRefusal(await kit.send(each), 404);
  },
  "read-unknown-version": async (kit) => {
    const { path } = await kit.register();
    for (const version of ["99", "nonsense"]) expectStatus(await kit.send(`${path}/_history/${version}`), 404);
  },
  "read-unknown-parameter": async (kit) => {
    const { path, versionId } = await kit.register();
    for (const each of [path, `${path}/_history/${versionId}`])
      expectStatus(await kit.send(`${each}?colour=green`), 400);
  },
  "read-versions-kept": async (kit) => {
    const { path, first } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history/${first.meta?.versionId ?? ""}`);
    expectStatus(answer, 200);
    const old = answer.resource<fhir.Appointment>("Appointment");
    expect(old.status === "booked", answer, "status booked", old.status);
    expectSame(old, first, answer.asked);
  },

  "read-matches-url": async (kit) => {
    const { path, id, first, versionId } = await kit.cancelledEntry();
    for (const version of [first.meta?.versionId ?? "", versionId]) {
      const answer = await kit.send(`${path}/_history/${version}`);
      expectStatus(answer, 200);
      const body = answer.resource<fhir.Appointment>("Appointment");
      expect(body.id === id, answer, `id ${id}`, body.id);
      expect(body.meta?.versionId === version, answer, `versionId ${version}`, body.meta?.versionId);
    }
    const now = await kit.send(path);
    expect(now.resource<fhir.Appointment>("Appointment").id === id, now, `id ${id}`, now.text.slice(0, 200));
  },
  "read-etag": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path);
    const wanted = `W/"${answer.resource<fhir.Appointment>("Appointment").meta?.versionId ?? ""}"`;
    expect(answer.header("etag") === wanted, answer, `ETag ${wanted}`, answer.header("etag"));
  },
  "read-last-modified": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path);
    const { meta } = answer.resource<fhir.Appointment>("Appointment");
    const wanted = new Date(meta?.lastUpdated ?? 0).toUTCString();
    expect(
      answer.header("last-modified") === wanted,
      answer,
      `Last-Modified ${wanted}`,
      answer.header("last-modified"),
    );
  },
  "read-if-none-match": async (kit) => {
    const { path, versionId } = await kit.register();
    for (const each of [path, `${path}/_history/${versionId}`]) {
      expectUnmodified(await kit.send(each, { headers: { "if-none-match": `W/"${versionId}"` } }));
      expectStatus(await kit.send(each, { headers: { "if-none-match": 'W/"another"' } }), 200);
    }
  },
  "read-if-modified-since": async (kit) => {
    const { path, versionId } = await kit.register();
    const lastModified = (await kit.send(path)).header("last-modified");
    if (lastModified === "") throw new NotTested("There is no Last-Modified to ask with.");
    const earlier = new Date(Date.parse(lastModified) - 3_600_000).toUTCString();
    for (const each of [path, `${path}/_history/${versionId}`]) {
      expectUnmodified(await kit.send(each, { headers: { "if-modified-since": lastModified } }));
      expectStatus(await kit.send(each, { headers: { "if-modified-since": earlier } }), 200);
    }
  },
};

function expectVersionHeaders(answer: Answer): void {
  expect(/^W\/"[^"]+"$/.test(answer.header("etag")), answer, 'ETag W/"[vid]"', answer.header("etag"));
  const lastModified = answer.header("last-modified");
  expect(lastModified === httpDate(lastModified), answer, "Last-Modified, an HTTP date", lastModified);
}

function expectUnmodified(answer: Answer): void {
  expectStatus(answer, 304);
  expect(answer.text === "", answer, "no body", answer.text);
}

const httpDate = (text: string): string | undefined =>
  Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toUTCString();
