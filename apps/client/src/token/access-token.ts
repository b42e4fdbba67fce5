import * as oauth from "oauth4webapi";
import type { ClientCredentials, TokenOption } from "../options.js";
import { NoAnswer } from "../transport/no-answer.js";
import type { Transport } from "../transport/transport.js";

/** No access token could be had; says why. Nothing was sent to the registry. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  readonly sent = false;
  /** False where the issuer could not be reached, so that another attempt may do better. */
  readonly lasting: boolean;

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.lasting = !(cause instanceof NoAnswer) || cause.lasting;
  }
}

export interface AccessTokens {
  /** A token that is good for a while yet. Throws `TokenError`. */
  get(): Promise<string>;
  /** Called when the registry refused this token: it is not given again. */
  refused(token: string): void;
}

/** A token is renewed when a tenth of its life is left, and a minute before its end at the latest. */
const RENEWED_BEFORE_END_MS = 60_000;

/** Where the issuer does not say how long a token lives. */
const ASSUMED_LIFETIME_S = 300;

export function accessTokens(option: TokenOption, transport: Transport): AccessTokens {
  if (typeof option === "string") return { get: () => Promise.resolve(option), refused: () => undefined };
  if (typeof option === "function") return { get: async () => option(), refused: () => undefined };
  return issued(option, transport);
}

function issued(credentials: ClientCredentials, transport: Transport): AccessTokens {
  let kept: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    const { token, lifetime } = await requestToken(credentials, transport);
    kept = { token, until: Date.now() + lifetime - Math.min(lifetime / 10, RENEWED_BEFORE_END_MS) };
    return token;
  };
  return {
    get() {
      if (kept !== undefined && Date.now() < kept.until) return Promise.resolve(kept.token);
      asking ??= renew().finally(() => (asking = undefined));
      return asking;
    },
    refused(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

/** Asks once (RFC 6749, 4.4.2). `lifetime` in milliseconds. Throws `TokenError`. */
export async function requestToken(
  { tokenUrl, clientId, clientSecret, scope }: ClientCredentials,
  transport: Transport,
): Promise<{ token: string; lifetime: number }> {
  const url = new URL(tokenUrl);
  const server: oauth.AuthorizationServer = { issuer: url.origin, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(clientSecret),
      new URLSearchParams(scope === undefined ? {} : { scope }),
      {
        [oauth.customFetch]: async (target, { method, headers, body }) => {
          const form = body === undefined || body === null ? {} : { body: String(body) };
          const answer = await transport.send({ method, url: target, headers, ...form });
          return new Response(answer.body as Uint8Array<ArrayBuffer>, answer);
        },
      },
    );
    const answer = await oauth.processClientCredentialsResponse(server, client, response);
    return { token: answer.access_token, lifetime: (answer.expires_in ?? ASSUMED_LIFETIME_S) * 1000 };
  } catch (error) {
    throw new TokenError(`No access token from ${url.origin}${url.pathname}: ${reason(error)}`, error);
  }
}

function reason(error: unknown): string {
  if (error instanceof oauth.ResponseBodyError) {
    return error.error_description === undefined ? error.error : `${error.error}: ${error.error_description}`;
  }
  return error instanceof Error ? error.message : String(error);
}
