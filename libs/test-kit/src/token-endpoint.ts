import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:https";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from "jose";
import type { JWK } from "jose";
import { readIfPresent, writePrivateFile } from "./private-file.js";

const LIFETIME_SECONDS = 3600;
const MAXIMUM_FORM_BYTES = 8 * 1024;
const PREFIX = "urn:nhs:names:services:careconnect:fhir:rest:";

/** The interaction ids that a sandbox client may request in `scope`. If it requests none, it gets all of them. */
export const SCOPES = ["create", "read", "search", "update"].map((verb) => `${PREFIX}${verb}:appointment`);

export interface IssuerKeys {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Returns an RS256 key of the issuer and the credentials of its only client, created once and kept in `directory`. */
export async function issuerKeys(directory: string): Promise<IssuerKeys> {
  const file = join(directory, "issuer.json");
  const kept = await readIfPresent(file);
  if (kept !== undefined) return JSON.parse(kept) as IssuerKeys;
  const pair = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  const keys: IssuerKeys = {
    privateKey: { ...(await exportJWK(pair.privateKey)), kid, alg: "RS256" },
    publicKey: { ...publicKey, kid, alg: "RS256", use: "sig" },
    clientId: "sandbox-client",
    clientSecret: randomBytes(24).toString("base64url"),
  };
  await writePrivateFile(file, JSON.stringify(keys, null, 2) + "\n");
  return keys;
}

export interface TokenIssuerOptions {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly keys: IssuerKeys;
  /** `iss` of the tokens: the public URL of this server. */
  readonly issuer: string;
  /** `aud` of the tokens: the base URL of the registry. */
  readonly audience: string;
  /** Receives internal errors; the caller gets 500. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Creates an OAuth 2 token endpoint (RFC 6749, 4.4 client credentials) at `/token`, with its keys at `/jwks` (RFC
 * 7517). For the sandbox: it has one client, keeps its state in memory and revokes nothing.
 */
export function createTokenIssuer(options: TokenIssuerOptions): Server {
  return createServer({ ...options.tls, minVersion: "TLSv1.2" }, (request, response) => {
    answer(request, options).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        options.onFailure?.(error);
        send(response, { status: 500, body: { error: "server_error" } });
      },
    );
  });
}

interface Reply {
  readonly status: number;
  readonly body: object;
  readonly allow?: string;
}

async function answer(request: IncomingMessage, options: TokenIssuerOptions): Promise<Reply> {
  const { pathname } = new URL(request.url ?? "/", options.issuer);
  if (pathname === "/jwks") {
    if (request.method !== "GET" && request.method !== "HEAD") return notAllowed("GET, HEAD");
    return { status: 200, body: { keys: [options.keys.publicKey] } };
  }
  if (pathname === "/token") {
    if (request.method !== "POST") return notAllowed("POST");
    return grant(request, await readForm(request), options);
  }
  return { status: 404, body: { error: "not_found" } };
}

async function grant(
  request: IncomingMessage,
  form: URLSearchParams | undefined,
  options: TokenIssuerOptions,
): Promise<Reply> {
  if (form === undefined) return refused("invalid_request", `The form is larger than ${MAXIMUM_FORM_BYTES} bytes.`);
  if (form.get("grant_type") !== "client_credentials") {
    return form.has("grant_type")
      ? refused("unsupported_grant_type", "Only client_credentials is offered.")
      : refused("invalid_request", "grant_type is missing.");
  }
  const [id, secret] = credentials(request, form);
  if (!same(id, options.keys.clientId) || !same(secret, options.keys.clientSecret)) {
    return { status: 401, body: { error: "invalid_client", error_description: "Unknown client or wrong secret." } };
  }
  const asked = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  const unknown = asked.filter((scope) => !SCOPES.includes(scope));
  if (unknown.length > 0) return refused("invalid_scope", `Not offered: ${unknown.join(" ")}`);
  const granted = asked.length > 0 ? asked : SCOPES;
  return {
    status: 200,
    body: {
      access_token: await signToken({ groups: granted }, options),
      token_type: "Bearer",
      expires_in: LIFETIME_SECONDS,
      scope: granted.join(" "),
    },
  };
}

/**
 * Signs a token of this issuer for its client, valid for an hour. `claims` override the usual ones; `undefined` omits
 * one.
 */
export async function signToken(
  claims: Record<string, unknown>,
  { keys, issuer, audience }: Omit<TokenIssuerOptions, "tls">,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { alg = "RS256" } = keys.publicKey;
  const usual = { iss: issuer, aud: audience, sub: keys.clientId, appid: keys.clientId };
  return new SignJWT({ ...usual, iat: now, nbf: now, exp: now + LIFETIME_SECONDS, ...claims })
    .setProtectedHeader({ alg, typ: "JWT", kid: keys.privateKey.kid ?? "" })
    .sign(await importJWK(keys.privateKey, alg));
}

/**
 * Returns the client's credentials from HTTP Basic, or from `client_id` and `client_secret` in the form (RFC 6749,
 * 2.3.1).
 */
function credentials(request: IncomingMessage, form: URLSearchParams): [string, string] {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (basic === undefined) return [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
  const text = Buffer.from(basic, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const parts = [text.slice(0, colon), text.slice(colon + 1)];
  const [id, secret] = parts.map((part) => new URLSearchParams(`v=${part}`).get("v") ?? "");
  return [id ?? "", secret ?? ""];
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request as AsyncIterable<string>) {
    text += chunk;
    if (text.length > MAXIMUM_FORM_BYTES) return undefined;
  }
  return new URLSearchParams(text);
}

const refused = (error: string, error_description: string): Reply => ({
  status: 400,
  body: { error, error_description },
});
const notAllowed = (allow: string): Reply => ({ status: 405, body: { error: "method_not_allowed" }, allow });

function send(response: ServerResponse, { status, body, allow }: Reply): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...(allow === undefined ? {} : { allow }),
  });
  response.end(JSON.stringify(body));
}
