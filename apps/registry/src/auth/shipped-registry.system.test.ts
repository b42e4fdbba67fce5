import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import type { ShippedAnswer, ShippedRequest } from "@appointment-registry/test-kit";
import {
  ShippedRegistry,
  bookedEntry,
  createAuthority,
  eventually,
  newSigningKey,
  nhsNumber,
  publicJwk,
  replaceFile,
  serveJwks,
  sign,
} from "@appointment-registry/test-kit";

let registry: ShippedRegistry;
/** Registry with the default settings, for all tests that need no others. */
let usual: ShippedRegistry | undefined;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  if (registry !== usual) await registry.destroy();
  for (const step of cleanUp.splice(0)) await step();
});
afterAll(() => usual?.destroy());
async function serve(settings: Record<string, string> = {}): Promise<void> {
  const isUsual = Object.keys(settings).length === 0;
  if (isUsual && usual !== undefined) {
    registry = usual;
    return;
  }
  registry = await ShippedRegistry.create(settings);
  if (isUsual) usual = registry;
  await registry.start();
}
const ask = (more: Partial<ShippedRequest> = {}): Promise<ShippedAnswer> =>
  registry.send({ path: "/Appointment/none", ...more });
/** Returns the status and, for a refusal, the text of its first issue. */
async function refusal(more: Partial<ShippedRequest>): Promise<[number, string | undefined]> {
  const { status, text } = await ask(more);
  const outcome = JSON.parse(text) as {
    resourceType: string;
    issue: { details: { text: string }; diagnostics?: string }[];
  };
  expect(outcome.resourceType).toBe("OperationOutcome");
  return [status, outcome.issue[0]?.details.text];
}

describe("the shipped registry", () => {
  it("rejects a token with 403 and an OperationOutcome, in the requested format, before anything else", async () => {
    await serve();
    const pem = registry.key.publicKey.export({ type: "spki", format: "pem" });
    const good = await registry.token();
    const [, payload] = good.split(".") as [string, string];
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const hs256 = `${encode({ alg: "HS256", kid: "k1" })}.${payload}`;
    const bad: Record<string, string | undefined> = {
      none: undefined,
      unsigned: `${encode({ alg: "none" })}.${payload}.`,
      hmac: `${hs256}.${createHmac("sha256", pem).update(hs256).digest("base64url")}`,
      foreign: await registry.token({}, newSigningKey("ES256", "k1")),
      unknown: await registry.token({}, newSigningKey("ES256")),
      expired: await registry.token({ iat: 1, nbf: 1, exp: 2 }),
      early: await registry.token({ nbf: Math.floor(Date.now() / 1000) + 600 }),
      endless: await registry.token({ exp: undefined }),
      elsewhere: await registry.token({ aud: "https://elsewhere.test" }),
      audienceless: await registry.token({ aud: undefined }),
      stranger: await registry.token({ iss: "https://stranger.test" }),
      granting_nothing: await registry.token({ groups: [] }),
    };
    for (const [name, token] of Object.entries(bad)) {
      const requests: Partial<ShippedRequest>[] = [
        { ...(token === undefined ? {} : { token }) },
        { method: "POST", path: "/Appointment", body: "not even JSON", ...(token === undefined ? {} : { token }) },
      ];
      for (const request of requests) expect([name, (await refusal(request))[0]]).toEqual([name, 403]);
      const xml = await ask({ headers: { accept: "application/fhir+xml" }, ...(token === undefined ? {} : { token }) });
      expect([name, xml.status, xml.text.slice(0, 17)]).toEqual([name, 403, "<OperationOutcome"]);
    }
    expect((await ask({ token: good })).status).toBe(404);
    expect((await ask({ headers: { authorization: [`Bearer ${good}`, `Bearer ${good}`] } })).status).toBe(403);
    expect((await ask({ headers: { authorization: `bEARER  ${good}` } })).status).toBe(404);
    expect((await ask({ path: "/metadata" })).status).toBe(200);
  });

  it("lets a client do what its token names, from any of the four claims, and nothing else", async () => {
    await serve();
    const ids = INTERACTION_IDS;
    const register = { method: "POST", path: "/Appointment", body: JSON.stringify(bookedEntry(nhsNumber(1))) };
    const search = { path: `/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(1)}` };
    const asked = {
      create: register,
      read: { path: "/Appointment/none/_history" },
      search,
      update: { method: "PUT", path: "/Appointment/none", body: "{}" },
    };
    const claims = [
      (id: string) => ({ scope: `openid ${id}` }),
      (id: string) => ({ scp: [id] }),
      (id: string) => ({ groups: id }),
      (id: string) => ({ roles: [id] }),
    ];
    for (const [index, granted] of (Object.keys(ids) as (keyof typeof ids)[]).entries()) {
      const token = await registry.token({ groups: undefined, ...claims[index]?.(ids[granted]) });
      for (const [name, request] of Object.entries(asked)) {
        const { status } = await ask({ ...request, token });
        expect([granted, name, status === 403]).toEqual([granted, name, granted !== name]);
      }
    }
  });

  it("accepts a token only with the certificate it is bound to, also if a binding is required", async () => {
    await serve({ REGISTRY_JWT_BINDING: "required" });
    const other = await registry.authority.issue("CN=thief");
    const bound = await registry.token({ cnf: { "x5t#S256": registry.client.thumbprint } });
    expect((await ask({ token: bound })).status).toBe(404);
    expect(await refusal({ token: bound, as: other })).toEqual([
      403,
      expect.stringContaining("bound to another client certificate"),
    ]);
    expect((await refusal({ token: await registry.token() }))[0]).toBe(403);
  });

  it("limits each client to its rate, with Retry-After and an OperationOutcome", async () => {
    await serve({ REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "3" });
    const [token, neighbour] = [await registry.token(), await registry.token({ appid: "supplier-b" })];
    for (let index = 0; index < 3; index++) expect((await ask({ token })).status).toBe(404);
    const limited = await ask({ token });
    expect([
      limited.status,
      limited.headers["retry-after"],
      (JSON.parse(limited.text) as { resourceType: string }).resourceType,
    ]).toEqual([429, "1", "OperationOutcome"]);
    expect((await ask({ token: neighbour })).status).toBe(404);
    expect(await eventually(async () => (await ask({ token })).status === 404)).toBe(true);
  });

  it("accepts the certificate from a trusted proxy, and from nobody else", async () => {
    await serve({ REGISTRY_TRUSTED_PROXIES: "127.0.0.1" });
    const caller = await registry.authority.issue("CN=behind");
    const foreign = await (await createAuthority("Others")).issue("CN=foreign");
    const token = await registry.token({ cnf: { "x5t#S256": caller.thumbprint } });
    const header = (der: Buffer): Record<string, string> => ({ "client-cert": `:${der.toString("base64")}:` });
    expect((await ask({ token, headers: header(caller.der) })).status).toBe(404);
    expect((await refusal({ token, headers: header(foreign.der) }))[0]).toBe(403);
    expect((await refusal({ token, headers: header(registry.client.der) }))[0]).toBe(403);
    expect((await refusal({ token }))[0]).toBe(403);
    expect((await refusal({ path: "/metadata" }))[0]).toBe(403);
  });

  it("reloads keys and certificates on SIGHUP, and continues to serve", async () => {
    await serve({ REGISTRY_TLS_RELOAD: "3600" });
    const next = newSigningKey("ES256", "k2");
    const old = await registry.token();
    expect((await ask({ token: old })).status).toBe(404);
    const revoked = await registry.authority.issue("CN=other");
    await replaceFile(join(registry.directory, "jwks.json"), JSON.stringify({ keys: [await publicJwk(next)] }));
    await replaceFile(join(registry.directory, "ca.pem"), (await createAuthority("Others")).cert + registry.ca);
    registry.signal("SIGHUP");
    expect(await eventually(async () => (await ask({ token: old })).status === 403)).toBe(true);
    expect((await ask({ token: await registry.token({}, next) })).status).toBe(404);
    expect((await ask({ token: await registry.token({}, next), as: revoked })).status).toBe(404);
    expect(registry.log).toContain("Key, certificate, authorities and revocation lists were read again.");
    expect(registry.log).toMatch(/"count":0,"msg":"SIGHUP: all has been read."/);
    expect(registry.log).toMatch(
      /"version":"\d[^"]*","settings":\{"REGISTRY_HOST":"127.0.0.1",.*"The registry is starting."/,
    );
  });

  it("answers 500, which may be retried, while no keys are available, and serves as soon as they are", async () => {
    const key = newSigningKey();
    const jwks = await serveJwks([await publicJwk(key)]);
    cleanUp.push(() => jwks.stop());
    jwks.answer = 503;
    await serve({ REGISTRY_JWKS: jwks.url });
    const token = await sign(key, { ...payloadOf(await registry.token()) });
    expect(await refusal({ token })).toEqual([500, expect.stringContaining("cannot get the keys of the token issuer")]);
    jwks.answer = { keys: [await publicJwk(key)] };
    expect(await eventually(async () => (await ask({ token })).status === 404)).toBe(true);
  });

  it("sends headers that forbid to sniff, frame and keep its answers", async () => {
    await serve();
    for (const request of [{ path: "/metadata" }, {}, { path: "/nowhere" }, { method: "DELETE" }]) {
      expect((await ask(request)).headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
      });
    }
  });
});

function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] as string, "base64url").toString()) as Record<string, unknown>;
}
