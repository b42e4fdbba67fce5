import { randomUUID } from "node:crypto";
import { expect, expectLastModified, expectRefusal, expectResource, expectSame, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import type { Answer } from "../answer.js";
import { booking } from "../appointment.js";
import { otherVersion, getPath } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import { Blocked } from "../verdict.js";
import type { FHIR } from "../requirements/fhir.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type ReadId = Extract<keyof typeof INTERACTIONS | keyof typeof FHIR, `read-${string}`>;

export const READ_CHECKS: Record<ReadId, Check> = {
  "read-200": async (client) => {
    const sent = booking(madeUpNhsNumber());
    const registration = await client.post(sent);
    if (!registration.succeeded) throw new Blocked(`${registration.asked} was answered ${registration.status}`);
    const answer = await client.send(getPath(registration));
    expectSame(expectResource(answer, "Appointment"), sent, answer.asked);
    expectVersionHeaders(answer);
  },
  "read-vread": async (client) => {
    const { path, first } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history/${first.versionId}`);
    const { status } = expectResource<fhir.Appointment>(answer, "Appointment");
    expect(status === "booked", answer, "status booked", status);
    expectVersionHeaders(answer);
  },
  "read-unknown-id": async (client) => {
    const path = `/Appointment/${randomUUID()}`;
    for (const each of [path, `${path}/_history/1`, `${path}/_history`]) expectRefusal(await client.send(each), 404);
  },
  "read-unknown-version": async (client) => {
    const { path, versionId } = await client.register();
    expectResource(await client.send(`${path}/_history/${versionId}`), "Appointment");
    for (const version of [otherVersion(versionId), "nonsense"])
      expectRefusal(await client.send(`${path}/_history/${version}`), 404);
  },
  "read-unknown-parameter": async (client) => {
    const { path, versionId } = await client.register();
    for (const each of [path, `${path}/_history/${versionId}`]) {
      expectRefusal(await client.send(`${each}?colour=green`), 400);
      expectResource(await client.send(each), "Appointment");
    }
  },
  "read-versions-kept": async (client) => {
    const { path, first } = await client.cancelledEntry();
    const answer = await client.send(`${path}/_history/${first.versionId}`);
    const old = expectResource<fhir.Appointment>(answer, "Appointment");
    expect(old.status === "booked", answer, "status booked", old.status);
    expectSame(old, first.appointment, answer.asked);
  },

  "read-matches-url": async (client) => {
    const { path, id, first, versionId } = await client.cancelledEntry();
    for (const version of [first.versionId, versionId]) {
      const answer = await client.send(`${path}/_history/${version}`);
      const body = expectResource<fhir.Appointment>(answer, "Appointment");
      expect(body.id === id, answer, `id ${id}`, body.id);
      expect(body.meta?.versionId === version, answer, `versionId ${version}`, body.meta?.versionId);
    }
    const now = await client.send(path);
    expect(now.resource<fhir.Appointment>("Appointment").id === id, now, `id ${id}`, now.text.slice(0, 200));
  },
  "read-etag": async (client) => {
    const { path, first } = await client.cancelledEntry();
    for (const each of [path, `${path}/_history/${first.versionId}`]) {
      const answer = await client.send(each);
      const wanted = `W/"${answer.resource<fhir.Appointment>("Appointment").meta?.versionId ?? ""}"`;
      expect(answer.header("etag") === wanted, answer, `ETag ${wanted}`, answer.header("etag"));
    }
  },
  "read-last-modified": async (client) => {
    const { path } = await client.register();
    const answer = await client.send(path);
    const { meta } = answer.resource<fhir.Appointment>("Appointment");
    expectLastModified(answer, meta);
  },
  "read-if-none-match": async (client) => {
    const { path, versionId, etag } = await client.register();
    for (const each of [path, `${path}/_history/${versionId}`]) {
      expectUnmodified(await client.send(each, { headers: { "if-none-match": etag } }));
      expectResource(await client.send(each, { headers: { "if-none-match": 'W/"another"' } }), "Appointment");
    }
  },
  "read-if-modified-since": async (client) => {
    const { path, versionId } = await client.register();
    const read = await client.send(path);
    const lastModified = read.header("last-modified");
    expect(lastModified !== "", read, "Last-Modified", "none");
    const earlier = new Date(Date.parse(lastModified) - 3_600_000).toUTCString();
    for (const each of [path, `${path}/_history/${versionId}`]) {
      expectUnmodified(await client.send(each, { headers: { "if-modified-since": lastModified } }));
      expectResource(await client.send(each, { headers: { "if-modified-since": earlier } }), "Appointment");
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
