import { readFile } from "node:fs/promises";
import type { ClientCredentials, ClientOptions, TlsOptions, TokenOption } from "../options.js";
import { pemFault } from "./client-certificate.js";
import { CliError } from "./exit-codes.js";
import { getReason } from "./files.js";
import { toFlag, getSetting } from "./settings.js";
import type { FoundSettings, SettingName, Settings, SETTINGS } from "./settings.js";

/** The settings and options with which a command calls the registry. */
export interface Connection extends FoundSettings {
  readonly options: ClientOptions;
}

/** Returns a connection after checking its settings as far as possible without a request. Throws `CliError`. */
export async function usableConnection(found: FoundSettings): Promise<Connection> {
  const connection = await getConnection(found);
  const fault = baseUrlFault(found.settings.baseUrl) ?? (await pemFault(found.settings));
  if (fault !== undefined) throw new CliError(fault);
  return connection;
}

/**
 * Returns the library's options, with the contents of the files. Throws `CliError` if a value is malformed or a file
 * cannot be read.
 */
export async function getConnection(found: FoundSettings): Promise<Connection> {
  const { settings } = found;
  const { baseUrl, keyPassphrase, proxy } = settings;
  for (const [name, value] of Object.entries(settings) as [SettingName, string][]) {
    const { choices } = getSetting(name);
    if (choices !== undefined && !choices.includes(value)) {
      throw new CliError(`${toFlag(name)} must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}.`);
    }
  }
  const timeout = settings.timeout === undefined ? undefined : Number(settings.timeout);
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0)) {
    throw new CliError("--timeout must be a whole number of milliseconds above 0.");
  }
  if (
    proxy !== undefined &&
    proxy !== "none" &&
    !/^https?:$/.test(URL.canParse(proxy) ? new URL(proxy).protocol : "")
  ) {
    throw new CliError(`--proxy ${proxy} is neither an http or https URL nor "none".`);
  }
  requireTogether(settings, ["cert", "key"]);
  const [ca, cert, key] = await Promise.all([text("ca", settings), text("cert", settings), text("key", settings)]);
  const passphrase = keyPassphrase;
  const tls: TlsOptions = defined({ ca, cert, key, passphrase });
  const token = await tokenOption(settings, tls);
  return {
    ...found,
    options: { baseUrl, tls, ...defined({ token, timeout, proxy: proxy === "none" ? (false as const) : proxy }) },
  };
}

/** Returns a sentence that describes the fault of a FHIR base URL. */
export function baseUrlFault(baseUrl: string): string | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== "https:") return `The FHIR base ${baseUrl} is not an https URL, such as https://host/STU3.`;
  if (url.search !== "" || url.hash !== "") return `The FHIR base ${baseUrl} must have no "?" and no "#".`;
  if (url.username !== "" || url.password !== "") return "The FHIR base must have no user and no password.";
  const [, part] = /\/(metadata|Appointment)\/*$/.exec(url.pathname) ?? [];
  return part === undefined ? undefined : `The FHIR base ${baseUrl} must end before /${part}.`;
}

async function tokenOption(settings: Settings, tls: TlsOptions): Promise<TokenOption | undefined> {
  const { token, tokenFile } = settings;
  if (token !== undefined) return bareToken(token, "--token");
  if (tokenFile === undefined) return clientCredentials(settings, tls);
  const read = async (): Promise<string> => bareToken(await text("tokenFile", settings), tokenFile);
  await read();
  return read;
}

/** Removes the white space of a file around a token, and the authentication scheme in front of it. */
function bareToken(value: string | undefined, source: string): string {
  const token = (value ?? "").trim().replace(/^Bearer\s+/i, "");
  if (token === "") throw new CliError(`${source} is empty: an access token is expected.`);
  if (!/^[\x21-\x7e]+$/.test(token)) throw new CliError(`${source} is not an access token: it contains white space.`);
  return token;
}

async function clientCredentials(settings: Settings, tls: TlsOptions): Promise<ClientCredentials | undefined> {
  const { tokenKey, tokenAuth, clientSecret, tokenCa } = settings;
  const signed = tokenAuth === "private_key_jwt" || (tokenAuth === undefined && tokenKey !== undefined);
  requireTogether(settings, ["tokenUrl", "clientId", signed ? "tokenKey" : "clientSecret"]);
  const { tokenUrl, clientId, scope } = settings;
  if (tokenUrl === undefined || clientId === undefined) return undefined;
  if (!URL.canParse(tokenUrl) || new URL(tokenUrl).protocol !== "https:") {
    throw new CliError(`--token-url ${tokenUrl} is not an https URL.`);
  }
  const ca = tokenCa === undefined ? undefined : await text("tokenCa", settings);
  const endpoint = { tokenUrl, clientId, ...defined({ scope, tls: ca === undefined ? undefined : { ...tls, ca } }) };
  if (!signed) {
    const authentication = tokenAuth === "client_secret_basic" ? tokenAuth : ("client_secret_post" as const);
    return { ...endpoint, authentication, clientSecret: clientSecret as string };
  }
  const { tokenKeyPassphrase: passphrase, tokenKeyId: keyId, tokenAlgorithm, tokenAudience: audience } = settings;
  const privateKey = (await text("tokenKey", settings)) as string;
  type Algorithm = (typeof SETTINGS.tokenAlgorithm.choices)[number];
  const algorithm = tokenAlgorithm as Algorithm | undefined;
  const optional = defined({ passphrase, keyId, algorithm, audience });
  return { ...endpoint, authentication: "private_key_jwt", privateKey, ...optional };
}

/** Requires all of these settings or none: some of them alone would have no effect. */
function requireTogether(settings: Settings, names: readonly SettingName[]): void {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  const given = names.filter((name) => !missing.includes(name)).map(toFlag);
  throw new CliError(`${given.join(" and ")} cannot be used without ${missing.map(toFlag).join(" and ")}.`);
}

async function text(name: SettingName, settings: Settings): Promise<string | undefined> {
  const file = settings[name];
  if (file === undefined) return undefined;
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new CliError(`${toFlag(name)} ${file} cannot be read: ${getReason(error)}.`);
  });
}

/** Removes members that are `undefined`: `exactOptionalPropertyTypes` does not treat them as absent. */
function defined<T extends object>(value: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;
}
