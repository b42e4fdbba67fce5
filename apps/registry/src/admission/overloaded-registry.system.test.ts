import { once } from "node:events";
import { request } from "node:https";
import type { ClientRequest } from "node:http";
import { afterEach, expect, it } from "@jest/globals";
import { eventually, freePort } from "@appointment-registry/test-kit";
import { JSON_TYPE, TestRegistry, XML_TYPE, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
let lines: Record<string, unknown>[];
const start = async (settings: Record<string, string>): Promise<void> => {
  lines = [];
  registry = await TestRegistry.start(settings, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
};
afterEach(() => registry.stop());

/** Sends a request whose body does not end. */
async function unending(): Promise<ClientRequest> {
  const { agent, goodToken } = registry;
  const headers = { "content-type": JSON_TYPE, "content-length": 1000, authorization: `Bearer ${goodToken}` };
  const sent = request(`${registry.baseUrl}/Appointment`, { method: "POST", agent, headers });
  sent.on("error", () => undefined).write("{");
  await once(sent, "socket");
  return sent;
}

it("refuses what is too much before token and body, as a caller understands it", async () => {
  await start({ REGISTRY_MAX_REQUESTS: "1", REGISTRY_BODY_TIMEOUT: "60" });
  const first = await unending();
  const refused = await eventually(async () => {
    const answer = await registry.send("/metadata?_format=xml", {
      token: null,
      headers: { "x-request-id": "mine", "x-correlation-id": "ours" },
    });
    return answer.status === 503 ? answer : undefined;
  });
  expect(getOutcome(refused)).toEqual([
    expect.objectContaining({ code: "throttled", spine: "INTERNAL_SERVER_ERROR", rule: "overloaded" }),
  ]);
  const { date, ...fields } = refused.headers;
  expect(Date.parse(String(date))).not.toBeNaN();
  expect(fields).toEqual({
    "content-type": `${XML_TYPE}; charset=utf-8`,
    "content-length": String(refused.bytes.length),
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "retry-after": "1",
    "x-request-id": "mine",
    "x-correlation-id": "ours",
    connection: "keep-alive",
    "keep-alive": expect.any(String) as unknown,
  });
  const write = await registry.send("/Appointment", { method: "POST", body: "x".repeat(5000), token: "none" });
  expect([write.status, getOutcome(write)[0]?.rule]).toEqual([503, "overloaded"]);
  first.destroy();
  await eventually(async () => (await registry.send("/metadata")).status === 200);
});

it("stays ready while it is overloaded, and reports the overload", async () => {
  const port = await freePort();
  await start({ REGISTRY_MAX_REQUESTS: "1", REGISTRY_BODY_TIMEOUT: "60", REGISTRY_OPERATIONS_PORT: String(port) });
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/ready`);
    const { ready: isReady, overloaded } = (await answer.json()) as { ready: boolean; overloaded?: true };
    return [answer.status, isReady, overloaded];
  };
  expect(await ready()).toEqual([200, true, undefined]);
  const first = await unending();
  await eventually(async () => (await registry.send("/metadata")).status === 503);
  expect(await ready()).toEqual([200, true, true]);
  first.destroy();
  await eventually(async () => (await ready())[2] === undefined);
});

it("reports the refusals of one second in one log line and one audit record", async () => {
  await start({ REGISTRY_CERTIFICATE_RATE_LIMIT: "1", REGISTRY_CERTIFICATE_RATE_BURST: "3" });
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, () => registry.send("/Appointment/a", { token: null })));
  // One more is admitted for each second that a busy machine takes.
  const seconds = Math.ceil((performance.now() - began) / 1000);
  const statuses = answers.map(({ status }) => status).sort();
  const admitted = statuses.lastIndexOf(403) + 1;
  const refused = 20 - admitted;
  expect(statuses).toEqual([...Array<number>(admitted).fill(403), ...Array<number>(refused).fill(429)]);
  expect([admitted >= 3, admitted <= 3 + seconds]).toEqual([true, true]);
  expect(answers.filter(({ status }) => status === 429).every(({ headers }) => headers["retry-after"] === "1")).toBe(
    true,
  );
  const counted = await eventually(() => {
    const found = lines.filter(({ msg }) => msg === "Requests were refused.");
    return found.reduce((sum, { count }) => sum + Number(count), 0) === refused ? found : undefined;
  });
  expect(counted.length).toBeLessThanOrEqual(seconds + 1);
  expect(counted[0]).toMatchObject({
    status: 429,
    code: "rate-limited",
    certificateThumbprint: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    remoteAddress: "127.0.0.1",
  });
});

it("closes connections beyond the limit of concurrent handshakes, before TLS", async () => {
  await start({ REGISTRY_MAX_HANDSHAKES: "1" });
  expect((await registry.send("/metadata")).status).toBe(200);
  const { connect } = await import("node:net");
  const silent = connect(registry.port, "127.0.0.1");
  await once(silent, "connect");
  await eventually(async () => {
    const next = connect(registry.port, "127.0.0.1").resume();
    await once(next, "close");
    return lines.some(({ reason }) => reason === "too-many-handshakes");
  });
  // Clients that are already connected are served.
  expect((await registry.send("/metadata")).status).toBe(200);
  silent.destroy();
  await eventually(async () =>
    (await registry.raw("GET /STU3/metadata HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith(
      "HTTP/1.1 200",
    ),
  );
});

it("reads no more bodies at once than there is memory for", async () => {
  await start({ REGISTRY_MEMORY_BUDGET: "1048576", REGISTRY_BODY_TIMEOUT: "60" });
  const { agent, goodToken } = registry;
  const path = `${registry.baseUrl}/Appointment`;
  const headers = { "content-type": JSON_TYPE, "content-length": 100_000, authorization: `Bearer ${goodToken}` };
  const first = request(path, { method: "POST", agent, headers });
  first.on("error", () => undefined).write("{");
  const post = () =>
    registry.send("/Appointment", {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body: "x".repeat(100_000),
    });
  const refused = await eventually(async () => {
    const answer = await post();
    return answer.status === 503 ? answer : undefined;
  });
  expect([getOutcome(refused)[0]?.rule, refused.headers["retry-after"]]).toEqual(["overloaded", "1"]);
  // Small ones are still served.
  expect((await registry.send("/Appointment/none")).status).toBe(404);
  first.destroy();
  await eventually(async () => (await post()).status === 400);
});
