import { execFile } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { promisify } from "node:util";
import { importPKCS8 } from "jose";
import * as oauth from "oauth4webapi";
import { LIMITS, exchange, explain } from "./connection.js";
import type { Dispatcher } from "undici";
import { PERMISSIONS, interactionId } from "./tokens.js";
import type { Permission } from "./tokens.js";

/** Returns a token for these interaction ids. @throws Error with the issuer's message */
export type TokenSource = (permissions: readonly Permission[]) => Promise<string>;

export type ClientAuthentication = "client_secret_post" | "client_secret_basic" | "private_key_jwt";

export const CLIENT_AUTHENTICATIONS: readonly ClientAuthentication[] = [
  "client_secret_post",
  "client_secret_basic",
  "private_key_jwt",
];

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  readonly clientSecret?: string | undefined;
  /** PEM in PKCS #8, with the key id by which the issuer knows it. */
  readonly clientKey?: string | undefined;
  readonly clientKeyId?: string | undefined;
  readonly clientAlgorithm?: string | undefined;
  /** Scopes to request. Defaults to the interaction ids of the registry. Empty for none. */
  readonly scope?: string | undefined;
  /** Other parameters of the token request, such as `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export const getScope = (permissions: readonly Permission[]): string => permissions.map(interactionId).join(" ");

/** Returns a token source for OAuth 2 client credentials (RFC 6749, 4.4). */
export async function tokenEndpoint(credentials: ClientCredentials, dispatcher: Dispatcher): Promise<TokenSource> {
  const { tokenUrl, clientId, scope, parameters = {} } = credentials;
  // The audience of a client assertion is the issuer's name or its token URL (RFC 7523, 3). NHS England's issuers require the latter.
  const server: oauth.AuthorizationServer = { issuer: tokenUrl, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };
  const authentication = await getAuthentication(credentials);
  return async (permissions) => {
    const all = permissions.length === PERMISSIONS.length;
    const asked = all && scope !== undefined ? scope : getScope(permissions);
    let said = "";
    const response = await oauth
      .clientCredentialsGrantRequest(
        server,
        client,
        authentication,
        asked === "" ? parameters : { ...parameters, scope: asked },
        {
          [oauth.allowInsecureRequests]: true,
          [oauth.customFetch]: async (url, { method, headers, body }) => {
            const form = body === undefined || body === null ? {} : { body: String(body) };
            const answer = await exchange(dispatcher, url, { method, headers, ...form }, LIMITS);
            said = `${answer.status} ${answer.text.slice(0, 200)}`;
            const type = answer.header("content-type");
            return new Response(answer.text, {
              status: answer.status,
              headers: type === "" ? {} : { "content-type": type },
            });
          },
        },
      )
      .catch((error: unknown) => {
        throw new Error(`${tokenUrl} gave no token: ${explain(error, tokenUrl, "--token-ca")}`);
      });
    return oauth.processClientCredentialsResponse(server, client, response).then(
      ({ access_token: token }) => token,
      (error: unknown) => {
        throw new Error(`${tokenUrl} gave no token: ${said || (error as Error).message}`);
      },
    );
  };
}

async function getAuthentication(credentials: ClientCredentials): Promise<oauth.ClientAuth> {
  const { authentication, clientSecret, clientKey, clientKeyId, clientAlgorithm } = credentials;
  if (authentication === "private_key_jwt") {
    if (clientKey === undefined) throw new Error("private_key_jwt needs --client-key, a private key in PEM.");
    const algorithm = clientAlgorithm ?? getAlgorithm(clientKey);
    const key = await importPKCS8(clientKey, algorithm).catch((error: unknown) => {
      throw new Error(`--client-key is no key for ${algorithm} (${(error as Error).message}).`);
    });
    return oauth.PrivateKeyJwt(clientKeyId === undefined ? key : { key, kid: clientKeyId });
  }
  if (clientSecret === undefined) throw new Error(`${authentication} needs --client-secret.`);
  return authentication === "client_secret_basic"
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

/** RS512 for RSA, as NHS England's issuers require. Otherwise the algorithm that fits the key (RFC 7518, 3.1; RFC 8037). */
function getAlgorithm(clientKey: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails: { namedCurve = "" } = {} } = createPrivateKey(clientKey);
  const curves: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };
  if (asymmetricKeyType === "ed25519") return "EdDSA";
  return curves[namedCurve] ?? "RS512";
}

const COMMAND_MILLISECONDS = 60_000;

/** Returns the output of a shell command that prints a token. CONFORMANCE_SCOPE contains the requested scope. */
export const tokenCommand =
  (command: string): TokenSource =>
  async (permissions) => {
    const env = { ...process.env, CONFORMANCE_SCOPE: getScope(permissions) };
    const [shell, flag] = process.platform === "win32" ? ["cmd.exe", "/c"] : ["/bin/sh", "-c"];
    const { stdout } = await promisify(execFile)(shell, [flag, command], { env, timeout: COMMAND_MILLISECONDS }).catch(
      (error: unknown) => {
        const { stderr = "", message } = error as Error & { stderr?: string };
        throw new Error(`The token command failed: ${stderr.trim().split("\n").at(-1) || message}`);
      },
    );
    const token = stdout.trim();
    if (token === "" || /\s/.test(token)) throw new Error("The token command did not print one token.");
    return token;
  };

/** Returns one token without each interaction, or fewer if the source does not issue such tokens. */
export async function limitedTokens(source: TokenSource): Promise<string[]> {
  const got = await Promise.allSettled(
    PERMISSIONS.map((without) => source(PERMISSIONS.filter((permission) => permission !== without))),
  );
  return got.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}
