import { request } from "undici";
import type { Dispatcher } from "undici";
import { PERMISSIONS, interactionId } from "./tokens.js";

export interface ClientCredentials {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What to ask for; the interaction ids of the registry if left out. */
  readonly scope?: string | undefined;
}

/** OAuth 2 client credentials (RFC 6749, 4.4). @throws Error with what the endpoint said */
export async function fetchToken(dispatcher: Dispatcher, credentials: ClientCredentials): Promise<string> {
  const answer = await request(credentials.url, {
    method: "POST",
    dispatcher,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: credentials.scope ?? scopeWithout(),
    }).toString(),
  });
  const text = await answer.body.text();
  const { access_token: token } = answer.statusCode === 200 ? (JSON.parse(text) as { access_token?: unknown }) : {};
  if (typeof token !== "string")
    throw new Error(`${credentials.url} gave no token: ${answer.statusCode} ${text.slice(0, 200)}`);
  return token;
}

/** A token for each interaction that lacks it; fewer where the endpoint does not give such tokens. */
export async function fetchLimitedTokens(dispatcher: Dispatcher, credentials: ClientCredentials): Promise<string[]> {
  const asked = await Promise.allSettled(
    PERMISSIONS.map((permission) => fetchToken(dispatcher, { ...credentials, scope: scopeWithout(permission) })),
  );
  return asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

const scopeWithout = (without?: string): string =>
  PERMISSIONS.filter((permission) => permission !== without)
    .map(interactionId)
    .join(" ");
