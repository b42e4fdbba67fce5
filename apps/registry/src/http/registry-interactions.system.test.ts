import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import type { TestAnswer, TestRequest, RegisteredEntry } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, XML_TYPE, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

const JSON_BODY = { "content-type": JSON_TYPE };
const NHS = "https://fhir.nhs.uk/Id/nhs-number";
const PATIENT = "https://demographics.spineservices.nhs.uk";
let patients = 1000;
const newPatient = (): string => nhsNumber(patients++);

function post(body: object, asked: TestRequest = {}): Promise<TestAnswer> {
  const headers = { ...JSON_BODY, ...asked.headers };
  return registry.send("/Appointment", { method: "POST", ...asked, headers, body: JSON.stringify(body) });
}
const parsed = <T>(answer: TestAnswer): T => JSON.parse(answer.text) as T;

describe("Caller identity", () => {
  const ids = "urn:nhs:names:services:careconnect:fhir:rest:";
  it("a missing or invalid JWT is 403, not 401, with an OperationOutcome", async () => {
    for (const path of [
      "/Appointment/x",
      "/Appointment?patient=x",
      "/Appointment/x/_history",
      "/Appointment/x/_history/1",
    ]) {
      const answer = await registry.send(path, { token: null });
      expect([answer.status, getOutcome(answer)[0]?.spine]).toEqual([403, "ACCESS_DENIED"]);
    }
  });
  it.each(["scope", "scp", "groups", "roles"])("the interaction id is looked for in %s", async (claim) => {
    const token = await registry.token({ groups: undefined, [claim]: `x ${ids}read:appointment` });
    expect((await registry.send("/Appointment/x", { token })).status).toBe(404);
  });
  it.each([
    ["GET", "/Appointment/x", "read"],
    ["HEAD", "/Appointment/x", "read"],
    ["GET", "/Appointment/x/_history/1", "read"],
    ["GET", "/Appointment/x/_history", "read"],
    ["GET", "/Appointment?patient=x", "search"],
    ["POST", "/Appointment/_search", "search"],
    ["POST", "/Appointment", "create"],
    ["PUT", "/Appointment/x", "update"],
    ["PUT", "/Appointment/x/_history/1", "update"],
    ["POST", "/Appointment/$validate", "create"],
    ["POST", "/Appointment/x/$validate", "update"],
  ])("%s %s requires %s", async (method, path, needed) => {
    const all = ["create", "read", "search", "update"];
    const lacking = all.filter((each) => each !== needed).map((each) => `${ids}${each}:appointment`);
    expect((await registry.send(path, { method, token: await registry.token({ groups: lacking }) })).status).toBe(403);
    const having = await registry.token({ groups: [`${ids}${needed}:appointment`] });
    expect((await registry.send(path, { method, token: having })).status).not.toBe(403);
  });
  it("/metadata is readable with the client certificate alone", async () => {
    expect((await registry.send("/metadata", { token: null })).status).toBe(200);
  });
  it("X-Request-ID and X-Correlation-ID are mirrored; X-Request-ID is generated if there is none", async () => {
    const sent = { "x-request-id": "request-1", "x-correlation-id": "correlation-1" };
    const { headers } = await registry.send("/Appointment/x", { headers: sent });
    expect(headers).toMatchObject(sent);
    const without = (await registry.send("/metadata")).headers;
    expect(without["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(without["x-correlation-id"]).toBeUndefined();
  });
});

describe("Register", () => {
  it("201 with absolute versioned Location, ETag, Last-Modified and the created Appointment; a submitted id is ignored", async () => {
    const entry = bookedEntry(newPatient(), {
      id: "mine",
      meta: { versionId: "7", lastUpdated: "2001-01-01T00:00:00Z" },
    });
    const answer = await post(entry);
    expect(answer.status).toBe(201);
    const created = parsed<fhir.Appointment>(answer);
    expect(created.id).not.toBe("mine");
    expect(answer.headers).toMatchObject({
      location: `${registry.baseUrl}/Appointment/${created.id}/_history/1`,
      etag: 'W/"1"',
      "last-modified": new Date(created.meta?.lastUpdated as string).toUTCString(),
      "content-type": "application/fhir+json; charset=utf-8",
      "cache-control": "no-store",
    });
    const { id: _id, ...rest } = created;
    const { id: _submitted, ...submitted } = entry;
    expect(rest).toEqual({ ...submitted, meta: { versionId: "1", lastUpdated: created.meta?.lastUpdated } });
    expect(parsed(await registry.send(`/Appointment/${created.id}`))).toEqual(created);
  });

  it("accepts a patient by actor.reference", async () => {
    const patient = newPatient();
    const participant = [{ actor: { reference: `${PATIENT}/${patient}` }, status: "accepted" }];
    expect((await post({ ...bookedEntry(patient), participant })).status).toBe(201);
    const found = await registry.send(`/Appointment?patient:identifier=${NHS}|${patient}`);
    expect(parsed<fhir.Bundle>(found).total).toBe(1);
  });

  const url = { system: "urn:ietf:rfc:3986", value: "https://provider.test/1" };
  const broken: [string, object][] = [
    ["status other than booked", { status: "proposed" }],
    ["no start and end", { start: undefined, end: undefined }],
    ["no created", { created: undefined }],
    ["no identifier", { identifier: undefined }],
    ["two identifiers with the URL system", { identifier: [url, { ...url, value: "https://provider.test/2" }] }],
    ["an identifier that is no absolute URL", { identifier: [{ ...url, value: "provider/1" }] }],
    ["an identifier that is no http URL", { identifier: [{ ...url, value: "ftp://provider.test/1" }] }],
    [
      "an NHS number that fails modulus 11",
      { participant: [{ actor: { identifier: { system: NHS, value: "1234554322" } }, status: "accepted" }] },
    ],
    [
      "a participant who is no patient",
      { participant: [{ actor: { reference: "Practitioner/1" }, status: "accepted" }] },
    ],
    ["contained", { contained: [{ resourceType: "Patient", id: "p" }] }],
    ["supportingInformation", { supportingInformation: [{ reference: "https://provider.test/Observation/1" }] }],
    ["description", { description: "x" }],
    ["slot", { slot: [{ reference: "https://provider.test/Slot/1" }] }],
  ];
  it.each(broken)("422 for %s", async (_name, more) => {
    const answer = await post(bookedEntry(newPatient(), more));
    expect(answer.status).toBe(422);
    for (const issue of getOutcome(answer)) expect(issue.at).toMatch(/^Appointment/);
  });
  it("422 for two participants", async () => {
    const entry = bookedEntry(newPatient()) as { participant: unknown[] };
    expect((await post({ ...entry, participant: [...entry.participant, ...entry.participant] })).status).toBe(422);
  });
  it("400 for an unreadable body", async () => {
    expect((await registry.send("/Appointment", { method: "POST", headers: JSON_BODY, body: "{" })).status).toBe(400);
  });

  it("If-None-Exist: no match creates, one match is 200 with the existing one, a malformed one is 400", async () => {
    const entry = bookedEntry(newPatient()) as { identifier: { system: string; value: string }[] };
    const token = `${entry.identifier[0]?.system}|${entry.identifier[0]?.value}`;
    const headers = { "if-none-exist": `identifier=${encodeURIComponent(token)}` };
    const first = await post(entry, { headers });
    const second = await post(entry, { headers: { "if-none-exist": `identifier=${token}` } });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.text).toBe(first.text);
    expect(second.headers["location"]).toBe(first.headers["location"]);
    for (const malformed of ["", "identifier=", "identifier=a|", "status=booked", "identifier=a|b&identifier=c|d"]) {
      expect((await post(entry, { headers: { "if-none-exist": malformed } })).status).toBe(400);
    }
  });
  it("If-None-Exist: several matches are 412", async () => {
    const entry = bookedEntry(newPatient()) as { identifier: { system: string; value: string }[] };
    await post(entry);
    await post(entry);
    const answer = await post(entry, {
      headers: { "if-none-exist": `identifier=${entry.identifier[0]?.system}|${entry.identifier[0]?.value}` },
    });
    expect([answer.status, getOutcome(answer)[0]?.code]).toEqual([412, "duplicate"]);
  });
  it("If-None-Exist: 30 concurrent requests create one", async () => {
    const entry = bookedEntry(newPatient()) as { identifier: { system: string; value: string }[] };
    const headers = { "if-none-exist": `identifier=${entry.identifier[0]?.system}|${entry.identifier[0]?.value}` };
    const answers = await Promise.all(Array.from({ length: 30 }, () => post(entry, { headers })));
    expect(answers.filter(({ status }) => status === 201).length).toBe(1);
    expect(answers.filter(({ status }) => status === 200).length).toBe(29);
    expect(new Set(answers.map(({ headers }) => headers["location"])).size).toBe(1);
  });
});

describe("Read, vread and history", () => {
  let entry: RegisteredEntry;
  let cancelled: TestAnswer;
  beforeAll(async () => {
    entry = await registry.registered(newPatient());
    cancelled = await registry.cancel(entry);
  });
  it("read returns the current version, vread every version, permanently", async () => {
    expect(cancelled.status).toBe(200);
    const now = await registry.send(entry.path);
    expect([now.text, now.headers["etag"]]).toEqual([cancelled.text, 'W/"2"']);
    const first = await registry.send(`${entry.path}/_history/1`);
    expect([first.text, first.headers["etag"]]).toEqual([entry.answer.text, 'W/"1"']);
    expect(first.headers["last-modified"]).toBe(entry.answer.headers["last-modified"]);
  });
  it("404 for an unknown id or version", async () => {
    for (const path of [
      "/Appointment/unknown",
      `${entry.path}/_history/3`,
      "/Appointment/unknown/_history/1",
      "/Appointment/unknown/_history",
    ]) {
      const answer = await registry.send(path);
      expect([answer.status, getOutcome(answer)[0]?.spine]).toEqual([404, "NO_RECORD_FOUND"]);
    }
  });
  it("400 for an unknown query parameter, naming it", async () => {
    for (const path of [entry.path, `${entry.path}/_history/1`, `${entry.path}/_history`, "/metadata"]) {
      const answer = await registry.send(`${path}?colour=red`);
      expect([answer.status, getOutcome(answer)[0]?.spine]).toEqual([400, "INVALID_PARAMETER"]);
      expect(getOutcome(answer)[0]?.text).toContain("colour");
    }
  });
  it("history: newest first, with request and resource; _count and _since", async () => {
    const answer = await registry.send(`${entry.path}/_history`);
    const fullUrl = `${registry.baseUrl}${entry.path}`;
    expect(parsed(answer)).toEqual({
      resourceType: "Bundle",
      type: "history",
      total: 2,
      link: [{ relation: "self", url: `${fullUrl}/_history` }],
      entry: [
        { fullUrl, resource: parsed(cancelled), request: { method: "PUT", url: `Appointment/${entry.id}` } },
        { fullUrl, resource: entry.resource, request: { method: "POST", url: "Appointment" } },
      ],
    });
    const one = parsed<fhir.Bundle>(await registry.send(`${entry.path}/_history?_count=1`));
    expect([one.total, one.entry?.length, one.entry?.[0]?.resource?.meta?.versionId]).toEqual([2, 1, "2"]);
    const since = parsed<fhir.Appointment>(cancelled).meta?.lastUpdated as string;
    const recent = parsed<fhir.Bundle>(await registry.send(`${entry.path}/_history?_since=${since}`));
    expect(recent.entry?.[0]?.resource?.meta?.versionId).toBe("2");
    const none = parsed<fhir.Bundle>(await registry.send(`${entry.path}/_history?_since=2999-01-01T00:00:00+00:00`));
    expect([none.total, none.entry]).toEqual([0, undefined]);
  });
});

describe("Search", () => {
  const patient = nhsNumber(5000);
  let entries: RegisteredEntry[];
  beforeAll(async () => {
    entries = [
      await registry.registered(patient, { end: "2099-02-03T00:00:00Z" }),
      await registry.registered(patient, { end: "2099-02-02T00:00:00Z" }),
    ];
    await registry.registered(patient, { start: "2019-01-01T10:00:00Z", end: "2019-01-01T10:10:00Z" });
    await registry.registered(nhsNumber(5001));
  });
  const spellings = [
    `Appointment.participant.actor:Patient.identifier=${NHS}|${patient}`,
    `Appointment.participant.actor=${NHS}|${patient}`,
    `patient:identifier=${NHS}|${patient}`,
    `patient.identifier=${NHS}|${patient}`,
    `Appointment.participant.actor=${PATIENT}|${patient}`,
    `Appointment.participant.actor=${PATIENT}/${patient}`,
    `Appointment.participant.actor:Patient.identifier=${PATIENT}|${patient}`,
    `patient.identifier=${encodeURIComponent(`${NHS}|${patient}`)}`,
  ];
  it.each(spellings)("GET ?%s", async (query) => {
    const answer = await registry.send(`/Appointment?${query}`);
    expect(answer.status).toBe(200);
    const bundle = parsed<fhir.Bundle>(answer);
    expect([bundle.type, bundle.total]).toEqual(["searchset", 2]);
    expect(bundle.entry).toEqual(
      [...entries].reverse().map(({ id, resource }) => ({
        fullUrl: `${registry.baseUrl}/Appointment/${id}/_history/1`,
        resource,
        search: { mode: "match" },
      })),
    );
    const self = bundle.link?.find(({ relation }) => relation === "self")?.url as string;
    expect(bundle.link?.length).toBe(1);
    expect(parsed(await registry.send(self))).toEqual(bundle);
  });
  it.each(spellings)("POST _search with the form %s", async (form) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: XML_TYPE };
    const answer = await registry.send("/Appointment/_search", { method: "POST", headers, body: form });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/fhir+xml; charset=utf-8"]);
    expect(answer.text).toContain('<total value="2"/>');
  });
  it("a form may carry _format and _pretty", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: JSON_TYPE };
    const body = `patient.identifier=${NHS}|${patient}&_format=application/fhir%2Bxml&_pretty=true`;
    const answer = await registry.send("/Appointment/_search", { method: "POST", headers, body });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/fhir+xml; charset=utf-8"]);
    expect(answer.text).toContain("\n");
  });
  it("past appointments are hidden; read still finds them; an entry that ends in the future is found", async () => {
    const end = new Date(Date.now() + 60_000).toISOString();
    const other = nhsNumber(5002);
    await registry.registered(other, { start: "2019-01-01T10:00:00Z", end });
    expect(parsed<fhir.Bundle>(await registry.send(`/Appointment?patient.identifier=${NHS}|${other}`)).total).toBe(1);
  });
  it("fullUrl names the current version after a cancel", async () => {
    const entry = await registry.registered(nhsNumber(5003));
    await registry.cancel(entry);
    const bundle = parsed<fhir.Bundle>(
      await registry.send(`/Appointment?patient.identifier=${NHS}|${nhsNumber(5003)}`),
    );
    expect(bundle.entry?.map(({ fullUrl }) => fullUrl)).toEqual([`${registry.baseUrl}${entry.path}/_history/2`]);
  });
  it("a patient without entries has an empty Bundle", async () => {
    const bundle = parsed<fhir.Bundle>(
      await registry.send(`/Appointment?patient.identifier=${NHS}|${nhsNumber(9999)}`),
    );
    expect([bundle.total, bundle.entry]).toEqual([0, undefined]);
  });
  it.each([
    ["", "patient"],
    ["?status=booked", "status"],
    [`?patient.identifier=${NHS}|${patient}&status=booked`, "status"],
    [`?patient.identifier=${NHS}|${patient}&_count=-1`, "_count"],
    [`?patient.identifier=${NHS}|${patient}&_count=x`, "_count"],
    [`?patient.identifier=${NHS}|${patient}&_count=`, "_count"],
    ["?identifier=", "identifier"],
    ["?identifier=urn:ietf:rfc:3986|", "identifier"],
    ["?identifier=a|b,c|d", "identifier"],
    ["?identifier=a|%zz", "identifier"],
    [`?patient.identifier=${patient}`, "patient.identifier"],
    [`?patient.identifier=https://other.example|${patient}`, "patient.identifier"],
    [`?patient.identifier=${NHS}|${patient}&patient.identifier=${NHS}|${patient}`, "patient.identifier"],
    [`?patient.identifier=${NHS}|${patient}&patient:identifier=${NHS}|${patient}`, "patient.identifier"],
  ])("400 for /Appointment%s, naming %s", async (query, named) => {
    const answer = await registry.send(`/Appointment${query}`);
    expect([answer.status, getOutcome(answer)[0]?.spine]).toEqual([400, "INVALID_PARAMETER"]);
    expect(getOutcome(answer)[0]?.text).toContain(named);
    expect(answer.text).not.toContain(patient);
  });
  it.each(["1234554322", "123455432", "abcdefghij", "12345543210", ""])(
    "an NHS number %p is 400 INVALID_NHS_NUMBER",
    async (number) => {
      const answer = await registry.send(`/Appointment?patient.identifier=${NHS}|${number}`);
      expect([answer.status, getOutcome(answer)[0]?.spine]).toEqual([400, "INVALID_NHS_NUMBER"]);
    },
  );
  it("a search posted with any other media type than that of a form is 415", async () => {
    const answer = await registry.send("/Appointment/_search", { method: "POST", headers: JSON_BODY, body: "{}" });
    expect(answer.status).toBe(415);
  });
});

describe("The decision table", () => {
  it("If-Match: every form that names version 1", async () => {
    for (const form of ['W/"1"', '"1"', "1", '"7", W/"1"', '"7","1"', " 1 "]) {
      const answer = await registry.cancel(await registry.registered(newPatient()), { headers: { "if-match": form } });
      expect([form, answer.status]).toEqual([form, 200]);
    }
  });
  it("If-Match: none and * are 412, another version 409, anything else 400", async () => {
    const entry = await registry.registered(newPatient());
    const forms: [string | undefined, number][] = [
      [undefined, 412],
      ["*", 412],
      ['W/"2"', 409],
      ["0", 409],
      ['W/"99999999999999999999"', 409],
      ["abc", 400],
      ['W/"1', 400],
      ["W/1", 400],
      ['w/"1"', 400],
      ['""', 400],
      ['"1" "2"', 400],
      ["1;2", 400],
      ['"01"', 400],
      ['"1", x', 400],
      ['"1", *', 400],
      ["-1", 400],
      ["", 400],
    ];
    for (const [form, status] of forms) {
      const answer = await registry.cancel(entry, { headers: { "if-match": form } });
      expect([form, answer.status]).toEqual([form, status]);
    }
    expect((await registry.send(entry.path)).text).toBe(entry.answer.text);
  });

  it("order of checks: each fault takes precedence over all that come after it", async () => {
    const entry = await registry.registered(newPatient());
    const gone = { path: "/Appointment/unknown" };
    const faults: [string, number, (asked: TestRequest & { path: string }) => TestRequest & { path: string }][] = [
      ["JWT", 403, (a) => ({ ...a, token: "x" })],
      ["media type", 415, (a) => ({ ...a, headers: { ...a.headers, "content-type": "text/plain" } })],
      ["readability", 400, (a) => ({ ...a, body: "{" })],
      ["If-Match present", 412, (a) => ({ ...a, headers: { ...a.headers, "if-match": undefined } })],
      ["exists", 404, (a) => ({ ...a, path: gone.path, body: String(a.body).replace(entry.id, "unknown") })],
      ["version", 409, (a) => ({ ...a, headers: { ...a.headers, "if-match": a.headers?.["if-match"] && "9" } })],
      ["profile", 422, (a) => ({ ...a, body: String(a.body).replace('"status":"accepted"', '"type":[]') })],
    ];
    for (let first = 0; first < faults.length; first++) {
      let asked: TestRequest & { path: string } = {
        path: entry.path,
        method: "PUT",
        headers: { ...JSON_BODY, "if-match": "1" },
        body: JSON.stringify({ ...entry.resource, status: "cancelled" }),
      };
      for (const [, , add] of faults.slice(first).reverse()) asked = add(asked);
      const [name, status] = faults[first]!;
      expect([name, (await registry.send(asked.path, asked)).status]).toEqual([name, status]);
    }
  });
  it("the id comes before If-Match, readability before the id", async () => {
    const entry = await registry.registered(newPatient());
    const { id: _id, ...withoutId } = entry.resource;
    for (const [body, rule] of [
      [withoutId, "id-missing"],
      [{ ...withoutId, id: "other" }, "id-mismatch"],
    ] as const) {
      const answer = await registry.cancel(entry, { headers: { "if-match": undefined }, body: JSON.stringify(body) });
      expect([answer.status, getOutcome(answer)[0]?.rule]).toEqual([400, rule]);
    }
  });

  it("PUT to the Location URL: its version is one more condition, If-Match remains mandatory", async () => {
    const entry = await registry.registered(newPatient());
    const at = (vid: string, ifMatch: string | undefined) =>
      registry.cancel({ ...entry, path: `${entry.path}/_history/${vid}` }, { headers: { "if-match": ifMatch } });
    expect((await at("1", undefined)).status).toBe(412);
    expect((await at("2", "1")).status).toBe(409);
    expect((await at("x", "1")).status).toBe(409);
    expect((await at("1", "2")).status).toBe(409);
    const done = await at("1", "1");
    expect([done.status, done.headers["location"]]).toEqual([200, `${registry.baseUrl}${entry.path}/_history/2`]);
    expect((await registry.send(`${entry.path}/_history/1`)).text).toBe(entry.answer.text);
  });

  it("409 names the current version, its status and each element that changed, without a value", async () => {
    const entry = await registry.registered(newPatient());
    await registry.cancel(entry);
    const again = await registry.cancel(entry);
    expect([again.status, again.headers["etag"]]).toEqual([409, 'W/"2"']);
    const [conflict, ...changes] = getOutcome(again);
    expect(conflict?.text).toContain("version 2 is current and it is already cancelled");
    expect(changes.map(({ at, rule }) => [at, rule])).toEqual([["Appointment.status", "changed-since:changed"]]);
  });
  it("submitted versionId and lastUpdated are ignored; cancelling a cancelled entry is 422", async () => {
    const entry = await registry.registered(newPatient());
    const body = JSON.stringify({
      ...entry.resource,
      status: "cancelled",
      meta: { versionId: "99", lastUpdated: "2001-01-01T00:00:00Z" },
    });
    const done = await registry.cancel(entry, { body });
    expect([done.status, parsed<fhir.Appointment>(done).meta?.versionId]).toEqual([200, "2"]);
    const again = await registry.cancel(entry, { headers: { "if-match": "2" } });
    expect([again.status, getOutcome(again).map(({ at }) => at)]).toEqual([422, ["Appointment.status"]]);
  });
});

describe("$validate", () => {
  it("returns the result of the corresponding PUT, and changes nothing", async () => {
    const entry = await registry.registered(newPatient());
    const path = `${entry.path}/$validate`;
    const cancel = JSON.stringify({ ...entry.resource, status: "cancelled" });
    const ask = (headers: TestRequest["headers"], body: string) =>
      registry.send(path, { method: "POST", headers: { ...JSON_BODY, ...headers }, body });

    expect(getOutcome(await ask({ "if-match": "1" }, cancel)).map(({ code }) => code)).toEqual(["informational"]);
    const parameters = {
      resourceType: "Parameters",
      parameter: [
        { name: "mode", valueCode: "update" },
        { name: "resource", resource: { ...entry.resource, status: "cancelled" } },
      ],
    };
    expect(getOutcome(await ask({ "if-match": "1" }, JSON.stringify(parameters))).map(({ code }) => code)).toEqual([
      "informational",
    ]);
    const changed = JSON.stringify({ ...entry.resource, status: "cancelled", minutesDuration: 7 });
    const wrong: [TestRequest["headers"], string][] = [
      [{}, cancel],
      [{ "if-match": "2" }, cancel],
      [{ "if-match": "1" }, changed],
    ];
    for (const [headers, body] of wrong) {
      const answer = await ask(headers, body);
      const put = await registry.cancel(entry, { headers: { "if-match": undefined, ...headers }, body });
      expect(answer.status).toBe(200);
      expect(getOutcome(answer)).toEqual(getOutcome(put));
    }
    expect((await registry.send(entry.path)).headers["etag"]).toBe('W/"1"');
    expect((await ask({ "if-match": "1" }, "{")).status).toBe(400);
    expect(
      (await registry.send(`${path}?mode=delete`, { method: "POST", headers: JSON_BODY, body: cancel })).status,
    ).toBe(400);
    expect(
      (
        await registry.send("/Appointment/unknown/$validate", {
          method: "POST",
          headers: { ...JSON_BODY, "if-match": "1" },
          body: cancel.replace(entry.id, "unknown"),
        })
      ).status,
    ).toBe(404);
  });
  it("of a new entry", async () => {
    const ask = (body: object) =>
      registry.send("/Appointment/$validate", { method: "POST", headers: JSON_BODY, body: JSON.stringify(body) });
    const patient = newPatient();
    expect(getOutcome(await ask(bookedEntry(patient))).map(({ code }) => code)).toEqual(["informational"]);
    expect(getOutcome(await ask(bookedEntry(patient, { description: "x" })))).toEqual(
      getOutcome(await post(bookedEntry(patient, { description: "x" }))),
    );
    expect(parsed<fhir.Bundle>(await registry.send(`/Appointment?patient.identifier=${NHS}|${patient}`)).total).toBe(0);
  });
});
