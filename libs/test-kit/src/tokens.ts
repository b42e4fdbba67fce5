import type { KeyObject } from "node:crypto";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWK } from "jose";
import { SignJWT, exportJWK } from "jose";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Creates a key pair for `alg`. `bits` applies to RSA. */
export function newSigningKey(alg = "ES256", kid: string = randomUUID(), bits = 2048): SigningKey {
  const curves: Record<string, string> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };
  const curve = curves[alg];
  const pair =
    alg === "EdDSA"
      ? generateKeyPairSync("ed25519")
      : curve === undefined
        ? generateKeyPairSync("rsa", { modulusLength: bits })
        : generateKeyPairSync("ec", { namedCurve: curve });
  return { kid, alg, ...pair };
}

export async function publicJwk(key: SigningKey, more: Partial<JWK> = {}): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg, use: "sig", ...more };
}

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "https://registry.test/STU3";

/** Returns claims as in the NHS sample, valid now. A member that is `undefined` is omitted. */
export function claims(more: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    aud: AUDIENCE,
    iat: now,
    nbf: now,
    exp: now + 3600,
    appid: "supplier-a",
    sub: "supplier-a-subject",
    groups: Object.values(INTERACTION_IDS),
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Signs a token as an issuer does. A header member that is `undefined` is omitted. */
export function sign(
  key: SigningKey,
  payload: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  const all = { alg: key.alg, kid: key.kid, typ: "JWT", ...header };
  const present = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(payload).setProtectedHeader(present as { alg: string }).sign(key.privateKey);
}

/** A real HTTP server of key sets. Its answers can be changed, delayed, broken and counted. */
export interface JwksServer {
  readonly url: string;
  requests: number;
  /** The answer, as JSON. A function may wait, a number is an error status, and `drop` closes the connection. */
  answer: { keys: unknown[] } | number | "drop" | "hang" | string;
  stop(): Promise<void>;
}

export async function serveJwks(keys: unknown[]): Promise<JwksServer> {
  const server: Server = createServer((request, response) => {
    state.requests++;
    const { answer } = state;
    if (answer === "drop") request.socket.destroy();
    else if (answer === "hang") return;
    else if (typeof answer === "number") response.writeHead(answer).end();
    else
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const state: JwksServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    requests: 0,
    answer: { keys },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}
