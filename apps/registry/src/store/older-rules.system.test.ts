import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readResource, validateAppointment } from "@appointment-registry/fhir-appointment";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { sealVersion } from "./checksum.js";
import { openStore } from "./open.js";
import { JSON_TYPE, TestRegistry, XML_TYPE } from "../testing/registry.js";

type Shape = Record<string, unknown>;

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const narrative = (div: string): Shape => ({ text: { status: "generated", div } });

/** Entries that were registered under laxer rules and are rejected today. */
const STORED: readonly (readonly [what: string, put: Shape])[] = [
  ["a narrative with an XML declaration", narrative(`<?xml version="1.0"?><div ${XHTML}>x</div>`)],
  ["a narrative that is not well formed", narrative(`<div ${XHTML}>x<br></div>`)],
  ["a narrative with an attribute of another element", narrative(`<div ${XHTML}><p href="a">x</p></div>`)],
  ["an element that STU3 does not have", { colour: "red" }],
  ["a value where an object is needed", { serviceCategory: "x" }],
  ["an object where a list is needed", { specialty: { text: "x" } }],
  ["an element that is only an id", { participant: [{ type: [{ id: "x" }] }] }],
  ["a language of no form", { language: "english!" }],
  ["a code with a tab", { reason: [{ coding: [{ code: "a\tb" }] }] }],
  ["a control character", { comment: "a\u0001b" }],
  ["one id twice", { _start: { id: "a" }, _end: { id: "a" } }],
  ["a modifier extension", { modifierExtension: [{ url: "http://example.org/x", valueCode: "a" }] }],
  ["lists of null", { meta: { profile: ["urn:a"], _profile: [null] } }],
];

const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const patientOf = (at: number): string => nhsNumber(100 + at);

function storedResource(at: number, put: Shape): Shape & { resourceType: string } {
  const entry = bookedEntry(patientOf(at)) as unknown as Shape & { resourceType: string; participant: Shape[] };
  const meta = { ...(put["meta"] as Shape | undefined), versionId: "1", lastUpdated: "2026-01-01T10:00:00.000Z" };
  const own =
    put["participant"] === undefined ? {} : { participant: [{ ...entry.participant[0], type: [{ id: "x" }] }] };
  return { ...entry, ...put, ...own, id: idOf(at), meta };
}

describe.each([0, 1])("an entry that was accepted under older rules (%i)", (turn) => {
  let folder: string;
  let registry: TestRegistry;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "older-rules-"));
    const store = await openStore(`lmdb:${join(folder, "store")}`);
    for (const [at, [, put]] of STORED.entries()) {
      const resource = storedResource(at, put);
      const version = sealVersion(
        {
          id: idOf(at),
          version: 1,
          lastUpdated: "2026-01-01T10:00:00.000Z",
          method: "POST",
          status: "booked",
          body: JSON.stringify(resource),
          keys: { nhsNumber: patientOf(at), end: Date.parse(String(resource["end"])), identifiers: [] },
        },
        undefined,
      );
      expect((await store.insert(version)).kind).toBe("inserted");
    }
    await store.close();
    registry = await TestRegistry.start({ REGISTRY_STORE: `lmdb:${join(folder, "store")}` });
  });
  afterAll(async () => {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const cases = STORED.flatMap(([what], at) => [JSON_TYPE, XML_TYPE].map((type) => [what, type, at] as const));

  it.each(STORED.map(([what, put], at) => [what, at, put] as const))("%s: is rejected today", (_what, at, put) => {
    const read = readResource(JSON.stringify(storedResource(at, put)), { format: "json", expectedType: "Appointment" });
    const isRefused =
      read.kind !== "resource" ||
      validateAppointment(read.resource, { rules: "registry", structure: false }).some(
        ({ severity }) => severity === "error",
      );
    // Only lists of null are read as intended.
    expect(isRefused).toBe(put["meta"] === undefined);
  });

  it.each(cases)("%s: is found and read as %s", async (_what, type, at) => {
    const headers = { accept: type };
    const format = type === JSON_TYPE ? "json" : "xml";
    for (const path of [
      `/Appointment/${idOf(at)}`,
      `/Appointment/${idOf(at)}/_history/1`,
      `/Appointment/${idOf(at)}/_history`,
      `/Appointment?patient=https://fhir.nhs.uk/Id/nhs-number|${patientOf(at)}`,
    ]) {
      const answer = await registry.send(path, { headers });
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, answer.text.includes(idOf(at)), readResource(answer.text, { format }).kind]).toEqual([
        path,
        true,
        expect.not.stringMatching("unreadable"),
      ]);
    }
  });

  it.each(STORED.map(([what], at) => [what, at % 2 === turn ? JSON_TYPE : XML_TYPE, at] as const))(
    "%s: is cancelled as %s, as it was read",
    async (_what, type, at) => {
      const read = await registry.send(`/Appointment/${idOf(at)}`, { headers: { accept: type } });
      const answer = await registry.send(`/Appointment/${idOf(at)}`, {
        method: "PUT",
        headers: { "content-type": type, accept: type, "if-match": String(read.headers["etag"]) },
        body: read.text.replace("booked", "cancelled"),
      });
      expect([answer.status, answer.status === 200 ? "" : answer.text]).toEqual([200, ""]);
    },
  );
});
