import { access, constants, readFile, stat } from "node:fs/promises";
import { open } from "./connection.js";
import type { Endpoint } from "./connection.js";
import type { Material } from "./material.js";
import { warningsOf } from "./run.js";
import type { Settings } from "./settings.js";
import { limitedTokens, tokenCommand, tokenEndpoint } from "./token-source.js";
import type { ClientAuthentication } from "./token-source.js";
import { PERMISSIONS, claimsOf, expiryOf } from "./tokens.js";
import type { Permission } from "./tokens.js";

/** The command line with the settings file; lists are there, if empty. */
export interface Options extends Settings {
  readonly token?: string;
  readonly limitedToken: readonly string[];
  readonly equivalentToken: readonly string[];
  readonly tokenFor: readonly string[];
  readonly tokenParameter: readonly string[];
  readonly log: readonly string[];
  readonly except: readonly string[];
}

type Token = Material["token"];

/** Reads the files, and fetches the tokens unless `dry`. @throws Error where what is given is of no use */
export async function materialOf(options: Options, warn: (text: string) => void, dry = false): Promise<Material> {
  const { url: baseUrl, publicUrl, faultyUrl, faultyCa, log } = options;
  if (baseUrl === undefined) throw new Error("Give --url, or --settings.");
  const endpoint = await endpointOf(options);
  for (const file of log) await expectReadable(file);
  const { token, limited } = await tokensOf(options, dry);
  const limitedTokens = [...options.limitedToken, ...limited];
  for (const each of limitedTokens) expectLegible(each, "A limited token");
  for (const each of options.equivalentToken) expectLegible(each, "An equivalent token");
  const material: Material = {
    baseUrl,
    publicUrl,
    endpoint,
    token,
    limitedTokens,
    equivalentTokens: options.equivalentToken,
    expiredToken: options.expiredToken,
    notYetValidToken: options.notYetValidToken,
    otherAudienceToken: options.otherAudienceToken,
    otherIssuerToken: options.otherIssuerToken,
    faultyUrl,
    faultyEndpoint: faultyCa === undefined ? undefined : { ...endpoint, ca: await pem(faultyCa) },
    logFiles: log,
  };
  for (const warning of warningsOf(material)) warn(`Warning: ${warning}`);
  return material;
}

const pem = (file: string): Promise<string> => readFile(file, "utf8");
const optionalPem = async (file: string | undefined): Promise<string | undefined> =>
  file === undefined ? undefined : pem(file);

async function endpointOf({ url = "", ca, cert, key, proxy }: Options): Promise<Endpoint> {
  if (url.startsWith("https:") && (cert === undefined || key === undefined))
    throw new Error("Give --cert and --key, the client certificate, or --settings.");
  const passphrase = process.env["REGISTRY_KEY_PASSPHRASE"];
  return { ca: await optionalPem(ca), cert: await optionalPem(cert), key: await optionalPem(key), passphrase, proxy };
}

/** @throws Error, since a log that cannot be searched would be reported as the registry's fault */
async function expectReadable(file: string): Promise<void> {
  await access(file, constants.R_OK);
  if (!(await stat(file)).isFile()) throw new Error(`${file} is not a file that a log could be read from.`);
}

async function tokensOf(options: Options, dry: boolean): Promise<{ token: Token; limited: readonly string[] }> {
  const given = givenToken(options);
  if (given !== undefined) expectUsable(given);
  const { tokenUrl, tokenCommand: command } = options;
  if (tokenUrl === undefined && command === undefined) {
    if (given === undefined)
      throw new Error("Give --token, --token-for, --token-url with --client-id, or --token-command.");
    return { token: given, limited: [] };
  }
  if (dry) return { token: given ?? "", limited: [] };
  const dispatcher = open(await tokenEndpointOf(options));
  try {
    const source =
      command === undefined ? await tokenEndpoint(await credentialsOf(options), dispatcher) : tokenCommand(command);
    const token = given ?? (await source(PERMISSIONS));
    expectUsable(token);
    return { token, limited: await limitedTokens(source) };
  } finally {
    await dispatcher.close();
  }
}

function givenToken({ token, tokenFor }: Options): Token | undefined {
  if (tokenFor.length === 0) return token === "" ? undefined : token;
  const pairs = tokenFor.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)] as const);
  const tokens = Object.fromEntries(pairs) as Record<Permission, string>;
  const wrong = Object.keys(tokens).find((name) => !PERMISSIONS.includes(name as Permission));
  if (wrong !== undefined) throw new Error(`--token-for ${wrong}: it must be one of ${PERMISSIONS.join(", ")}.`);
  const missing = PERMISSIONS.filter((permission) => tokens[permission] === undefined && token === undefined);
  if (missing.length > 0) throw new Error(`Give --token-for ${missing.join(", ")} as well, or --token for the others.`);
  return Object.fromEntries(PERMISSIONS.map((name) => [name, tokens[name] ?? token ?? ""])) as Record<
    Permission,
    string
  >;
}

/** A CA of its own, or that of the registry and the public ones: an issuer is often behind another authority. */
async function tokenEndpointOf({ ca, cert, key, tokenCa, tokenCert, tokenKey, proxy }: Options): Promise<Endpoint> {
  const passphrase = process.env["REGISTRY_KEY_PASSPHRASE"];
  return {
    ca: await optionalPem(tokenCa ?? ca),
    publicRoots: tokenCa === undefined,
    cert: await optionalPem(tokenCert ?? cert),
    key: await optionalPem(tokenKey ?? key),
    passphrase,
    proxy,
  };
}

async function credentialsOf(options: Options) {
  const { tokenUrl = "", clientId, clientSecret, clientAuth, clientKey, clientKeyId, clientAlgorithm, scope } = options;
  if (clientId === undefined) throw new Error("--token-url needs --client-id.");
  const authentication = (clientAuth ??
    (clientKey === undefined ? "client_secret_post" : "private_key_jwt")) as ClientAuthentication;
  const parameters = options.tokenParameter.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new Error(`--token-parameter ${text}: it must be name=value.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return {
    ...{ tokenUrl, clientId, clientSecret, authentication, clientKeyId, clientAlgorithm, scope },
    clientKey: await optionalPem(clientKey),
    parameters: Object.fromEntries(parameters),
  };
}

/** @throws Error for a token of which it is not known what it grants: it would hide the good ones that are given after it */
function expectLegible(token: string, name: string): void {
  try {
    claimsOf(token);
  } catch {
    throw new Error(`${name} is not a JWT that can be looked into.`);
  }
}

/** @throws Error for a token with which nothing could be tested, and every fault would be reported as the registry's */
function expectUsable(token: Token): void {
  for (const each of typeof token === "string" ? [token] : Object.values(token)) {
    expectLegible(each, "The token");
    const expiry = expiryOf(each);
    if (expiry !== undefined && expiry <= Date.now())
      throw new Error(`The token expired at ${new Date(expiry).toISOString()}.`);
  }
}
