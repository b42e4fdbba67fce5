import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { ShippedRegistry, bookedEntry, eventually, freePort, nhsNumber } from "@appointment-registry/test-kit";

const WORKERS = 2;
const RECORDS = /"msg":"A request was answered."/;

let registry: ShippedRegistry;
let operations: number;
let token: string;
beforeAll(async () => {
  operations = await freePort();
  registry = await ShippedRegistry.create({
    REGISTRY_WORKERS: String(WORKERS),
    REGISTRY_OPERATIONS_PORT: String(operations),
  });
  await registry.start();
  token = await registry.token();
  await eventually(() => registry.log.includes('"The registry is serving."'));
});
afterAll(() => registry.destroy());

function ask(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: operations, path }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}

async function metric(name: string): Promise<number> {
  const { text } = await ask("/metrics");
  const lines = text.split("\n").filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

const requests = () => metric("registry_requests_total");
const register = (patient: number) =>
  registry.send({
    method: "POST",
    path: "/Appointment",
    token,
    body: JSON.stringify(bookedEntry(nhsNumber(patient))),
    // A new connection each: workers receive them in rotation.
    headers: { connection: "close" },
  });

/** Process ids of the workers that have answered. */
function answeredBy(): number[] {
  const lines = registry.log.split("\n").filter((line) => RECORDS.test(line));
  return [...new Set(lines.map((line) => (JSON.parse(line) as { pid: number }).pid))];
}

describe("A registry of two workers", () => {
  it("serves one store with all of them, each with its own trail", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => register(1)));
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(answeredBy()).toHaveLength(WORKERS);
    expect(answeredBy()).not.toContain(registry.pid);
    const trails = (await readdir(registry.auditDirectory)).filter((name) => name.startsWith("trail-"));
    expect(trails.sort()).toEqual(["trail-1", "trail-2"]);
    const search = `/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(1)}`;
    const found = await registry.send({ path: search, token });
    expect(JSON.parse(found.text)).toMatchObject({ total: 20 });
  });

  it("answers operators as one", async () => {
    const { status, text } = await ask("/ready");
    expect([status, JSON.parse(text)]).toEqual([
      200,
      expect.objectContaining({ ready: true, store: "up", audit: "up", tls: "up" }),
    ]);
    expect(await ask("/health")).toEqual({ status: 200, text: '{"status":"up"}' });
    expect(await requests()).toBe(registry.log.split("\n").filter((line) => RECORDS.test(line)).length);
    expect(await metric("registry_workers")).toBe(WORKERS);
    expect(await metric("registry_ready")).toBe(1);
    expect(await metric("registry_build_info")).toBe(1);
    // From the store, which they all share.
    expect(await metric("registry_store_appointments")).toBe(20);
  });

  it("replaces a worker that is killed, recovers its records, and continues its counts", async () => {
    const before = await requests();
    const [victim] = answeredBy();
    process.kill(victim as number, "SIGKILL");
    await eventually(async () => (await metric("registry_worker_restarts_total")) === 1);
    await eventually(async () => (await metric("registry_workers")) === WORKERS);
    expect(registry.log).toContain('"reason":"SIGKILL"');
    expect(await requests()).toBeGreaterThanOrEqual(before);
    const made = await Promise.all(Array.from({ length: 20 }, () => register(2)));
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(answeredBy()).toHaveLength(WORKERS + 1);
    expect((await ask("/ready")).status).toBe(200);
    // It uses the trail of the previous worker.
    expect((await verifyTrails(registry.auditDirectory)).trails).toHaveLength(WORKERS);
  });

  it("reloads files on SIGHUP, in every worker", async () => {
    const lines = () => registry.log.split('"msg":"SIGHUP: all has been read."').length - 1;
    registry.signal("SIGHUP");
    await eventually(() => lines() === WORKERS);
  });

  it("stops in order, and leaves trails that verify", async () => {
    await registry.stop();
    expect(registry.log).toContain('"msg":"The registry has stopped."');
    expect(registry.log.split('"msg":"A worker is stopping."')).toHaveLength(WORKERS + 1);
    expect((await verifyTrails(registry.auditDirectory)).faults).toEqual([]);
  });
});

describe("Workers that cannot start", () => {
  it("end the registry with one sentence", async () => {
    const broken = await ShippedRegistry.create({ REGISTRY_WORKERS: "2", REGISTRY_STORE_CREATE: "never" });
    try {
      await expect(broken.start()).rejects.toThrow(/REGISTRY_STORE_CREATE/);
      expect(broken.log.split("\n").filter((line) => line !== "" && !line.startsWith("{"))).toHaveLength(1);
    } finally {
      await broken.destroy();
    }
  });
});
