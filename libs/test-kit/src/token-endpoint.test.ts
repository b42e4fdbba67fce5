import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createLocalJWKSet, jwtVerify } from "jose";
import type { JSONWebKeySet } from "jose";
import { Agent, request } from "undici";
import { localCertificates } from "./local-certificates.js";
import type { LocalCertificates } from "./local-certificates.js";
import { SCOPES, createTokenIssuer, issuerKeys } from "./token-endpoint.js";
import type { IssuerKeys } from "./token-endpoint.js";

let directory: string;
let certificates: LocalCertificates;
let keys: IssuerKeys;
let server: Server;
let issuer: string;
let dispatcher: Agent;
const audience = "https://registry.example/STU3";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sandbox test "));
  certificates = await localCertificates(directory);
  keys = await issuerKeys(directory);
  const tls = {
    cert: await readFile(certificates.serverCert, "utf8"),
    key: await readFile(certificates.serverKey, "utf8"),
  };
  server = createTokenIssuer({ tls, keys, issuer: "https://localhost", audience });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `https://localhost:${(server.address() as AddressInfo).port}`;
  dispatcher = new Agent({ connect: { ca: await readFile(certificates.ca) } });
});
afterAll(async () => {
  await dispatcher.close();
  server.close();
  await rm(directory, { recursive: true });
});

async function token(form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await request(`${issuer}/token`, {
    method: "POST",
    dispatcher,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, string> };
}
const good = () => ({
  grant_type: "client_credentials",
  client_id: keys.clientId,
  client_secret: keys.clientSecret,
});

describe("the local certificate authority", () => {
  it("issues a server and a client certificate that its CA certificate verifies", async () => {
    const read = async (file: string) => new X509Certificate(await readFile(file));
    const ca = await read(certificates.ca);
    for (const file of [certificates.serverCert, certificates.clientCert]) {
      expect((await read(file)).checkIssued(ca) && (await read(file)).verify(ca.publicKey)).toBe(true);
    }
    expect((await read(certificates.serverCert)).checkHost("localhost")).toBe("localhost");
  });
  it("keeps its certificates, readable only by their owner", async () => {
    const before = await readFile(certificates.clientCert, "utf8");
    expect(await localCertificates(directory)).toEqual(certificates);
    expect(await readFile(certificates.clientCert, "utf8")).toBe(before);
    expect((await stat(certificates.clientKey)).mode & 0o077).toBe(0);
  });
});

describe("the token endpoint", () => {
  it("returns a token that its JWKS verifies, with the claims of the NHS sample", async () => {
    const { status, body } = await token(good());
    expect([status, body["token_type"], body["scope"]]).toEqual([200, "Bearer", SCOPES.join(" ")]);
    const jwks = (await (await request(`${issuer}/jwks`, { dispatcher })).body.json()) as JSONWebKeySet;
    expect(jwks.keys[0]).not.toHaveProperty("d");
    const { payload } = await jwtVerify(body["access_token"] ?? "", createLocalJWKSet(jwks), { audience });
    expect(payload).toMatchObject({
      iss: "https://localhost",
      appid: keys.clientId,
      sub: keys.clientId,
      groups: SCOPES,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });
  it("grants only the requested scope", async () => {
    expect((await token({ ...good(), scope: SCOPES[1] ?? "" })).body["scope"]).toBe(SCOPES[1]);
  });
  it("accepts the credentials by HTTP Basic", async () => {
    const basic = Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString("base64");
    expect((await token({ grant_type: "client_credentials" }, { authorization: `Basic ${basic}` })).status).toBe(200);
  });
  it.each([
    ["a wrong secret", { client_secret: "x" }, 401, "invalid_client"],
    ["an unknown client", { client_id: "x" }, 401, "invalid_client"],
    ["another grant type", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["an unknown scope", { scope: "everything" }, 400, "invalid_scope"],
    ["an oversize form", { scope: "x".repeat(9000) }, 400, "invalid_request"],
  ])("refuses %s", async (_name, change, status, error) => {
    const answer = await token({ ...good(), ...change });
    expect([answer.status, answer.body["error"]]).toEqual([status, error]);
  });
});
