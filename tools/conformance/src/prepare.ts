import { access, constants, stat } from "node:fs/promises";
import { open } from "./connection.js";
import type { Endpoint } from "./connection.js";
import type { TestInputs } from "./test-inputs.js";
import { readCertificates, readIdentity, readPrivateKey } from "./pem.js";
import { getWarnings } from "./run.js";
import { limitedTokens, tokenCommand, tokenEndpoint } from "./token-source.js";
import type { ClientAuthentication } from "./token-source.js";
import { PERMISSIONS, getClaims, getExpiry } from "./tokens.js";
import type { Permission } from "./tokens.js";

/** The command line's and the settings file's values for the registry, the tokens and the optional inputs. */
export interface Options extends Readonly<Partial<Record<TextOption, string>>> {
  readonly limitedToken: readonly string[];
  readonly equivalentToken: readonly string[];
  readonly tokenFor: readonly string[];
  readonly tokenParameter: readonly string[];
  readonly log: readonly string[];
  readonly except: readonly string[];
}

type TextOption =
  | ("url" | "publicUrl" | "ca" | "cert" | "key" | "proxy" | "faultyUrl" | "faultyCa" | "token" | "tokenCommand")
  | ("tokenUrl" | "tokenCa" | "tokenCert" | "tokenKey" | "scope" | "clientId" | "clientSecret" | "clientAuth")
  | ("clientKey" | "clientKeyId" | "clientAlgorithm" | "expiredToken" | "notYetValidToken" | "otherAudienceToken")
  | "otherIssuerToken";

type Token = TestInputs["token"];

/** Reads the files, and fetches the tokens unless `dry`. @throws Error if an input is unusable */
export async function getInputs(options: Options, warn: (text: string) => void, dry = false): Promise<TestInputs> {
  const { url: baseUrl, publicUrl, faultyUrl, faultyCa, log } = options;
  if (baseUrl === undefined) throw new Error("Give --url, or --settings.");
  const endpoint = await getEndpoint(options);
  for (const file of log) await expectReadable(file);
  const { token, limited } = await getTokens(options, dry);
  const limitedTokens = [...options.limitedToken, ...limited];
  for (const each of limitedTokens) expectLegible(each, "A limited token");
  for (const each of options.equivalentToken) expectLegible(each, "An equivalent token");
  const inputs: TestInputs = {
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
    faultyEndpoint: await getFaultyEndpoint(faultyCa, endpoint),
    logFiles: log,
  };
  for (const warning of getWarnings(inputs)) warn(`Warning: ${warning}`);
  return inputs;
}

const optionalCa = async (file: string | undefined, option: string): Promise<string | undefined> =>
  file === undefined ? undefined : readCertificates(file, option);

const getFaultyEndpoint = async (ca: string | undefined, endpoint: Endpoint): Promise<Endpoint | undefined> =>
  ca === undefined ? undefined : { ...endpoint, ca: await readCertificates(ca, "--faulty-ca") };

async function getEndpoint({ url = "", ca, cert, key, proxy }: Options): Promise<Endpoint> {
  if (url.startsWith("https:") && (cert === undefined || key === undefined))
    throw new Error("Give --cert and --key, the client certificate, or --settings.");
  return {
    ca: await optionalCa(ca, "--ca"),
    ...(await getIdentity(cert, key, ["--cert", "--key"])),
    proxy,
  };
}

async function getIdentity(
  cert: string | undefined,
  key: string | undefined,
  [certOption, keyOption]: readonly [string, string],
): Promise<Pick<Endpoint, "cert" | "key" | "passphrase">> {
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined)
    throw new Error(`${certOption} and ${keyOption} go together: one is missing.`);
  const passphrase = process.env["REGISTRY_KEY_PASSPHRASE"];
  return { ...(await readIdentity([cert, certOption], [key, keyOption], passphrase)), passphrase };
}

/** @throws Error, since an unreadable log would be reported as the registry's fault */
async function expectReadable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--log: ${file} cannot be read (${error.code ?? error.message}).`);
  });
  if (!(await stat(file)).isFile()) throw new Error(`${file} is not a file that a log could be read from.`);
}

async function getTokens(options: Options, dry: boolean): Promise<{ token: Token; limited: readonly string[] }> {
  const given = givenToken(options);
  if (given !== undefined) expectUsable(given);
  const { tokenUrl, tokenCommand: command } = options;
  if (tokenUrl === undefined && command === undefined) {
    if (given === undefined)
      throw new Error("Give --token, --token-for, --token-url with --client-id, or --token-command.");
    return { token: given, limited: [] };
  }
  if (dry) return { token: given ?? "", limited: [] };
  const dispatcher = open(await getTokenEndpoint(options));
  try {
    const source =
      command === undefined ? await tokenEndpoint(await getCredentials(options), dispatcher) : tokenCommand(command);
    const token = given ?? (await source(PERMISSIONS));
    expectUsable(token);
    return { token, limited: await limitedTokens(source) };
  } finally {
    await dispatcher.close();
  }
}

function givenToken({ token: written, tokenFor }: Options): Token | undefined {
  const token = written === "" ? undefined : written;
  if (tokenFor.length === 0) return token;
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

/** Trusts its own CA, or the registry's CA and the public ones, since an issuer often has a certificate of another authority. */
async function getTokenEndpoint({ ca, cert, key, tokenCa, tokenCert, tokenKey, proxy }: Options): Promise<Endpoint> {
  const hasOwn = tokenCert !== undefined || tokenKey !== undefined;
  return {
    ca: await optionalCa(tokenCa ?? ca, tokenCa === undefined ? "--ca" : "--token-ca"),
    publicRoots: tokenCa === undefined,
    ...(hasOwn
      ? await getIdentity(tokenCert, tokenKey, ["--token-cert", "--token-key"])
      : await getIdentity(cert, key, ["--cert", "--key"])),
    proxy,
  };
}

async function getCredentials(options: Options) {
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
    clientKey: clientKey === undefined ? undefined : await readPrivateKey(clientKey, "--client-key"),
    parameters: Object.fromEntries(parameters),
  };
}

/** @throws Error for a token whose permissions cannot be read, since it would hide valid ones that follow it */
function expectLegible(token: string, name: string): void {
  try {
    getClaims(token);
  } catch {
    throw new Error(`${name} is not a JWT that can be looked into.`);
  }
}

/** @throws Error for a token that cannot test anything, since every fault would be reported as the registry's */
function expectUsable(token: Token): void {
  for (const each of typeof token === "string" ? [token] : Object.values(token)) {
    expectLegible(each, "The token");
    const expiry = getExpiry(each);
    if (expiry !== undefined && expiry <= Date.now())
      throw new Error(`The token expired at ${new Date(expiry).toISOString()}.`);
  }
}
