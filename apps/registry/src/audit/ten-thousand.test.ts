import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { Agent, request as httpsRequest } from "node:https";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { INTERACTION_IDS } from "../caller.js";
import type { Issued } from "../testing/authority.js";
import { createAuthority } from "../testing/authority.js";
import { ISSUER, claims, newSigningKey, publicJwk, sign } from "../testing/token-issuer.js";
import { verifyAudit } from "./verify.js";

/** The built registry, as it is shipped: `npm test` builds it first. */
const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const REQUESTS = 10_000;
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

let directory: string;
let registry: ChildProcess;
let log = "";
let base: URL;
let ca: string;
let client: Issued;
let tokens: { good: string; readOnly: string; expired: string; forged: string };
const names = ["Zebedee", "Quartermaine", "Featherstonehaugh"];
const nhsNumbers = Array.from({ length: 400 }, (_, index) => nhsNumber(index));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ten-thousand-"));
  await mkdir(join(directory, "store"));
  const authority = await createAuthority("Clients");
  const server = await authority.issue("CN=localhost", { usage: "server" });
  client = await authority.issue("CN=supplier-a");
  ca = authority.cert;
  const key = newSigningKey("RS256", "k1");
  const files = {
    "server.key": server.key,
    "server.pem": server.cert,
    "ca.pem": ca,
    "jwks.json": JSON.stringify({ keys: [await publicJwk(key)] }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  base = new URL(`https://127.0.0.1:${await freePort()}/STU3`);
  const aud = base.href;
  const { read } = INTERACTION_IDS;
  const past = { iat: 1, nbf: 1, exp: 2 };
  tokens = {
    good: await sign(key, claims({ aud })),
    readOnly: await sign(key, claims({ aud, groups: [read] })),
    expired: await sign(key, claims({ aud, ...past })),
    forged: await sign(newSigningKey("RS256", "k1"), claims({ aud })),
  };
  registry = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      REGISTRY_PORT: base.port,
      REGISTRY_BASE_URL: base.href,
      REGISTRY_STORE: `lmdb:${join(directory, "store")}`,
      REGISTRY_AUDIT: join(directory, "audit"),
      REGISTRY_AUDIT_FILE_BYTES: "1000000",
      REGISTRY_TLS_KEY: join(directory, "server.key"),
      REGISTRY_TLS_CERT: join(directory, "server.pem"),
      REGISTRY_TLS_CLIENT_CA: join(directory, "ca.pem"),
      REGISTRY_JWT_ISSUER: ISSUER,
      REGISTRY_JWKS: join(directory, "jwks.json"),
      REGISTRY_LOG_LEVEL: "debug",
    },
  });
  for (const stream of [registry.stdout, registry.stderr])
    stream?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  for (let attempt = 0; ; attempt++) {
    const answer = await send({ path: "/metadata", requestId: "start" }).catch(() => undefined);
    if (answer?.status === 200) break;
    if (attempt > 200 || registry.exitCode !== null) throw new Error(`The registry does not serve:\n${log}`);
    await delay(50);
  }
}, 60_000);
afterAll(async () => {
  registry.kill("SIGKILL");
  agent.destroy();
  await rm(directory, { recursive: true, force: true });
});

const agent = new Agent({ keepAlive: true, maxSockets: WORKERS });
interface Request {
  readonly method?: string;
  readonly path: string;
  readonly requestId: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, string | string[] | undefined>;
}
function send({ method = "GET", path, requestId, token, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      base.href + path,
      {
        method,
        agent,
        ca,
        cert: client.cert,
        key: client.key,
        headers: {
          "x-request-id": requestId,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/fhir+json" }),
          ...headers,
        },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function entry(index: number, more: object = {}): Record<string, unknown> {
  return {
    resourceType: "Appointment",
    identifier: [{ system: "urn:ietf:rfc:3986", value: `https://provider.test/${randomUUID()}` }],
    status: "booked",
    start: "2099-02-01T10:00:00.000Z",
    end: "2099-02-01T10:10:00.000Z",
    created: "2026-01-17T14:00:00.000Z",
    participant: [
      {
        actor: {
          identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumbers[index % nhsNumbers.length] },
        },
        status: "accepted",
      },
    ],
    ...more,
  };
}

/** One step of a worker: a request and, for some, what it leads to. Every request that is sent is told to `sent`. */
async function step(index: number, one: (request: Omit<Request, "requestId">) => Promise<Answer>): Promise<void> {
  const { good, readOnly, expired, forged } = tokens;
  const patient = nhsNumbers[index % nhsNumbers.length] as string;
  const register = async (): Promise<Record<string, unknown>> => {
    const answer = await one({ method: "POST", path: "/Appointment", token: good, body: JSON.stringify(entry(index)) });
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
        body: JSON.stringify(entry(index, { contained })),
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
      await one({ method: "POST", path: "/Appointment", token: readOnly, body: JSON.stringify(entry(index)) });
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

describe("the audit of a run of ten thousand mixed requests", () => {
  const sent: Sent[] = [];
  it("accounts for each exactly once, with the status that the caller saw", async () => {
    let next = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        while (sent.length < REQUESTS) {
          await step(next++, async (request) => {
            const requestId = `run-${randomUUID()}`;
            const answer = await send({ ...request, requestId });
            sent.push({ requestId, status: answer.status });
            return answer;
          });
        }
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    registry.kill("SIGTERM");
    await once(registry, "exit");

    const records = (await lines()).filter(({ detail }) => detail.requestId.startsWith("run-"));
    const seen = new Map(records.map(({ detail }) => [detail.requestId, detail.status]));
    expect([records.length, seen.size]).toEqual([sent.length, sent.length]);
    expect(sent.filter(({ requestId, status }) => seen.get(requestId) !== status)).toEqual([]);
    const statuses: Record<number, number> = {};
    for (const { status } of sent) statuses[status] = (statuses[status] ?? 0) + 1;
    for (const status of [200, 201, 400, 403, 404, 405, 409, 412, 415, 422])
      expect([status, statuses[status]]).not.toEqual([status, undefined]);
    expect(Object.keys(statuses).filter((status) => Number(status) >= 500)).toEqual([]);
    process.stdout.write(`  ${sent.length} requests in ${seconds.toFixed(1)} s: ${JSON.stringify(statuses)}\n`);
  }, 120_000);

  it("verifies by the command, and every byte that is flipped is found", async () => {
    const trail = join(directory, "audit/trail-1");
    const exitCode = await new Promise((resolve) => {
      const child = execFile(process.execPath, [MAIN, "audit", "verify", join(directory, "audit")]);
      child.on("exit", resolve);
    });
    expect(exitCode).toBe(0);
    const files = await readdir(trail);
    expect(files.length).toBeGreaterThan(3);
    for (let round = 0; round < 60; round++) {
      const file = join(trail, files[round % files.length] as string);
      const bytes = await readFile(file);
      const at = Math.floor(Math.random() * bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << (round % 8));
      await writeFile(file, bytes);
      expect([file, at, (await verifyAudit(join(directory, "audit"))).faults.length > 0]).toEqual([file, at, true]);
      bytes[at] = (bytes[at] as number) ^ (1 << (round % 8));
      await writeFile(file, bytes);
    }
    expect((await verifyAudit(join(directory, "audit"))).faults).toEqual([]);
  }, 120_000);

  it("holds no NHS number and no name, and neither does the log", async () => {
    const audit = JSON.stringify(await lines());
    expect(log.length).toBeGreaterThan(REQUESTS * 50);
    for (const text of [...names, ...nhsNumbers]) {
      expect([text, audit.includes(text), log.includes(text)]).toEqual([text, false, false]);
    }
  });
});

async function lines(): Promise<Line[]> {
  const trail = join(directory, "audit/trail-1");
  const files = (await readdir(trail)).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(trail, name), "utf8")));
  return texts
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** The `index`th number that passes the modulus 11 check. */
function nhsNumber(index: number): string {
  for (let nine = 400_000_000 + index * 97; ; nine++) {
    const sum = [...String(nine)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${nine}${check}`;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
