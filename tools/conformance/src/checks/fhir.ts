import { setTimeout as delay } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { URL_SYSTEM, booking, bookedAt } from "../appointment.js";
import type { Answer } from "../answer.js";
import { expect, expectDone, expectOutcome, expectSame, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import { JSON_TYPE, XML_TYPE, cancelled } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { NotTested, Unmet } from "../verdict.js";
import { expectBooked } from "./cancel.js";
import { bundleOf, expectIds, form, registered, searchFor } from "./search.js";

type Of<Prefix extends string> = Extract<keyof typeof FHIR, `${Prefix}-${string}`>;

const text = (format: "json" | "xml") => (format === "json" ? JSON_TYPE : XML_TYPE);

export const FORMAT_CHECKS: Record<Of<"format">, Check> = {
  "format-json-types": (kit) =>
    expectTaken(kit, "json", ["application/fhir+json", "application/json+fhir", "application/json", "text/json"]),
  "format-xml-types": (kit) =>
    expectTaken(kit, "xml", ["application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml"]),
  "format-content-type": async (kit) => {
    for (const accept of [JSON_TYPE, XML_TYPE]) {
      const entry = await kit.register();
      const headers = { accept };
      const answers = [
        await kit.send("/metadata", { headers }),
        await kit.post(booking(madeUpNhsNumber()), { headers }),
        await kit.send(entry.path, { headers }),
        await kit.send(`${entry.path}/_history/${entry.versionId}`, { headers }),
        await kit.send(`${entry.path}/_history`, { headers }),
        await kit.send(`/Appointment?${searchFor(entry.nhsNumber)}`, { headers }),
        await form(kit, searchFor(entry.nhsNumber), headers),
        await kit.send(entry.path, { headers, token: null }),
        await kit.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await kit.put(entry, cancelled(entry), { headers }),
      ];
      for (const answer of answers) {
        const said = answer.header("content-type").toLowerCase().replaceAll(/[\s"]/g, "");
        expect(said === `${accept};charset=utf-8`, answer, `Content-Type ${accept}; charset=utf-8`, said);
      }
    }
  },
  "format-accept": async (kit) => {
    const { path } = await kit.register();
    const wishes = [
      ["application/fhir+xml;q=0.4, application/fhir+json;q=0.9", "json"],
      ["application/fhir+xml;q=0.9, application/fhir+json;q=0.4", "xml"],
      ["text/html, application/fhir+xml, */*;q=0.1", "xml"],
      ["application/fhir+json;q=0, application/fhir+xml", "xml"],
    ] as const;
    for (const [accept, wanted] of wishes) expectFormat(await kit.send(path, { headers: { accept } }), wanted);
  },
  "format-parameter": async (kit) => {
    const { path } = await kit.register();
    const wishes = [
      ["xml", JSON_TYPE, "xml"],
      ["json", XML_TYPE, "json"],
      ["application/fhir%2Bxml", JSON_TYPE, "xml"],
      ["application/fhir%2Bjson", XML_TYPE, "json"],
      ["text/xml", JSON_TYPE, "xml"],
    ] as const;
    for (const [format, accept, wanted] of wishes) {
      expectFormat(await kit.send(`${path}?_format=${format}`, { headers: { accept } }), wanted);
    }
  },
  "format-parameter-body": async (kit) => {
    const answer = await kit.post(booking(madeUpNhsNumber()), { query: "?_format=xml" });
    expectDone(answer);
    expect(answer.format === "xml", answer, "XML", answer.header("content-type"));
  },
  "format-unsupported-415": async (kit) => {
    const entry = await kit.register();
    for (const type of ["text/plain", "application/pdf", "application/x-www-form-urlencoded"]) {
      expectStatus(await kit.put(entry, cancelled(entry), { headers: { "content-type": type } }), 415);
      expectStatus(await kit.post(booking(madeUpNhsNumber()), { headers: { "content-type": type } }), 415);
    }
  },
  "format-not-acceptable-406": async (kit) => {
    const { path } = await kit.register();
    expectStatus(await kit.send(path, { headers: { accept: "image/png" } }), 406);
    expectStatus(await kit.send(`${path}?_format=pdf`), 406);
  },
  "format-errors": async (kit) => {
    for (const format of ["json", "xml"] as const) {
      const missing = await kit.send(`/Appointment/${randomUUID()}`, { headers: { accept: text(format) } });
      expect(missing.format === format, missing, format, missing.header("content-type"));
      expectOutcome(missing);
      const entry = await kit.register();
      const headers = { accept: text(format) };
      for (const refused of [
        await kit.send(entry.path, { headers, token: null }),
        await kit.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await kit.put(entry, cancelled(entry), { headers: { ...headers, "if-match": undefined } }),
      ]) {
        expect(refused.format === format, refused, format, refused.header("content-type"));
      }
      const asked = await kit.send(`/Appointment/${randomUUID()}?_format=${format}`);
      expect(asked.format === format, asked, format, asked.header("content-type"));
    }
  },
};

export const UPDATE_CHECKS: Record<Of<"update">, Check> = {
  "update-id-missing": async (kit) => {
    const entry = await kit.register();
    const { id: _id, ...nameless } = cancelled(entry);
    expectStatus(await kit.put(entry, nameless), 400);
  },
  "update-id-other": async (kit) => {
    const [entry, another] = await Promise.all([kit.register(), kit.register()]);
    expectStatus(await kit.put(entry, cancelled(entry, { id: another.id })), 400);
  },
  "update-returned-as-stored": async (kit) => {
    const { answer, path } = await kit.cancelledEntry({ comment: "kept", minutesDuration: 15 });
    const read = await kit.send(path);
    const told = answer.resource<fhir.Appointment>("Appointment");
    const kept = read.resource<fhir.Appointment>("Appointment");
    expectSame(told, kept, answer.asked);
    for (const name of ["versionId", "lastUpdated"] as const)
      expect(told.meta?.[name] === kept.meta?.[name], answer, `meta.${name} ${kept.meta?.[name] ?? ""}`, told.meta);
  },
  "update-etag": async (kit) => {
    const { answer, versionId, appointment } = await kit.cancelledEntry();
    expect(answer.header("etag") === `W/"${versionId}"`, answer, `ETag W/"${versionId}"`, answer.header("etag"));
    const wanted = new Date(appointment.meta?.lastUpdated ?? 0).toUTCString();
    expect(
      answer.header("last-modified") === wanted,
      answer,
      `Last-Modified ${wanted}`,
      answer.header("last-modified"),
    );
  },
  "update-conflict-409": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put({ ...entry, versionId: "99" }, cancelled(entry));
    expect(answer.status !== 412, answer, "409, as STU3 says", "412, as R4 says");
    expectStatus(answer, 409);
    await expectBooked(kit, entry.path);
  },
  "update-if-match-412": async (kit) => {
    const entry = await kit.register();
    expectStatus(await kit.put(entry, cancelled(entry), { headers: { "if-match": undefined } }), 412);
  },
};

export const PREFER_CHECKS: Record<Of<"prefer">, Check> = {
  "prefer-minimal": async (kit) => {
    for (const answer of await preferring(kit, "return=minimal"))
      expect(answer.text === "", answer, "an empty body", answer.text.slice(0, 80));
  },
  "prefer-representation": async (kit) => {
    for (const preference of ["return=representation", undefined]) {
      for (const answer of await preferring(kit, preference)) answer.resource("Appointment");
    }
  },
  "prefer-outcome": async (kit) => {
    for (const answer of await preferring(kit, "return=OperationOutcome")) answer.resource("OperationOutcome");
  },
  "prefer-failure": async (kit) => {
    const entry = await kit.register();
    const headers = { prefer: "return=minimal", "if-match": undefined };
    for (const answer of [
      await kit.put(entry, cancelled(entry), { headers }),
      await kit.post(booking(madeUpNhsNumber(), { created: undefined }), { headers: { prefer: "return=minimal" } }),
      await kit.put(entry, "{", { headers }),
      await kit.send(entry.path, { token: null }),
      await kit.send(`/Appointment/${randomUUID()}`),
      await kit.send(entry.path, { headers: { accept: "image/png" } }),
      await kit.put({ ...entry, versionId: "99" }, cancelled(entry)),
      await kit.put(entry, "neither", { headers: { "content-type": "text/plain" } }),
    ]) {
      expect(answer.status >= 400, answer, "a refusal", String(answer.status));
      expectOutcome(answer);
    }
  },
};

export const CREATE_CHECKS: Record<Of<"create">, Check> = {
  "create-id-ignored": async (kit) => {
    const id = randomUUID();
    const [a, b] = [await kit.register({ id }), await kit.register({ id })];
    if (a.id === b.id || a.id === id)
      throw new Unmet(`Two registrations with id ${id}: expected two new ids, got ${a.id}, ${b.id}`);
  },
  "create-if-none-exist-none": async (kit) => {
    const identifier = bookedAt();
    expectStatus(await createdUnless(kit, identifier, booking(madeUpNhsNumber(), { identifier: [identifier] })), 201);
  },
  "create-if-none-exist-one": async (kit) => {
    const { id, nhsNumber, appointment } = await registered(kit);
    const identifier = appointment.identifier?.[0] ?? {};
    const answer = await createdUnless(kit, identifier, booking(nhsNumber, { identifier: [identifier] }));
    expectStatus(answer, 200);
    expect(
      answer.resource<fhir.Appointment>("Appointment").id === id,
      answer,
      `the existing ${id}`,
      answer.header("location"),
    );
    expectIds(await kit.send(`/Appointment?${searchFor(nhsNumber)}`), [id]);
  },
  "create-if-none-exist-several": async (kit) => {
    const { appointment } = await kit.register();
    const identifier = appointment.identifier?.[0] ?? {};
    await kit.register({ identifier: [identifier] });
    expectStatus(await createdUnless(kit, identifier, booking(madeUpNhsNumber(), { identifier: [identifier] })), 412);
  },
};

export const HISTORY_CHECKS: Record<Of<"history">, Check> = {
  "history-bundle": async (kit) => {
    const { path, first, versionId } = await kit.cancelledEntry();
    const answer = await kit.send(`${path}/_history`);
    const bundle = bundleOf(answer);
    expect(bundle.type === "history", answer, "type history", bundle.type);
    expect([2, undefined].includes(bundle.total), answer, "total 2, if any", bundle.total);
    const versions = versionsIn(bundle);
    expect(String(versions) === String([versionId, first.meta?.versionId]), answer, "newest first", versions);
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
    expectSame(before, first, `${answer.asked}, oldest`);
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
    await delay(30);
    expectDone(await kit.put(entry, cancelled(entry)));
    const now = await kit.read(entry.path);
    const since = now.meta?.lastUpdated ?? "";
    if (Date.parse(since) === Date.parse(entry.appointment.meta?.lastUpdated ?? "")) {
      throw new NotTested("Both versions were made in what the registry calls the same moment.");
    }
    const answer = await kit.send(`${entry.path}/_history?_since=${encodeURIComponent(since)}`);
    expect(
      String(versionsIn(bundleOf(answer))) === now.meta?.versionId,
      answer,
      "the newest version alone",
      versionsIn(bundleOf(answer)),
    );
  },
};

export const FHIR_SEARCH_CHECKS: Record<"search-self-link" | "search-posted-form", Check> = {
  "search-self-link": async (kit) => {
    const { id, nhsNumber } = await registered(kit);
    const answer = await kit.send(`/Appointment?${searchFor(nhsNumber)}`);
    const self = bundleOf(answer).link?.find(({ relation }) => relation === "self")?.url ?? "";
    expect(self.startsWith(`${kit.base}/Appointment`), answer, `a self link below ${kit.base}`, self);
    expectIds(await kit.send(self), [id]);
  },
  "search-posted-form": async (kit) => {
    const { nhsNumber } = await registered(kit);
    const [got, posted] = [
      await kit.send(`/Appointment?${searchFor(nhsNumber)}`),
      await form(kit, searchFor(nhsNumber)),
    ];
    expectIds(
      posted,
      (bundleOf(got).entry ?? []).map(({ resource }) => resource?.id ?? ""),
    );
  },
};

async function expectTaken(kit: Kit, format: "json" | "xml", types: readonly string[]): Promise<void> {
  for (const type of types) {
    const headers = { "content-type": type };
    expectDone(await kit.post(booking(madeUpNhsNumber()), { format, headers }));
  }
  const { path } = await kit.register();
  for (const accept of types) expectFormat(await kit.send(path, { headers: { accept } }), format);
}

function expectFormat(answer: Answer, wanted: "json" | "xml"): void {
  expectStatus(answer, 200);
  expect(answer.format === wanted, answer, wanted, answer.header("content-type"));
  answer.resource("Appointment");
}

/** The answers to a create and to an update that succeed. */
async function preferring(kit: Kit, prefer: string | undefined): Promise<Answer[]> {
  const entry = await registered(kit);
  const created = await kit.post(booking(madeUpNhsNumber()), { headers: { prefer } });
  const updated = await kit.put(entry, cancelled(entry), { headers: { prefer } });
  expectDone(created);
  expectDone(updated);
  return [created, updated];
}

const createdUnless = (kit: Kit, { value = "" }: fhir.Identifier, body: fhir.Appointment): Promise<Answer> =>
  kit.post(body, { headers: { "if-none-exist": `identifier=${encodeURIComponent(`${URL_SYSTEM}|${value}`)}` } });

const versionsIn = (bundle: fhir.Bundle): (string | undefined)[] =>
  (bundle.entry ?? []).map(({ resource }) => resource?.meta?.versionId);
