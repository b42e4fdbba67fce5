import { generateKeyPairSync, sign } from "node:crypto";
import { NotTested } from "./verdict.js";

const PREFIX = "urn:nhs:names:services:careconnect:fhir:rest:";

export type Permission = "create" | "read" | "search" | "update";

export const PERMISSIONS: readonly Permission[] = ["create", "read", "search", "update"];

export const interactionId = (permission: Permission): string => `${PREFIX}${permission}:appointment`;

interface Decoded {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signature: string;
}

function decoded(token: string): Decoded {
  const [header = "", claims = "", signature = ""] = token.split(".");
  try {
    return { header: parsed(header), claims: parsed(claims), signature };
  } catch {
    throw new NotTested("The token is not a readable JWT.");
  }
}

const parsed = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Returns the same claims under algorithm `none` (RFC 7519, 6). */
export function unsigned(token: string): string {
  const { header, claims } = decoded(token);
  return `${part({ ...header, alg: "none" })}.${part(claims)}.`;
}

/** Returns the token without the end of its signature. */
export const cut = (token: string): string => token.slice(0, -4);

/** Returns other claims under the original signature. */
export function altered(token: string): string {
  const { header, claims, signature } = decoded(token);
  return `${part(header)}.${part({ ...claims, sub: "somebody-else" })}.${signature}`;
}

/** Returns the claims, optionally changed, signed by a new key that claims to be the issuer's. */
export function foreign(token: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const { header, claims } = decoded(token);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signed = `${part({ ...header, alg: "RS256" })}.${part({ ...claims, ...changes })}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

/** The claims in which the registry looks for interaction ids. */
export const CLAIM_NAMES = ["scope", "scp", "groups", "roles"] as const;

export const getClaims = (token: string): Readonly<Record<string, unknown>> => decoded(token).claims;

/** Returns milliseconds since 1970, or undefined if the token has no expiry or is not a JWT. */
export function getExpiry(token: string): number | undefined {
  try {
    const { exp } = getClaims(token);
    return typeof exp === "number" ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the interactions that a token grants by the claims of the specification. Empty if it is not a JWT. */
export function granted(token: string): ReadonlySet<string> {
  let claims: Readonly<Record<string, unknown>> = {};
  try {
    claims = getClaims(token);
  } catch {
    return new Set();
  }
  const words = CLAIM_NAMES.flatMap((name) => {
    const claim = claims[name];
    return Array.isArray(claim) ? claim.map(String) : typeof claim === "string" ? claim.split(" ") : [];
  });
  return new Set(words);
}
