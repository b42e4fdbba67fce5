import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ShippedRegistry, atLength, bookedEntry, eventually, nhsNumber } from "@appointment-registry/test-kit";
import { verifyTrails } from "@appointment-registry/audit-trail";

let registry: ShippedRegistry;
beforeAll(async () => {
  registry = await ShippedRegistry.create();
  await registry.start();
});
afterAll(() => registry.destroy());

const register = (token: string, requestId: string, patient: string, abort?: number) =>
  registry.send(
    { method: "POST", path: "/Appointment", token, requestId, body: JSON.stringify(bookedEntry(patient)) },
    abort,
  );

describe("the audit of the shipped registry", () => {
  it("contains every request that was answered before the process was killed, and continues after the restart", async () => {
    const token = await registry.token();
    for (let round = 0; round < atLength(2, 3); round++) {
      const answered: string[] = [];
      const workers = Array.from({ length: 16 }, async () => {
        for (;;) {
          const requestId = randomUUID();
          await register(token, requestId, nhsNumber(1));
          answered.push(requestId);
        }
      });
      await Promise.race([eventually(() => answered.length > 20), ...workers]);
      await registry.stop("SIGKILL");
      await Promise.allSettled(workers);
      expect((await verifyTrails(registry.auditDirectory)).faults).toEqual([]);
      const ids = await requestIds();
      expect(answered.filter((id) => ids.get(id) !== 1)).toEqual([]);
      await registry.start();
    }
    expect((await verifyTrails(registry.auditDirectory)).trails).toHaveLength(1);
  });

  it("has every write that was made for a caller who did not wait for the answer", async () => {
    const token = await registry.token();
    const gone: readonly string[] = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const requestId = randomUUID();
        await register(token, requestId, nhsNumber(2), index % 6).catch(() => undefined);
        return requestId;
      }),
    );
    // A registry that is being stopped finishes the requests in progress.
    await registry.stop();
    await registry.start();
    const search = `/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(2)}`;
    const { total } = JSON.parse((await registry.send({ path: search, token })).text) as {
      total: number;
    };
    await registry.stop();
    const records = await lines();
    const made = records.filter(({ detail }) => gone.includes(detail.requestId) && detail.status === 201);
    expect(made.length).toBe(total);
    const ids = await requestIds();
    expect(gone.filter((id) => (ids.get(id) ?? 0) > 1)).toEqual([]);
  });
});

interface Line {
  readonly detail: { readonly requestId: string; readonly status: number };
  readonly event: { readonly subtype: readonly { readonly code: string }[] };
}
async function lines(): Promise<Line[]> {
  const trail = join(registry.auditDirectory, "trail-1");
  const files = (await readdir(trail)).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(trail, name), "utf8")));
  return texts
    .join("")
    .split("\n")
    .flatMap((line) => (line.endsWith('"}') ? [JSON.parse(line) as Line] : []));
}
async function requestIds(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { detail } of await lines()) counts.set(detail.requestId, (counts.get(detail.requestId) ?? 0) + 1);
  return counts;
}
