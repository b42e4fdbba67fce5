import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { WORKSPACE, nhsNumber } from "@appointment-registry/test-kit";
import { cancelledTwice } from "../testing/outages.js";
import type { TestAnswer, TestRequest, RegisteredEntry } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

let patients = 9000;
const booked = (at: TestRegistry = registry): Promise<RegisteredEntry> => at.registered(nhsNumber((patients += 1)));
const cancelledBody = ({ resource }: RegisteredEntry, more: object = {}) =>
  JSON.stringify({ ...resource, status: "cancelled", ...more });

/** Sends a cancel that is rejected, then follows the guide. Resolves to both responses. */
type Scenario = () => Promise<[first: TestAnswer, last: TestAnswer]>;
const refusedBy =
  (change: (entry: RegisteredEntry) => TestRequest | Promise<TestRequest>): Scenario =>
  async () => {
    const entry = await booked();
    return [await registry.cancel(entry, await change(entry)), await registry.cancel(entry)];
  };
const now = () => Math.floor(Date.now() / 1000);

/** Keyed by the status of a row in the table "Cancel" of docs/consumers.md. */
const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  "200": [
    async () => {
      const answer = await registry.cancel(await booked());
      return [answer, answer];
    },
  ],
  "400": [refusedBy(() => ({ body: "{" })), refusedBy((entry) => ({ body: cancelledBody(entry, { id: "another" }) }))],
  "403": [
    refusedBy(() => ({ token: null })),
    refusedBy(async () => ({ token: await registry.token({ iat: now() - 7200, nbf: now() - 7200, exp: now() - 60 }) })),
    refusedBy(async () => ({ token: await registry.token({ groups: [] }) })),
  ],
  "404": [
    async () => {
      const entry = await booked();
      const body = cancelledBody(entry, { id: "unknown" });
      return [
        await registry.cancel({ ...entry, path: "/Appointment/unknown" }, { body }),
        await registry.cancel(entry),
      ];
    },
  ],
  "409": [
    // Another client was first: after the entry is retrieved again, nothing is left to do.
    async () => {
      const entry = await booked();
      await registry.cancel(entry);
      const refusal = await registry.cancel(entry);
      const retrieved = await registry.send(entry.path);
      expect((JSON.parse(retrieved.text) as fhir.Appointment).status).toBe("cancelled");
      return [refusal, retrieved];
    },
    // Still booked: the version never existed, and the one that is retrieved can be cancelled.
    async () => {
      const entry = await booked();
      const refusal = await registry.cancel(entry, { headers: { "if-match": 'W/"5"' } });
      const { headers, text } = await registry.send(entry.path);
      const resource = JSON.parse(text) as fhir.Appointment;
      expect(resource.status).toBe("booked");
      return [refusal, await registry.cancel({ ...entry, resource }, { headers: { "if-match": headers.etag } })];
    },
  ],
  "412": [
    async () => {
      const entry = await booked();
      const refusal = await registry.cancel(entry, { headers: { "if-match": undefined } });
      const { etag } = (await registry.send(entry.path)).headers;
      return [refusal, await registry.cancel(entry, { headers: { "if-match": etag } })];
    },
  ],
  "415": [refusedBy(() => ({ headers: { "content-type": "text/plain" } }))],
  "422": [
    refusedBy((entry) => ({ body: cancelledBody(entry, { comment: "other" }) })),
    refusedBy((entry) => ({ body: cancelledBody(entry, { created: undefined }) })),
    refusedBy((entry) => ({ body: cancelledBody(entry, { status: "booked" }) })),
  ],
  "429": [
    async () => {
      const limited = await TestRegistry.start({ REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "1" });
      try {
        let registration: TestAnswer;
        const body = JSON.stringify({ ...(await booked()).resource, id: undefined, meta: undefined });
        const headers = { "content-type": JSON_TYPE };
        do registration = await limited.send("/Appointment", { method: "POST", headers, body });
        while (registration.status === 429);
        const resource = JSON.parse(registration.text) as fhir.Appointment;
        const entry = { id: resource.id ?? "", path: `/Appointment/${resource.id}`, resource, answer: registration };
        const refusal = await limited.cancel(entry);
        expect(Number(refusal.headers["retry-after"])).toBeGreaterThan(0);
        let last: TestAnswer;
        do last = await limited.cancel(entry);
        while (last.status === 429);
        return [refusal, last];
      } finally {
        await limited.stop();
      }
    },
  ],
  "500": [() => cancelledTwice("store-unavailable"), () => cancelledTwice("internal-error")],
  "503": [() => cancelledTwice("writes-refused")],
};

const guide = readFileSync(join(WORKSPACE, "docs/consumers.md"), "utf8");
const ROWS = guide
  .split("\n## ")
  .filter((section) => section.startsWith("Cancel\n"))
  .flatMap((section) => section.split("\n"))
  .flatMap((line) => (/^\| \d{3} /.test(line) ? [line.split("|").map((cell) => cell.trim())] : []))
  .map(([, status = "", meaning = "", remedy = ""]) => ({ status, meaning, remedy }));

describe("The consumers' guide for the responses to a cancel", () => {
  it.each(ROWS)("$status ($meaning): $remedy", async ({ status }) => {
    const scenarios = SCENARIOS[status] ?? [];
    expect(scenarios.length).toBeGreaterThan(0);
    for (const scenario of scenarios) {
      const [first, last] = await scenario();
      expect([first.status, last.status]).toEqual([Number(status), 200]);
    }
  });

  it("has a row for every scenario", () => {
    expect(ROWS.map(({ status }) => status)).toEqual(Object.keys(SCENARIOS));
  });
});
