import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import type { CryptoKey, JWK, JWTPayload } from "jose";

const PREFIX = "urn:nhs:names:services:careconnect:fhir:rest:";
export const GROUPS = ["create", "read", "search", "update"].map((verb) => `${PREFIX}${verb}:appointment`);

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** An RSA key takes a thousand times as long to make. */
export async function newSigningKey(alg = "ES256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, alg, privateKey, publicJwk: { ...jwk, kid, alg, use: "sig" } };
}

/** The claims of the NHS sample token, good for an hour. A claim set to `undefined` is left out. */
export function sampleClaims(issuer: string, audience: string, changes: Record<string, unknown> = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + 3600,
    appid: "e2e-client",
    sub: "e2e-client",
    groups: GROUPS,
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

export function signed(claims: JWTPayload, key: SigningKey, header: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, typ: "JWT", kid: key.kid, ...header })
    .sign(key.privateKey);
}

/** A JWS put together by hand, for what no library would make. */
export function assembled(header: object, claims: object, signature: Uint8Array | string = ""): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(claims)}.${typeof signature === "string" ? signature : Buffer.from(signature).toString("base64url")}`;
}
