import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { importPKCS8 } from "jose";
import * as oauth from "oauth4webapi";
import { LIMITS, exchange, explain } from "./connection.js";
import type { Dispatcher } from "undici";
import { PERMISSIONS, interactionId } from "./tokens.js";
import type { Permission } from "./tokens.js";

/** Where tokens come from: gives one for these interaction ids. @throws Error with what the issuer said */
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
  /** PKCS #8, PEM; with the algorithm and the key id that the issuer knows it by. */
  readonly clientKey?: string | undefined;
  readonly clientKeyId?: string | undefined;
  readonly clientAlgorithm?: string | undefined;
  /** What to ask for; the interaction ids of the registry if left out. */
  readonly scope?: string | undefined;
  /** Other parameters of the token request, as `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export const scopeOf = (permissions: readonly Permission[]): string => permissions.map(interactionId).join(" ");

/** OAuth 2 client credentials (RFC 6749, 4.4). */
export async function tokenEndpoint(credentials: ClientCredentials, dispatcher: Dispatcher): Promise<TokenSource> {
  const { tokenUrl, clientId, scope, parameters = {} } = credentials;
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client: oauth.Client = { client_id: clientId };
  const authentication = await authenticationOf(credentials);
  return async (permissions) => {
    const all = permissions.length === PERMISSIONS.length;
    let said = "";
    const response = await oauth
      .clientCredentialsGrantRequest(
        server,
        client,
        authentication,
        { ...parameters, scope: all && scope !== undefined ? scope : scopeOf(permissions) },
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

async function authenticationOf(credentials: ClientCredentials): Promise<oauth.ClientAuth> {
  const { authentication, clientSecret, clientKey, clientKeyId, clientAlgorithm = "RS512" } = credentials;
  if (authentication === "private_key_jwt") {
    if (clientKey === undefined) throw new Error("private_key_jwt needs --client-key, a PEM in PKCS #8.");
    const key = await importPKCS8(clientKey, clientAlgorithm);
    return oauth.PrivateKeyJwt(clientKeyId === undefined ? key : { key, kid: clientKeyId });
  }
  if (clientSecret === undefined) throw new Error(`${authentication} needs --client-secret.`);
  return authentication === "client_secret_basic"
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

const COMMAND_MILLISECONDS = 60_000;

/** A command of the shell that prints a token; the scope that is wanted stands in CONFORMANCE_SCOPE. */
export const tokenCommand =
  (command: string): TokenSource =>
  async (permissions) => {
    const env = { ...process.env, CONFORMANCE_SCOPE: scopeOf(permissions) };
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

/** A token for each interaction that lacks it; fewer where the source does not give such tokens. */
export async function limitedTokens(source: TokenSource): Promise<string[]> {
  const got = await Promise.allSettled(
    PERMISSIONS.map((without) => source(PERMISSIONS.filter((permission) => permission !== without))),
  );
  return got.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}
