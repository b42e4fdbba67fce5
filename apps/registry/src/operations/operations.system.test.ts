import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { get } from "node:http";
import { join } from "node:path";
import type { JwksServer } from "@appointment-registry/test-kit";
import {
  ISSUER,
  ShippedRegistry,
  createAuthority,
  freePort,
  publicJwk,
  replaceFile,
  serveJwks,
  eventually,
} from "@appointment-registry/test-kit";
import type { Readiness } from "./readiness.js";

let registry: ShippedRegistry;
let jwks: JwksServer;
let port: number;
beforeAll(async () => {
  jwks = await serveJwks([]);
  port = await freePort();
  registry = await ShippedRegistry.create({
    REGISTRY_OPERATIONS_PORT: String(port),
    REGISTRY_JWKS: jwks.url,
    REGISTRY_JWKS_REFRESH: "1",
    REGISTRY_JWKS_STALE: "2",
  });
  jwks.answer = { keys: [await publicJwk(registry.key)] };
  await registry.start();
});
afterAll(async () => {
  await registry.destroy();
  await jwks.stop();
});

function ask(path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk)).on("end", () => resolve({ status: response.statusCode, text }));
    }).on("error", reject);
  });
}
const ready = async (): Promise<[number | undefined, Readiness]> => {
  const { status, text } = await ask("/ready");
  return [status, JSON.parse(text) as Readiness];
};

describe("the operations port", () => {
  it("reports that the process responds, and nothing else", async () => {
    expect(await ask("/health")).toEqual({ status: 200, text: '{"status":"up"}' });
    expect((await ask("/STU3/metadata")).status).toBe(404);
  });

  it("counts every request by interaction, status and code", async () => {
    const token = await registry.token();
    for (let index = 0; index < 3; index++) await registry.send({ path: "/Appointment/none", token });
    await registry.send({ path: "/Appointment/none" });
    const { text } = await ask("/metrics");
    expect(text).toContain('registry_requests_total{interaction="read",status="404",code="not-found"} 3\n');
    expect(text).toContain('status="403",code="token-missing"} 1\n');
    expect(text).toContain("registry_signature_checks_total 1\n");
    expect(text).toContain("registry_tokens_recalled_total 2\n");
    expect(text).toContain(`registry_issuer_keys_state{issuer="${ISSUER}"} 0\n`);
  });

  it("shows that the issuer is unavailable, and that its keys may no longer be used", async () => {
    const up = { store: "up", audit: "up", tls: "up" };
    const seen = (state: string) =>
      eventually(async () => {
        const [, answer] = await ready();
        return answer.keys[0]?.state === state && answer;
      });
    expect(await seen("fresh")).toEqual({ ready: true, ...up, keys: [{ issuer: ISSUER, state: "fresh" }] });
    jwks.answer = 503;
    expect(await seen("stale")).toEqual({ ready: true, ...up, keys: [{ issuer: ISSUER, state: "stale" }] });
    expect(await seen("unavailable")).toEqual({
      ready: false,
      ...up,
      keys: [{ issuer: ISSUER, state: "unavailable" }],
    });
    expect((await ready())[0]).toBe(503);
    jwks.answer = { keys: [await publicJwk(registry.key)] };
    await eventually(async () => (await ready())[0] === 200);
  });

  it("shows a TLS file that cannot be used until it is mended, and counts those who are refused", async () => {
    const file = join(registry.directory, "ca.pem");
    const degraded = async (): Promise<boolean> => (await ready())[1].tls === "degraded";
    await replaceFile(file, "nothing");
    await eventually(degraded);
    const problem = "The file of client certificate authorities contains no PEM certificate.";
    const fault = { file: "authorities", problem, ageSeconds: expect.any(Number) as unknown };
    expect(await ready()).toMatchObject([200, { ready: true, tls: "degraded", faults: [fault] }]);
    expect(JSON.parse((await ask("/health")).text)).toEqual({ status: "up", degraded: [fault] });
    const stranger = await (await createAuthority("Others")).issue("CN=stranger");
    await expect(registry.send({ path: "/metadata", as: stranger })).rejects.toThrow();
    const { text } = await ask("/metrics");
    expect(text).toContain('registry_tls_file_usable{file="authorities"} 0\n');
    expect(text).toContain('registry_tls_file_usable{file="certificate"} 1\n');
    expect(text).toMatch(/registry_tls_file_age_seconds\{file="authorities"\} \d/);
    expect(text).toMatch(/registry_tls_reload_failures_total [1-9]/);
    expect(text).toContain('registry_callers_refused_total{reason="untrusted"} 1\n');
    await replaceFile(file, registry.ca);
    await eventually(async () => !(await degraded()));
    expect((await ask("/health")).text).toBe('{"status":"up"}');
  });

  it("is closed with the registry", async () => {
    await registry.stop();
    await expect(ask("/health")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
