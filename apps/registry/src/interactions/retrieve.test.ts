import { beforeEach, describe, expect, it } from "@jest/globals";
import type { StoredVersion } from "../store/store.js";
import { history } from "./history.js";
import { isId, read } from "./read.js";
import type { SearchRequest } from "./search.js";
import { search } from "./search.js";
import type { FixedPorts } from "./testing/ports.js";
import { BASE, NHS_NUMBER, NOW, booking, changed, fixedPorts, refusal, registered } from "./testing/ports.js";
import { parseVersionId, vread } from "./vread.js";

let ports: FixedPorts;
let first: StoredVersion;
let second: StoredVersion;
beforeEach(async () => {
  ports = fixedPorts();
  first = (await registered(ports)).stored;
  second = await changed(ports, first, { status: "cancelled" });
});
const resource = (stored: StoredVersion): unknown => JSON.parse(stored.body);

describe("read", () => {
  it("returns the current version", async () => {
    expect(await read({ id: "a" }, ports)).toEqual(second);
  });
  it.each(["b", "a/b", "", "a".repeat(65)])("finds nothing under %p", async (id) => {
    expect(await refusal(read({ id }, ports))).toMatchObject({ code: "not-found" });
  });
});

describe("vread", () => {
  it("returns each version", async () => {
    expect(await vread({ id: "a", versionId: "1" }, ports)).toEqual(first);
    expect(await vread({ id: "a", versionId: "2" }, ports)).toEqual(second);
  });
  it.each([
    ["a", "3"],
    ["a", "0"],
    ["a", "01"],
    ["a", "one"],
    ["a", "1.0"],
    ["b", "1"],
    ["a b", "1"],
  ])("finds nothing under %p, version %p", async (id, versionId) => {
    expect(await refusal(vread({ id, versionId }, ports))).toMatchObject({ code: "not-found" });
  });
});

it("an id has the grammar of FHIR", () => {
  expect(["a", "A-z.9", "a".repeat(64)].map(isId)).toEqual([true, true, true]);
  expect(["", "a".repeat(65), "a_b", "a/b", "é", "a\n"].map(isId)).toEqual(Array(6).fill(false));
});

it("a version id is a whole number from 1", () => {
  expect(["1", "10", "9".repeat(15)].map(parseVersionId)).toEqual([1, 10, 999_999_999_999_999]);
  expect(["", "0", "01", "1a", "-1", "9".repeat(16), "1\n"].map(parseVersionId)).toEqual(Array(7).fill(undefined));
});

describe("history", () => {
  const self = `${BASE}/Appointment/a/_history`;
  const entries = () => [
    {
      fullUrl: `${BASE}/Appointment/a`,
      resource: resource(second),
      request: { method: "PUT", url: "Appointment/a" },
    },
    { fullUrl: `${BASE}/Appointment/a`, resource: resource(first), request: { method: "POST", url: "Appointment" } },
  ];
  const bundle = (total: number, entry: unknown[]) => ({
    resourceType: "Bundle",
    type: "history",
    total,
    link: [{ relation: "self", url: self }],
    ...(entry.length === 0 ? {} : { entry }),
  });

  it("returns all versions, newest first", async () => {
    expect(await history({ id: "a", self }, ports)).toEqual(bundle(2, entries()));
  });
  it("returns the requested number, and counts all", async () => {
    expect(await history({ id: "a", count: 1, self }, ports)).toEqual(bundle(2, entries().slice(0, 1)));
    expect(await history({ id: "a", count: 0, self }, ports)).toEqual(bundle(2, []));
  });
  it("returns the versions created at an instant or later", async () => {
    const since = Date.parse(second.lastUpdated);
    expect(await history({ id: "a", since, self }, ports)).toEqual(bundle(1, entries().slice(0, 1)));
    expect(await history({ id: "a", since: since + 1, self }, ports)).toEqual(bundle(0, []));
    expect(await history({ id: "a", since: 0, self }, ports)).toEqual(bundle(2, entries()));
  });
  it.each(["b", "a/b"])("finds nothing under %p", async (id) => {
    expect(await refusal(history({ id, self }, ports))).toMatchObject({ code: "not-found" });
  });
});

describe("search", () => {
  const patient = { nhsNumber: NHS_NUMBER, parameter: "patient" };
  const request = { patient, countOnly: false, self: `${BASE}/Appointment?patient=x` };
  const found = async (wanted: SearchRequest) => {
    const { entries, ...result } = await search(wanted, ports);
    const read: StoredVersion[] = [];
    for await (const each of entries ?? []) read.push(each);
    return { ...result, entries: read };
  };

  it("returns the Appointments of one patient that end now or later, by end", async () => {
    const at = (end: number) => ({ end: new Date(end).toISOString(), start: new Date(end - 60_000).toISOString() });
    const now = (await registered(ports, "now", at(NOW))).stored;
    await registered(ports, "past", at(NOW - 1));
    const [participant] = booking().participant;
    const other = { actor: { identifier: { ...participant?.actor?.identifier, value: "9000000009" } } };
    await registered(ports, "other", { participant: [{ ...participant, ...other }] });
    expect(await found(request)).toEqual({ self: request.self, total: 2, entries: [now, second] });
  });
  it("returns nothing if there is none", async () => {
    const nobody = { ...request, patient: { ...patient, nhsNumber: "9000000009" } };
    expect(await search(nobody, ports)).toEqual({ self: request.self, total: 0, entries: undefined });
  });
  it("returns only the total if no entries are requested", async () => {
    const counted = await search({ ...request, countOnly: true }, ports);
    expect(counted).toEqual({ self: request.self, total: 1, entries: undefined });
  });
  it("returns those with an identifier, including past ones, of the patient if there is one", async () => {
    const { patient: _, ...anybody } = request;
    const past = { end: new Date(NOW - 1).toISOString(), start: new Date(NOW - 2).toISOString() };
    const identifier = [{ system: "urn:ietf:rfc:3986", value: "https://provider.example/past" }];
    const { stored } = await registered(ports, "past", { ...past, identifier });
    const query = { system: "urn:ietf:rfc:3986", value: "https://provider.example/past" };
    expect((await found({ ...anybody, identifier: query })).entries).toEqual([stored]);
    expect((await found({ ...request, identifier: query })).entries).toEqual([stored]);
    const other = { ...patient, nhsNumber: "9000000009" };
    expect((await search({ ...request, patient: other, identifier: query }, ports)).total).toBe(0);
  });
  it("rejects an invalid NHS number, and names the parameter", async () => {
    expect(await refusal(search({ ...request, patient: { ...patient, nhsNumber: "9434765918" } }, ports))).toEqual({
      code: "nhs-number-invalid",
      message: "The NHS number in patient is not valid.",
      issues: [],
      facts: {},
    });
  });
});
