import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { writeResource } from "@appointment-registry/fhir-appointment";
import type { TestAnswer } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, XML_TYPE, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

let patients = 40_000;
const extension = (value: string, count: number): object => ({
  extension: Array.from({ length: count }, () => ({ url: "urn:example", valueString: value })),
});

function register(more: object, format: "json" | "xml" = "json"): Promise<TestAnswer> {
  const entry = bookedEntry(nhsNumber((patients += 1)), more);
  return registry.send("/Appointment", {
    method: "POST",
    headers: { "content-type": format === "json" ? JSON_TYPE : XML_TYPE, accept: JSON_TYPE },
    body: writeResource(entry as { resourceType: string }, { format }),
  });
}

const reasons = (answer: TestAnswer): unknown => [
  answer.status,
  getOutcome(answer).map(({ rule, at }) => `${rule} ${at}`),
];

describe("The size of an entry is limited at its registration:", () => {
  it.each([
    ["bytes", extension("x".repeat(4000), 17), "registry:entry-size Appointment"],
    ["bytes in the other format", extension("&".repeat(4000), 4), "registry:entry-size Appointment"],
    ["elements", extension("x", 800), "registry:entry-elements Appointment"],
    [
      "the length of a value",
      extension("x".repeat(17_000), 1),
      "registry:string-length Appointment.extension[0].value",
    ],
    ["digits", { start: `2099-02-01T10:00:00.${"0".repeat(19)}Z` }, "registry:fraction-digits Appointment.start"],
  ])("%s", async (_what, more, reason) => {
    for (const format of ["json", "xml"] as const) {
      expect(reasons(await register(more, format))).toEqual([422, [reason]]);
    }
  });

  it("white space does not count", async () => {
    const body = `${JSON.stringify(bookedEntry(nhsNumber((patients += 1))))}${" ".repeat(200_000)}`;
    const headers = { "content-type": JSON_TYPE };
    expect((await registry.send("/Appointment", { method: "POST", headers, body })).status).toBe(201);
  });

  it("a body beyond 256 KiB is not read", async () => {
    const body = " ".repeat(256 * 1024 + 1);
    const answer = await registry.send("/Appointment", {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body,
    });
    expect(reasons(answer)).toEqual([413, ["body-too-large "]]);
  });
});

describe("The largest entry can be cancelled in either format:", () => {
  it.each([
    ["characters", extension("x".repeat(3150), 20)],
    ["characters that XML escapes", extension("&".repeat(630), 20)],
    ["elements", extension("x", 655)],
  ])("%s", async (_what, more) => {
    for (const format of ["json", "xml"] as const) {
      const created = await register(more);
      expect(created.status).toBe(201);
      const { id } = JSON.parse(created.text) as { id: string };
      const type = format === "json" ? JSON_TYPE : XML_TYPE;
      const current = await registry.send(`/Appointment/${id}?_pretty=true`, { headers: { accept: type } });
      const cancelled = await registry.send(`/Appointment/${id}`, {
        method: "PUT",
        headers: { "content-type": type, "if-match": 'W/"1"' },
        body: current.text.replace(/(status(?:": "| value="))booked/, "$1cancelled"),
      });
      expect([format, cancelled.status]).toEqual([format, 200]);
    }
  });
});

it("a lower limit for bodies also lowers that of entries", async () => {
  const small = await TestRegistry.start({ REGISTRY_MAX_BODY_BYTES: "3000" });
  try {
    const body = JSON.stringify(bookedEntry(nhsNumber(40_000), extension("&".repeat(400), 1)));
    const answer = await small.send("/Appointment", { method: "POST", headers: { "content-type": JSON_TYPE }, body });
    expect([body.length < 3000, answer.status, getOutcome(answer).map(({ rule }) => rule)]).toEqual([
      true,
      422,
      ["registry:entry-size"],
    ]);
  } finally {
    await small.stop();
  }
});

describe("The limit on live entries of one client and patient", () => {
  let bounded: TestRegistry;
  beforeAll(async () => {
    bounded = await TestRegistry.start({ REGISTRY_MAX_LIVE_ENTRIES: "2" });
  });
  afterAll(() => bounded.stop());

  const post = (patient: string, more: object = {}, headers: Record<string, string> = {}, token?: string) =>
    bounded.send("/Appointment", {
      method: "POST",
      headers: { "content-type": JSON_TYPE, accept: JSON_TYPE, ...headers },
      body: JSON.stringify(bookedEntry(patient, more)),
      ...(token === undefined ? {} : { token }),
    });

  it("admits that many, also of concurrent requests, and names the rule that rejects more", async () => {
    const patient = nhsNumber((patients += 1));
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(patient)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422, 422, 422]);
    const refused = answers.find(({ status }) => status === 422) as TestAnswer;
    expect(reasons(refused)).toEqual([422, ["registry:live-entries Appointment.participant"]]);
    const other = await bounded.token({ appid: "supplier-b" });
    expect((await post(nhsNumber((patients += 1)))).status).toBe(201);
    expect([(await post(patient, {}, {}, other)).status, (await post(patient)).status]).toEqual([201, 422]);
  });

  it("counts neither cancelled nor past entries, nor a repeated conditional create", async () => {
    const patient = nhsNumber((patients += 1));
    const past = { start: "2019-02-01T10:00:00Z", end: "2019-02-01T10:10:00Z" };
    expect((await post(patient, past)).status).toBe(201);
    const first = await bounded.registered(patient);
    const url = "https://provider.example/conditional";
    const identifier = { identifier: [{ system: "urn:ietf:rfc:3986", value: url }] };
    const conditional = () => post(patient, identifier, { "if-none-exist": `identifier=urn:ietf:rfc:3986|${url}` });
    expect([(await conditional()).status, (await conditional()).status]).toEqual([201, 200]);
    expect((await post(patient)).status).toBe(422);
    expect((await bounded.cancel(first)).status).toBe(200);
    expect((await post(patient)).status).toBe(201);
  });
});
