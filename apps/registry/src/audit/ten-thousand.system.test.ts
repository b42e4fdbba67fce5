import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import type { ShippedAnswer as Answer, ShippedRequest } from "@appointment-registry/test-kit";
import {
  ShippedRegistry,
  atLength,
  bookedEntry,
  builtRegistry,
  newSigningKey,
  nhsNumber,
} from "@appointment-registry/test-kit";
import { verifyTrails } from "@appointment-registry/audit-trail";

const REQUESTS = atLength(600, 10_000);
const WORKERS = 32;

interface Sent {
  readonly requestId: string;
  readonly status: number;
}
interface Line {
  readonly sequence: number;
  readonly detail: { readonly requestId: string; readonly status: number; readonly code?: string };
  readonly event: { readonly subtype: readonly { readonly code: string }[] };
}

let registry: ShippedRegistry;
let tokens: { good: string; readOnly: string; expired: string; forged: string };
const names = ["Zebedee", "Quartermaine", "Featherstonehaugh"];
const nhsNumbers = Array.from({ length: 400 }, (_, index) => nhsNumber(index));

beforeAll(async () => {
  registry = await ShippedRegistry.create({
    REGISTRY_LOG_LEVEL: "debug",
    REGISTRY_AUDIT_FILE_BYTES: String(REQUESTS * 100),
  });
  tokens = {
    good: await registry.token(),
    readOnly: await registry.token({ groups: [INTERACTION_IDS.read] }),
    expired: await registry.token({ iat: 1, nbf: 1, exp: 2 }),
    forged: await registry.token({}, newSigningKey("ES256", "k1")),
  };
  await registry.start();
});
afterAll(() => registry.destroy());

/** One step of a worker: a request and, for some, its follow-up requests. `sent` is called with every request. */
async function step(
  index: number,
  one: (request: Omit<ShippedRequest, "requestId">) => Promise<Answer>,
): Promise<void> {
  const { good, readOnly, expired, forged } = tokens;
  const patient = nhsNumbers[index % nhsNumbers.length] as string;
  const register = async (): Promise<Record<string, unknown>> => {
    const answer = await one({
      method: "POST",
      path: "/Appointment",
      token: good,
      body: JSON.stringify(bookedEntry(patient)),
    });
    expect(answer.status).toBe(201);
    return JSON.parse(answer.text) as Record<string, unknown>;
  };
  const put = (id: unknown, body: unknown, ifMatch: string | undefined): Promise<Answer> =>
    one({
      method: "PUT",
      path: `/Appointment/${String(id)}`,
      token: good,
      body: JSON.stringify(body),
      headers: ifMatch === undefined ? {} : { "if-match": ifMatch },
    });
  switch (index % 12) {
    case 0: {
      const booked = await register();
      await put(booked["id"], { ...booked, status: "cancelled" }, 'W/"1"');
      await put(booked["id"], { ...booked, status: "cancelled" }, 'W/"1"');
      await one({ path: `/Appointment/${String(booked["id"])}/_history/2`, token: good });
      await one({ path: `/Appointment/${String(booked["id"])}/_history`, token: good });
      return;
    }
    case 1: {
      const booked = await register();
      await put(booked["id"], { ...booked, status: "cancelled" }, undefined);
      await put(booked["id"], { ...booked, status: "cancelled", description: `For ${names[0]}` }, 'W/"1"');
      return;
    }
    case 2:
      await one({ path: `/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${patient}`, token: good });
      return;
    case 3:
      await one({
        method: "POST",
        path: "/Appointment/_search",
        token: good,
        body: `patient.identifier=${encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${patient}`)}`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      return;
    case 4: {
      const contained = [{ resourceType: "Patient", id: "p", name: [{ family: names[1], given: [names[0]] }] }];
      await one({
        method: "POST",
        path: "/Appointment",
        token: good,
        body: JSON.stringify(bookedEntry(patient, { contained })),
      });
      return;
    }
    case 5:
      await one({ method: "POST", path: "/Appointment", token: good, body: `{"family": "${names[2]}", ${patient}` });
      await one({
        method: "POST",
        path: "/Appointment",
        token: good,
        body: `<Patient>${names[2]}`,
        headers: { "content-type": "application/fhir+xml" },
      });
      return;
    case 6:
      await one({ path: `/Appointment/${patient}`, token: good });
      await one({ path: `/${names[1]}/${patient}?name=${names[0]}`, token: good });
      return;
    case 7:
      await one({ path: `/Appointment/x?nhs=${patient}`, token: expired });
      await one({ path: "/Appointment/x", token: forged });
      await one({ path: "/Appointment/x" });
      return;
    case 8:
      await one({ method: "POST", path: "/Appointment", token: readOnly, body: JSON.stringify(bookedEntry(patient)) });
      return;
    case 9:
      await one({ method: "DELETE", path: `/Appointment/${patient}`, token: good });
      await one({
        method: "POST",
        path: "/Appointment",
        token: good,
        body: names[2] as string,
        headers: { "content-type": "text/plain" },
      });
      return;
    case 10:
      await one({
        path: `/Appointment/${randomUUID()}`,
        token: good,
        headers: {
          "x-correlation-id": patient,
          "ssp-from": names[2] as string,
          "ssp-to": "200000000205",
          "user-agent": names[0] as string,
        },
      });
      return;
    default:
      await one({ path: "/metadata", headers: { cookie: `name=${names[1]}`, "if-match": patient } });
  }
}

describe("the audit of a run of mixed requests", () => {
  const sent: Sent[] = [];
  it("accounts for each exactly once, with the status that the caller saw", async () => {
    let next = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        while (sent.length < REQUESTS) {
          await step(next++, async (request) => {
            const requestId = randomUUID();
            const answer = await registry.send({ ...request, requestId });
            sent.push({ requestId, status: answer.status });
            return answer;
          });
        }
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    await registry.stop();

    const asked = new Set(sent.map(({ requestId }) => requestId));
    const records = (await lines()).filter(({ detail }) => asked.has(detail.requestId));
    const seen = new Map(records.map(({ detail }) => [detail.requestId, detail.status]));
    expect([records.length, seen.size]).toEqual([sent.length, sent.length]);
    expect(sent.filter(({ requestId, status }) => seen.get(requestId) !== status)).toEqual([]);
    const statuses: Record<number, number> = {};
    for (const { status } of sent) statuses[status] = (statuses[status] ?? 0) + 1;
    for (const status of [200, 201, 400, 403, 404, 405, 409, 412, 415, 422])
      expect([status, statuses[status]]).not.toEqual([status, undefined]);
    expect(Object.keys(statuses).filter((status) => Number(status) >= 500)).toEqual([]);
    process.stdout.write(`  ${sent.length} requests in ${seconds.toFixed(1)} s: ${JSON.stringify(statuses)}\n`);
  });

  it("verifies by the command, which detects every flipped byte", async () => {
    const trail = join(registry.auditDirectory, "trail-1");
    const exitCode = await new Promise((resolve) => {
      const child = execFile(process.execPath, [builtRegistry(), "audit", "verify", registry.auditDirectory]);
      child.on("exit", resolve);
    });
    expect(exitCode).toBe(0);
    const files = await readdir(trail);
    expect(files.length).toBeGreaterThan(3);
    for (let round = 0; round < atLength(15, 60); round++) {
      const file = join(trail, files[round % files.length] as string);
      const bytes = await readFile(file);
      const at = Math.floor(Math.random() * bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << (round % 8));
      await writeFile(file, bytes);
      expect([file, at, (await verifyTrails(registry.auditDirectory)).faults.length > 0]).toEqual([file, at, true]);
      bytes[at] = (bytes[at] as number) ^ (1 << (round % 8));
      await writeFile(file, bytes);
    }
    expect((await verifyTrails(registry.auditDirectory)).faults).toEqual([]);
  });

  it("holds no NHS number and no name, and neither does the log", async () => {
    const audit = JSON.stringify(await lines());
    expect(registry.log.length).toBeGreaterThan(REQUESTS * 50);
    for (const text of [...names, ...nhsNumbers]) {
      expect([text, audit.includes(text), registry.log.includes(text)]).toEqual([text, false, false]);
    }
  });
});

async function lines(): Promise<Line[]> {
  const trail = join(registry.auditDirectory, "trail-1");
  const files = (await readdir(trail)).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(trail, name), "utf8")));
  return texts
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}
