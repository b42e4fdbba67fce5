import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import { createTokenIssuer, issuerKeys } from "@appointment-registry/test-kit";
import type { IssuerKeys } from "@appointment-registry/test-kit";
import { freePort } from "@appointment-registry/test-kit";
import { RegistryUnderTest } from "../harness/registry.js";
import { clientOptions } from "./harness.js";

let registry: RegistryUnderTest;
let issuer: ReturnType<typeof createTokenIssuer>;
let keys: IssuerKeys;
let tokenUrl: string;
let issuerUrl: string;
let asked = 0;

/** This registry trusts a real token endpoint. */
beforeAll(async () => {
  const port = await freePort(0, "127.0.0.1");
  issuerUrl = `https://localhost:${port}`;
  registry = await RegistryUnderTest.start({ REGISTRY_JWT_ISSUER: issuerUrl });
  const file = (name: string): Promise<string> => readFile(join(registry.directory, "tls", name), "utf8");
  const tls = { cert: await file("server.pem"), key: await file("server.key") };
  keys = await issuerKeys(registry.directory);
  issuer = createTokenIssuer({ tls, keys, issuer: issuerUrl, audience: registry.baseUrl });
  issuer.on("request", () => (asked += 1));
  issuer.listen(port, "127.0.0.1");
  await once(issuer, "listening");
  tokenUrl = `https://localhost:${(issuer.address() as AddressInfo).port}/token`;
});
afterAll(async () => {
  issuer.closeAllConnections();
  issuer.close();
  await registry.stop();
});

const credentials = () => ({ tokenUrl, clientId: keys.clientId, clientSecret: keys.clientSecret });

it("requests one token for many callers, and one more in total when the registry has refused it", async () => {
  const client = createRegistryClient({ ...(await clientOptions(registry)), token: credentials() });
  asked = 0;
  const results = await Promise.all(Array.from({ length: 20 }, () => client.read("x")));
  expect(asked).toBe(2);
  // This registry does not know the issuer's key and answers 403 to every token.
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set([403]));
  await client.read("x");
  expect(asked).toBe(2);
  await client.close();
});

it("calls a token function for each request", async () => {
  const options = await clientOptions(registry);
  const token = await registry.token({ iss: issuerUrl });
  let times = 0;
  const client = createRegistryClient({ ...options, token: () => ((times += 1), Promise.resolve(token)) });
  expect((await client.read("x")).status).toBe(404);
  expect((await client.read("x")).status).toBe(404);
  expect(times).toBe(2);
  await client.close();
});

it("reports why there is no token, and sends nothing to the registry", async () => {
  const options = { ...(await clientOptions(registry)), retry: { attempts: 2, delay: 1 } };
  const wrong = createRegistryClient({ ...options, token: { ...credentials(), clientSecret: "wrong" } });
  expect(await wrong.cancel("x")).toMatchObject({
    status: "unreachable",
    message: expect.stringMatching(
      /^No access token from https:.*\/token: invalid_client: Unknown client or wrong secret/,
    ),
  });
  const absent = createRegistryClient({
    ...options,
    token: { ...credentials(), tokenUrl: "https://localhost:1/token" },
  });
  expect(await absent.cancel("x")).toMatchObject({
    status: "unreachable",
    error: { name: "TokenError", lasting: false },
  });
  await Promise.all([wrong.close(), absent.close()]);
});
