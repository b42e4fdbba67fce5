import { webcrypto } from "node:crypto";
import * as oauth from "oauth4webapi";
import type { Call } from "../calls/call.js";
import type { ClientCredentials, PrivateKeyCredentials } from "../options.js";
import { NoAnswer } from "../transport/no-answer.js";
import { RETRIED, retryAfter } from "../transport/retry.js";
import { readPrivateKey } from "../transport/tls.js";
import { traced } from "../transport/traced.js";
import type { Answer, Transport } from "../transport/transport.js";
import { TokenError } from "./token-error.js";
import { tokenText } from "./token-text.js";

/** Assumed lifetime of a token, if the token endpoint does not state it. */
const ASSUMED_LIFETIME_S = 300;

export interface Issued {
  readonly token: string;
  /** Milliseconds. */
  readonly lifetime: number;
}

/** Requests a token once (RFC 6749, 4.4.2). Throws `TokenError`. */
export async function requestToken(credentials: ClientCredentials, transport: Transport, call: Call): Promise<Issued> {
  const { tokenUrl, clientId, scope } = credentials;
  const { origin, pathname } = new URL(tokenUrl);
  const server: oauth.AuthorizationServer = { issuer: origin, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };
  let answer: Answer | undefined;
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      await clientAuthentication(credentials),
      new URLSearchParams(scope === undefined ? {} : { scope }),
      {
        [oauth.customFetch]: async (url, { headers, body }) => {
          const message = { method: "POST", url, headers, body: String(body) } as const;
          answer = await traced({ name: "token" }, message, (sent) => transport.send(sent, call));
          return new Response(answer.body as Uint8Array<ArrayBuffer>, answer);
        },
      },
    );
    const granted = await oauth.processClientCredentialsResponse(server, client, response);
    return { token: tokenText(granted.access_token), lifetime: (granted.expires_in ?? ASSUMED_LIFETIME_S) * 1000 };
  } catch (error) {
    throw new TokenError(`No access token from ${origin}${pathname}: ${reason(error, answer)}`, {
      cause: error,
      lasting: isLasting(error, answer),
      retryAfter: answer === undefined ? 0 : retryAfter(answer),
    });
  }
}

/**
 * Returns true if the same request would fail again. That holds for an error of RFC 6749, 5.2. It is unknown for an
 * answer that did not come from a token endpoint.
 */
function isLasting(error: unknown, answer: Answer | undefined): boolean {
  if (answer === undefined) return !(error instanceof NoAnswer) || error.lasting;
  return !RETRIED.has(answer.status) && error instanceof oauth.ResponseBodyError;
}

function reason(error: unknown, answer: Answer | undefined): string {
  if (error instanceof oauth.ResponseBodyError) {
    return error.error_description === undefined ? error.error : `${error.error}: ${error.error_description}`;
  }
  if (answer !== undefined && answer.status !== 200) return `HTTP ${answer.status}`;
  return error instanceof Error ? error.message : String(error);
}

async function clientAuthentication(credentials: ClientCredentials): Promise<oauth.ClientAuth> {
  if (!("privateKey" in credentials)) {
    const { authentication, clientSecret } = credentials;
    return authentication === "client_secret_basic"
      ? oauth.ClientSecretBasic(clientSecret)
      : oauth.ClientSecretPost(clientSecret);
  }
  const { keyId, audience, tokenUrl } = credentials;
  const key = await signingKey(credentials);
  return oauth.PrivateKeyJwt(keyId === undefined ? key : { key, kid: keyId }, {
    // The endpoint's URL (RFC 7523, 3), not the issuer, which is not known here.
    [oauth.modifyAssertion]: (_, payload) => void (payload.aud = audience ?? tokenUrl),
  });
}

function signingKey({ privateKey, passphrase, algorithm }: PrivateKeyCredentials): Promise<webcrypto.CryptoKey> {
  const names = { key: "token.privateKey", passphrase: "token.passphrase" };
  const key = readPrivateKey(privateKey, passphrase, names);
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""];
  const named = algorithm ?? (curve === undefined ? "RS256" : curve.algorithm);
  const hash = `SHA-${named.slice(2)}`;
  const parameters = named.startsWith("ES")
    ? { name: "ECDSA", namedCurve: curve?.name ?? "P-256" }
    : { name: named.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5", hash };
  const der = key.export({ format: "der", type: "pkcs8" });
  return webcrypto.subtle.importKey("pkcs8", der, parameters, false, ["sign"]);
}

/** Curves by their OpenSSL names. */
const CURVES: Readonly<Record<string, { readonly name: string; readonly algorithm: string }>> = {
  prime256v1: { name: "P-256", algorithm: "ES256" },
  secp384r1: { name: "P-384", algorithm: "ES384" },
  secp521r1: { name: "P-521", algorithm: "ES512" },
};
