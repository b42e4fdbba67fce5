import { createPrivateKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { FhirDouble, bookedEntry, createAuthority, nhsNumber, startConnectProxy } from "@appointment-registry/test-kit";
import type { ConnectProxy } from "@appointment-registry/test-kit";
import { createRegistryClient } from "../index.js";
import type { ClientOptions, RegistryClient, TlsOptions } from "../index.js";

let registry: FhirDouble;
let clients: RegistryClient[];
beforeEach(async () => {
  registry = await FhirDouble.start();
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await registry.stop();
});

function connect(more: Partial<ClientOptions> = {}): RegistryClient {
  const options = { baseUrl: registry.baseUrl, tls: registry.tls, retry: { attempts: 2, delay: 1 }, ...more };
  const client = createRegistryClient(options);
  clients.push(client);
  return client;
}

const subjects = (): string[] => registry.received.map(({ subject }) => subject);

describe("certificates", () => {
  it("that were renewed apply to the next requests, and requests in progress complete", async () => {
    const { cert, key } = await registry.authority.issue("CN=renewed");
    let current: TlsOptions = registry.tls;
    const client = connect({ tls: () => Promise.resolve(current) });
    const id = registry.hold(bookedEntry(nhsNumber(1)));
    const onRetrieved = (): void => void (current = { ca: registry.authority.cert, cert, key });
    expect(await client.cancel(id, { onRetrieved })).toMatchObject({ status: 200 });
    expect(subjects()).toEqual(["supplier-a", "renewed"]);
    current = { ...current };
    await client.read(id);
    expect(subjects()).toEqual(["supplier-a", "renewed", "renewed"]);
  });

  it("may have an encrypted key, and may be passed as bytes", async () => {
    const { ca, cert, key } = registry.tls;
    const encrypted = createPrivateKey(key).export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "p",
    });
    const tls = { ca: Buffer.from(ca) as unknown as string, cert, key: String(encrypted), passphrase: "p" };
    expect((await connect({ tls }).read("x")).status).toBe(404);
    expect(() => connect({ tls: { ...tls, passphrase: "q" } })).toThrow(
      /^tls.key cannot be decrypted with tls.passphrase: /,
    );
    const { passphrase: _, ...locked } = tls;
    expect(() => connect({ tls: locked })).toThrow(
      new TypeError("tls.key is encrypted, and tls.passphrase is not set."),
    );
  });

  it("of the token endpoint may come from another authority, which gets no client certificate", async () => {
    const issuer = await FhirDouble.start(await createAuthority("another"));
    issuer.intercept = () => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ access_token: "t", token_type: "Bearer" }),
    });
    const token = { tokenUrl: `${issuer.baseUrl}/token`, clientId: "c", clientSecret: "s" };
    expect(await connect({ token }).read("x")).toMatchObject({
      status: "unreachable",
      message: expect.stringMatching(/^No access token from .*: The certificate of localhost:\d+ is not trusted/),
    });
    expect((await connect({ token: { ...token, tls: { ca: issuer.authority.cert } } }).read("x")).status).toBe(404);
    expect(issuer.received.map(({ subject }) => subject)).toEqual([""]);
    await issuer.stop();
  });

  it.each([
    ["of an authority that is not trusted", () => ({}), /^The certificate of localhost:\d+ is not trusted \(\w+\): /],
    [
      "that is not set although the server requires one",
      () => ({ ca: registry.tls.ca }),
      /no client certificate is set/,
    ],
  ])("that fail are reported with the likely cause: one %s", async (_, tls, message) => {
    registry.intercept = (request, answer, response) => {
      if (request.subject !== "") return answer();
      response.destroy();
      return undefined;
    };
    const result = await connect({ tls: tls() }).read("x");
    expect(result).toMatchObject({ status: "unreachable", message: expect.stringMatching(message) });
  });
});

describe("a proxy", () => {
  let proxy: ConnectProxy;
  const target = (): string => new URL(registry.baseUrl).host;
  const kept = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"].map((name) => [name, process.env[name] ?? ""]);
  beforeEach(async () => {
    proxy = await startConnectProxy();
    for (const [name = ""] of kept) process.env[name] = "";
  });
  afterEach(async () => {
    await proxy.stop();
    Object.assign(process.env, Object.fromEntries(kept));
  });

  it("is used as the option or the environment specifies, except for excluded hosts", async () => {
    const through = async (more: Partial<ClientOptions>): Promise<number> => {
      const before = proxy.tunnels.length;
      expect((await connect(more).read("x")).status).toBe(404);
      return proxy.tunnels.length - before;
    };
    expect(await through({})).toBe(0);
    expect(await through({ proxy: proxy.url })).toBe(1);
    process.env.HTTPS_PROXY = proxy.url;
    expect(await through({})).toBe(1);
    expect(await through({ proxy: false })).toBe(0);
    process.env.no_proxy = "localhost";
    expect(await through({})).toBe(0);
    expect(await through({ proxy: proxy.url.replace("//", "//user:s%C3%BC@") })).toBe(1);
    expect(proxy.tunnels.at(-1)).toEqual({
      target: target(),
      authorization: `Basic ${Buffer.from("user:sü").toString("base64")}`,
    });
    expect(subjects()).toEqual(Array(6).fill("supplier-a"));
  });

  it.each([407, 502, undefined])(
    "that answers %d to CONNECT: unreachable, certain that nothing was sent",
    async (status) => {
      proxy.status = status;
      const client = connect({ proxy: proxy.url, timeout: 500 });
      const booked = bookedEntry(nhsNumber(1)) as unknown as fhir.Appointment;
      expect(await client.register(booked)).toMatchObject({ status: "unreachable", error: { sent: false } });
      expect(registry.received).toEqual([]);
    },
  );

  it("that does not run: unreachable", async () => {
    const client = connect({ proxy: "http://localhost:1" });
    expect(await client.read("x")).toMatchObject({
      status: "unreachable",
      message: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});

describe("an option that cannot be used is a TypeError with its name", () => {
  const endpoint = { tokenUrl: "https://issuer.example/token", clientId: "c" };
  it.each([
    [{ baseUrl: undefined }, "baseUrl must be an https URL."],
    [{ baseUrl: "http://localhost/STU3" }, "baseUrl must be an https URL."],
    [{ baseUrl: "https://localhost/STU3?x" }, "baseUrl must not have a query."],
    [{ baseUrl: "https://localhost/STU3#x" }, "baseUrl must not have a fragment."],
    [{ baseUrl: "https://u:p@localhost/STU3" }, "baseUrl must not have a user or password."],
    [{ timeout: NaN }, "timeout must be an integer from 1 to 2147483647."],
    [{ timeout: 2 ** 31 }, "timeout must be an integer from 1 to 2147483647."],
    [{ timeout: "5" }, "timeout must be an integer from 1 to 2147483647."],
    [{ connections: 0 }, "connections must be an integer from 1 to 1024."],
    [{ retry: { attempts: 0 } }, "retry.attempts must be an integer from 1 to 1000."],
    [{ retry: { budget: Infinity } }, "retry.budget must be an integer from 1 to 2147483647."],
    [{ retry: { delay: -1 } }, "retry.delay must be an integer from 0 to 2147483647."],
    [{ format: "yaml" }, "format must be json or xml."],
    [{ hooks: { onRequest: 1 } }, "hooks.onRequest must be a function."],
    [{ proxy: "localhost:8080" }, "proxy must be an http or https URL."],
    [{ tls: "ca.pem" }, "tls must be an object or a function."],
    [{ tls: { ca: "ca.pem" } }, "tls.ca contains no PEM certificate."],
    [{ tls: { cert: "x" } }, "tls.cert and tls.key must be set together."],
    [{ tls: { cert: "x", key: "x" } }, "tls.cert contains no PEM certificate."],
    [{ token: "" }, "The token is empty."],
    [{ token: "Bearer x" }, 'The token must not start with "Bearer".'],
    [{ token: 1 }, "token must be a string, a function or client credentials."],
    [{ token: { ...endpoint, tokenUrl: "nope", clientSecret: "s" } }, "token.tokenUrl must be an https URL."],
    [{ token: { ...endpoint, clientId: "", clientSecret: "s" } }, "token.clientId must be a string."],
    [{ token: endpoint }, "token.clientSecret must be a string."],
    [
      { token: { ...endpoint, clientSecret: "s", authentication: "private_key_jwt" } },
      "token.authentication cannot be private_key_jwt with a secret.",
    ],
    [{ token: { ...endpoint, privateKey: "x" } }, "token.privateKey is not a private key in PEM."],
    [{ token: { ...endpoint, clientSecret: "s", tls: { ca: "x" } } }, "token.tls.ca contains no PEM certificate."],
  ])("%j", (more, message) => {
    const options = { baseUrl: "https://localhost/STU3", ...more } as unknown as ClientOptions;
    expect(() => createRegistryClient(options)).toThrow(new TypeError(message));
  });

  it("if it is a key of another certificate, or an algorithm of another key", async () => {
    const { key } = await registry.authority.issue("CN=other");
    expect(() => connect({ tls: { ...registry.tls, key } })).toThrow("tls.key does not match tls.cert.");
    const token = { ...endpoint, privateKey: registry.tls.key, algorithm: "RS256" as const };
    expect(() => connect({ token })).toThrow("token.algorithm RS256 does not go with token.privateKey.");
  });
});

it.each(["/STU3/", "/STU3//", "/STU3"])("accepts a base URL that ends in %s", async (path) => {
  const client = connect({ baseUrl: registry.baseUrl.replace("/STU3", path) });
  expect((await client.read("x")).status).toBe(404);
  expect(registry.received.map(({ path: received }) => received)).toEqual(["/Appointment/x"]);
});
