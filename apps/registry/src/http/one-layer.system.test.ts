import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { nhsNumber } from "@appointment-registry/test-kit";
import type { TestAnswer, TestRequest } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, getOutcome } from "../testing/registry.js";

interface LogLine {
  readonly msg: string;
  readonly requestId?: string;
  readonly status?: number;
}
interface TrailLine {
  readonly event: { readonly outcomeDesc: string; readonly entity?: unknown };
  readonly detail: { readonly requestId: string };
}

let registry: TestRegistry;
const logged: LogLine[] = [];
beforeAll(async () => {
  registry = await TestRegistry.start({ REGISTRY_BODY_TIMEOUT: "1", REGISTRY_MAX_BODY_BYTES: "2000" }, (line) =>
    logged.push(JSON.parse(line) as LogLine),
  );
});
afterAll(() => registry.stop());

let patients = 3000;
const newPatient = (): string => nhsNumber((patients += 1));

async function trail(): Promise<TrailLine[]> {
  const folder = join(registry.directory, "store-audit", "trail-1");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TrailLine);
}

/** Statuses of one response as recorded by the caller, the log and the audit trail. */
async function statuses(status: number, requestId: string | undefined): Promise<unknown[]> {
  const line = logged.find((each) => each.requestId === requestId);
  const record = (await trail()).find(({ detail }) => detail.requestId === requestId);
  return [status, line?.status, Number(record?.event.outcomeDesc.slice(0, 3))];
}

describe("The status recorded by the caller, the log and the audit trail", () => {
  const requests: [name: string, path: string, asked: TestRequest, status: number][] = [
    ["a read", "", {}, 200],
    ["a range", "", { headers: { range: "bytes=0-3" } }, 200],
    ["a range beyond the end", "", { headers: { range: "bytes=99999-" } }, 200],
    ["a range of an unknown unit", "", { headers: { range: "items=0-5" } }, 200],
    ["a range and a weak tag", "", { headers: { range: "bytes=0-3", "if-range": 'W/"1"' } }, 200],
    ["a tag that is known", "", { headers: { "if-none-match": 'W/"1"' } }, 304],
    ["what is no date", "", { headers: { "if-modified-since": "2049" } }, 200],
    ["a date of another zone", "", { headers: { "if-modified-since": "Thu, 01 Jan 2015 00:00:00 +0100" } }, 200],
    [
      "a body that is too large",
      "",
      { method: "PUT", headers: { "content-type": JSON_TYPE }, body: "x".repeat(3000) },
      413,
    ],
    ["a path that is none", "/%zz", {}, 404],
    ["a method that is not allowed", "", { method: "DELETE" }, 405],
  ];
  it.each(requests)("is one status: %s", async (_, tail, asked, status) => {
    const { path } = await registry.registered(newPatient());
    const answer = await registry.send(path + tail, asked);
    const requestId = answer.headers["x-request-id"] as string;
    expect(await statuses(answer.status, requestId)).toEqual([status, status, status]);
    if (status >= 400) expect(getOutcome(answer)).toHaveLength(1);
    if (status !== 304) expect(answer.headers["content-range"]).toBeUndefined();
  });

  it.each([
    ["a head that is no HTTP", "GET / HTTP/9.9\r\nAccept: application/fhir+xml\r\n\r\n", 400],
    ["a head that is too large", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ])("is one status: %s", async (_, text, status) => {
    const received = await registry.raw(text);
    const requestId = /^X-Request-ID: (\S+)/im.exec(received)?.[1];
    expect(await statuses(Number(received.slice(9, 12)), requestId)).toEqual([status, status, status]);
  });

  it("is one status: a body that does not arrive", async () => {
    const head = `PUT /STU3/Appointment/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${registry.goodToken}\r\n`;
    const received = await registry.raw(`${head}Content-Type: ${JSON_TYPE}\r\nContent-Length: 100\r\n\r\n{`, 60_000);
    const requestId = /^X-Request-ID: (\S+)/im.exec(received)?.[1];
    expect(await statuses(Number(received.slice(9, 12)), requestId)).toEqual([408, 408, 408]);
  });
});

describe("A date", () => {
  const modified = (answer: TestAnswer) => answer.headers["last-modified"] as string;
  it("confirms the first version, in each of the three formats", async () => {
    const { path } = await registry.registered(newPatient());
    const date = new Date(modified(await registry.send(path)));
    const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? [];
    const name = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(date);
    for (const form of [
      date.toUTCString(),
      `${name}, ${day}-${month}-${year?.slice(2)} ${time} GMT`,
      `${name.slice(0, 3)} ${month} ${day?.replace(/^0/, " ")} ${time} ${year}`,
    ]) {
      const answer = await registry.send(path, { headers: { "if-modified-since": form } });
      expect([form, answer.status, answer.headers["content-type"]]).toEqual([form, 304, undefined]);
    }
  });
  it("in the future confirms only the first version", async () => {
    const entry = await registry.registered(newPatient());
    const headers = { "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" };
    expect((await registry.send(entry.path, { headers })).status).toBe(304);
    await registry.cancel(entry);
    expect((await registry.send(entry.path, { headers })).status).toBe(200);
  });
  it("does not confirm a version created in the same second as its predecessor", async () => {
    // Both are within one second in all but rare rounds. In any case, the date of the earlier one never hides the later one.
    for (let round = 0; round < 5; round += 1) {
      const entry = await registry.registered(newPatient());
      const date = modified(await registry.send(entry.path));
      await registry.cancel(entry);
      const answer = await registry.send(entry.path, { headers: { "if-modified-since": date } });
      expect([answer.status, answer.headers.etag]).toEqual([200, 'W/"2"']);
    }
  });
});

describe("Host", () => {
  it.each([
    ["two fields", "Host: a\r\nHost: a\r\n"],
    ["what is no host", "Host: a b@c/d?e\r\n"],
    ["none", ""],
  ])("%s: 400 with an OperationOutcome", async (_, fields) => {
    const received = await registry.raw(`GET /STU3/metadata HTTP/1.1\r\n${fields}Connection: close\r\n\r\n`);
    expect([received.slice(9, 12), received.includes('"resourceType":"OperationOutcome"')]).toEqual(["400", true]);
  });
});

describe("Preferences", () => {
  it.each([
    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
    "*; q=.2",
    "application/fhir+json;q=.9",
    "application/fhir+json;q=",
    ";",
    '"',
    "application/json;" + " ".repeat(3000) + "=",
  ])("Accept: %s does not cause a refusal", async (accept) => {
    expect((await registry.send("/metadata", { headers: { accept } })).status).toBe(200);
  });
  it("in a form apply to errors too", async () => {
    const body = "_format=xml&patient=bad";
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await registry.send("/Appointment/_search", { method: "POST", headers, body });
    expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/fhir+xml; charset=utf-8"]);
  });
});

describe("A cancel", () => {
  it("stores the registered resource with its new status", async () => {
    const extension = [{ url: "https://e.example/x", valueString: "a" }];
    const profile = ["https://a.example/A", "https://a.example/B"];
    const entry = await registry.registered(newPatient(), { meta: { profile }, extension });
    const submitted = {
      ...entry.resource,
      meta: { ...entry.resource.meta, profile: [...profile].reverse() },
      start: entry.resource.start?.replace("Z", "+00:00"),
      status: "cancelled",
    };
    const answer = await registry.cancel(entry, { body: JSON.stringify(submitted) });
    expect(answer.status).toBe(200);
    const registered = entry.resource;
    const { meta, ...rest } = JSON.parse(answer.text) as fhir.Appointment;
    expect([rest, meta?.profile]).toEqual([{ ...registered, meta: undefined, status: "cancelled" }, profile]);
    expect((await registry.send(entry.path)).text).toBe(answer.text);
  });
  it("names Appointment.id if the id is missing or different", async () => {
    const entry = await registry.registered(newPatient());
    const { id: _, ...without } = entry.resource;
    for (const body of [without, { ...entry.resource, id: "another" }]) {
      const answer = await registry.cancel(entry, { body: JSON.stringify({ ...body, status: "cancelled" }) });
      expect([answer.status, getOutcome(answer)[0]?.at]).toEqual([400, "Appointment.id"]);
    }
  });
  it("compares versions of any size as they are written", async () => {
    const entry = await registry.registered(newPatient());
    const [huge, other] = ["99999999999999999999", "18446744073709551617"];
    const answer = await registry.cancel(entry, { headers: { "if-match": `W/"${huge}", "${other}"` } });
    expect([answer.status, getOutcome(answer)[0]?.text]).toEqual([
      409,
      expect.stringContaining(`versions ${huge}, ${other}`),
    ]);
    expect((await registry.send(`${entry.path}/_history/${huge}`)).status).toBe(404);
  });
});
