import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { FhirDouble, bookedEntry, nhsNumber, outcome } from "@appointment-registry/test-kit";
import type { DoubleAnswer, DoubleRequest } from "@appointment-registry/test-kit";
import { createRegistryClient } from "../index.js";
import type { ClientCredentials, ClientOptions, RegistryClient } from "../index.js";

let registry: FhirDouble;
let issuer: FhirDouble;
let clients: RegistryClient[] = [];
/** Tokens that the registry refuses. */
let refused: Set<string>;
let issued = 0;
const secret = { clientId: "c", clientSecret: "s" };
const booked = (): fhir.Appointment => bookedEntry(nhsNumber(1)) as unknown as fhir.Appointment;

beforeEach(async () => {
  registry = await FhirDouble.start();
  issuer = await FhirDouble.start(registry.authority);
  issued = 0;
  refused = new Set();
  clients = [];
  issuer.intercept = grant;
  registry.intercept = ({ headers }, answer) => {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? "")?.[1] ?? "";
    return refused.has(token) || refused.has("*") ? outcome(403, "The token is refused.") : answer();
  };
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await Promise.all([registry.stop(), issuer.stop()]);
});

const tokenUrl = (): string => issuer.baseUrl.replace("/STU3", "/token");

function grant(): DoubleAnswer {
  issued += 1;
  return tokenAnswer(200, { access_token: `t${issued}`, token_type: "Bearer", expires_in: 3600 });
}

function tokenAnswer(status: number, body: object, headers: Record<string, string> = {}): DoubleAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function connect(token: ClientOptions["token"], more: Partial<ClientOptions> = {}): RegistryClient {
  const options = { baseUrl: registry.baseUrl, tls: registry.tls, retry: { attempts: 3, delay: 1 }, ...more };
  const client = createRegistryClient({ ...options, ...(token === undefined ? {} : { token }) });
  clients.push(client);
  return client;
}

const credentials = (): ClientCredentials => ({ tokenUrl: tokenUrl(), ...secret });
const statuses = (results: readonly { readonly status: unknown }[]): Set<unknown> =>
  new Set(results.map(({ status }) => status));
const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

describe("a token that the registry refuses", () => {
  it("is replaced once for all callers, and each repeats its request once", async () => {
    const client = connect(credentials());
    expect(await client.register(booked())).toMatchObject({ status: 201 });
    refused.add("t1");
    const results = await times(20, () => client.register(booked()));
    expect(statuses(results)).toEqual(new Set([201]));
    expect(issued).toBe(2);
    expect(registry.versions.size).toBe(21);
  });

  it("for lack of permission does not cost a token request per call", async () => {
    const client = connect(credentials());
    refused.add("*");
    for (let call = 0; call < 20; call += 1) expect((await client.read("x")).status).toBe(403);
    expect(issued).toBe(2);
    expect(registry.received).toHaveLength(21);
  });

  it("is requested again from a function; an unchanged token is not sent again", async () => {
    let current = "f1";
    const client = connect(() => current);
    refused.add("f1");
    expect((await client.read("x")).status).toBe(403);
    expect(registry.received).toHaveLength(1);
    const renewing = connect(() => {
      const token = current;
      current = "f2";
      return token;
    });
    expect((await renewing.read("x")).status).toBe(404);
    expect(registry.received).toHaveLength(3);
  });

  it("is not replaced if a bare 403 leaves open whether a registration was done", async () => {
    const client = connect(credentials());
    registry.intercept = (_, answer) => (answer(), { status: 403 });
    expect(await client.register(booked())).toMatchObject({ status: "unknown", safeToRepeat: false });
    expect(registry.received).toHaveLength(1);
  });
});

describe("a token endpoint", () => {
  it("is called once for many callers, even if it fails before it answers", async () => {
    let failures = 2;
    issuer.intercept = () => (failures-- > 0 ? { status: 503 } : grant());
    expect(statuses(await times(50, () => connectedOnce().read("x")))).toEqual(new Set([404]));
    expect(issuer.received).toHaveLength(3);
  });

  let one: RegistryClient | undefined;
  beforeEach(() => (one = undefined));
  const connectedOnce = (): RegistryClient => (one ??= connect(credentials()));

  it.each([
    ["ends the connection", undefined],
    ["is unavailable", { status: 503 }],
    ["redirects", { status: 302, headers: { location: "https://elsewhere.example" } }],
    ["answers with a web page", { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Log in</h1>" }],
    [
      "answers with a truncated token",
      { status: 200, headers: { "content-type": "application/json" }, body: '{"access_token":"t' },
    ],
    ["returns a token that no header field can carry", tokenAnswer(200, { access_token: "a b", token_type: "Bearer" })],
  ])("that %s is called three times for fifty callers, and the calls are unreachable", async (_, answer) => {
    issuer.intercept = (__, ___, response) => {
      if (answer === undefined) response.destroy();
      return answer;
    };
    const results = await times(50, () => connectedOnce().cancel("x"));
    expect(statuses(results)).toEqual(new Set(["unreachable"]));
    expect(results[0]).toMatchObject({ message: expect.stringMatching(/^No access token from https:/) });
    expect(issuer.received).toHaveLength(3);
    expect(registry.received).toEqual([]);
  });

  it("that does not know the client is called once", async () => {
    issuer.intercept = () => tokenAnswer(401, { error: "invalid_client" });
    expect(await connectedOnce().read("x")).toMatchObject({
      status: "unreachable",
      error: { name: "TokenError", lasting: true, message: expect.stringMatching(/invalid_client/) },
    });
    expect(issuer.received).toHaveLength(1);
  });

  it("is retried after the delay in Retry-After, or not at all if that is too long", async () => {
    let busy = 1;
    issuer.intercept = () => (busy-- > 0 ? { status: 429, headers: { "retry-after": "1" } } : grant());
    const from = performance.now();
    expect((await connectedOnce().read("x")).status).toBe(404);
    expect(performance.now() - from).toBeGreaterThan(990);
    issuer.intercept = () => ({ status: 503, headers: { "retry-after": "3600" } });
    issuer.received.length = 0;
    const client = connect(credentials());
    expect((await client.read("x")).status).toBe("unreachable");
    expect((await client.read("x")).status).toBe("unreachable");
    expect(issuer.received).toHaveLength(1);
  });

  it("that does not answer delays a caller neither beyond its signal nor beyond its time limit", async () => {
    issuer.intercept = () => undefined;
    const reason = new Error("too slow");
    const controller = new AbortController();
    const asked = connectedOnce().register(booked(), { signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(asked).rejects.toBe(reason);
    const hurried = connect(credentials(), { retry: { budget: 100 } });
    expect(await hurried.register(booked())).toMatchObject({ status: "unreachable", error: { name: "TokenError" } });
    expect(registry.received).toEqual([]);
  });

  it("replaced by a function that never returns delays a caller neither beyond its signal nor beyond its time limit", async () => {
    const never = (): Promise<string> => new Promise(() => undefined);
    const controller = new AbortController();
    const asked = connect(never).read("x", { signal: controller.signal });
    controller.abort(new Error("too slow"));
    await expect(asked).rejects.toThrow("too slow");
    const hurried = connect(never, { retry: { budget: 100 } });
    expect(await hurried.read("x")).toMatchObject({ status: "unreachable", error: { name: "TokenError" } });
  });
});

describe("the authentication of the client", () => {
  const form = ({ body }: DoubleRequest): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

  it.each([
    ["client_secret_post", undefined, { client_id: "c", client_secret: "s:/ü" }],
    ["client_secret_basic", `Basic ${Buffer.from("c:s%3A%2F%C3%BC").toString("base64")}`, {}],
  ] as const)("is %s", async (authentication, authorization, more) => {
    const client = connect({ ...credentials(), clientSecret: "s:/ü", authentication, scope: "a b" });
    expect((await client.read("x")).status).toBe(404);
    const [request] = issuer.received;
    expect(request?.headers.authorization).toBe(authorization);
    expect(request && form(request)).toEqual({ grant_type: "client_credentials", scope: "a b", ...more });
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
  const pem = { type: "pkcs8", format: "pem" } as const;
  it.each([
    ["RS256", rsa.export(pem), {}, { hash: "sha256" }],
    [
      "RS512",
      rsa.export({ ...pem, cipher: "aes-256-cbc", passphrase: "p" }),
      { algorithm: "RS512", passphrase: "p" },
      { hash: "sha512" },
    ],
    ["ES384", ec.export(pem), {}, { hash: "sha384", dsaEncoding: "ieee-p1363" }],
  ] as const)("is private_key_jwt, with %s", async (algorithm, privateKey, more, { hash, ...encoding }) => {
    const client = connect({
      tokenUrl: tokenUrl(),
      clientId: "c",
      privateKey: String(privateKey),
      keyId: "k",
      ...more,
    });
    expect((await client.read("x")).status).toBe(404);
    const sent = form(issuer.received[0] as DoubleRequest);
    expect(sent).toMatchObject({
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      grant_type: "client_credentials",
    });
    const [header = "", payload = "", signature = ""] = (sent.client_assertion ?? "").split(".");
    const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(decoded(header)).toEqual({ alg: algorithm, kid: "k" });
    expect(decoded(payload)).toMatchObject({ iss: "c", sub: "c", aud: tokenUrl(), jti: expect.any(String) });
    const key = createPublicKey({ key: String(privateKey), ...("passphrase" in more ? more : {}) });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify(hash, signed, { key, ...encoding }, Buffer.from(signature, "base64url"))).toBe(true);
  });
});
