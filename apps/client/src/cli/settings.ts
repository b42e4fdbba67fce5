import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CliError } from "./exit-codes.js";
import { getReason, userDirectory } from "./files.js";

interface Setting {
  readonly flag: string;
  readonly variable: string;
  readonly about: string;
  /** The value is a file name, relative to the file that contains it. */
  readonly isFile?: true;
  readonly choices?: readonly string[];
}

/**
 * All settings. A flag, a variable or a member of a profile sets each of them. Files are PEM unless they hold a token.
 */
export const SETTINGS = {
  baseUrl: { flag: "--url <url>", variable: "APPOINTMENT_CLIENT_URL", about: "FHIR base of the registry" },
  ca: {
    flag: "--ca <file>",
    variable: "APPOINTMENT_CLIENT_CA",
    about: "certificate authorities trusted for the registry, in addition to those of Node.js",
    isFile: true,
  },
  cert: {
    flag: "--cert <file>",
    variable: "APPOINTMENT_CLIENT_CERT",
    about: "client certificate, followed by its intermediates",
    isFile: true,
  },
  key: {
    flag: "--key <file>",
    variable: "APPOINTMENT_CLIENT_KEY",
    about: "private key of the client certificate",
    isFile: true,
  },
  keyPassphrase: {
    flag: "--key-passphrase <text>",
    variable: "APPOINTMENT_CLIENT_KEY_PASSPHRASE",
    about: "passphrase of an encrypted private key; prefer a variable or a profile",
  },
  proxy: {
    flag: "--proxy <url>",
    variable: "APPOINTMENT_CLIENT_PROXY",
    about: 'HTTP proxy, or "none" (HTTPS_PROXY and NO_PROXY)',
  },
  token: {
    flag: "--token <jwt>",
    variable: "APPOINTMENT_CLIENT_TOKEN",
    about: "access token, instead of a token endpoint",
  },
  tokenFile: {
    flag: "--token-file <file>",
    variable: "APPOINTMENT_CLIENT_TOKEN_FILE",
    about: "file with the access token, read again for each request",
    isFile: true,
  },
  tokenUrl: {
    flag: "--token-url <url>",
    variable: "APPOINTMENT_CLIENT_TOKEN_URL",
    about: "token endpoint (OAuth 2 client credentials)",
  },
  tokenCa: {
    flag: "--token-ca <file>",
    variable: "APPOINTMENT_CLIENT_TOKEN_CA",
    about: "authorities of the token endpoint's certificate, if they are not those of --ca",
    isFile: true,
  },
  clientId: { flag: "--client-id <id>", variable: "APPOINTMENT_CLIENT_ID", about: "OAuth 2 client_id" },
  clientSecret: {
    flag: "--client-secret <secret>",
    variable: "APPOINTMENT_CLIENT_SECRET",
    about: "OAuth 2 client_secret; prefer a variable or a profile",
  },
  tokenAuth: {
    flag: "--token-auth <method>",
    variable: "APPOINTMENT_CLIENT_TOKEN_AUTH",
    about: "how the client authenticates at the token endpoint (client_secret_post; with --token-key private_key_jwt)",
    choices: ["client_secret_post", "client_secret_basic", "private_key_jwt"],
  },
  tokenKey: {
    flag: "--token-key <file>",
    variable: "APPOINTMENT_CLIENT_TOKEN_KEY",
    about: "private key that signs the client's assertion (private_key_jwt)",
    isFile: true,
  },
  tokenKeyId: {
    flag: "--token-key-id <kid>",
    variable: "APPOINTMENT_CLIENT_TOKEN_KEY_ID",
    about: "kid of the assertion",
  },
  tokenKeyPassphrase: {
    flag: "--token-key-passphrase <text>",
    variable: "APPOINTMENT_CLIENT_TOKEN_KEY_PASSPHRASE",
    about: "passphrase of an encrypted --token-key; prefer a variable or a profile",
  },
  tokenAlgorithm: {
    flag: "--token-algorithm <alg>",
    variable: "APPOINTMENT_CLIENT_TOKEN_ALGORITHM",
    about: "alg of the assertion (RS256, or that of an EC key's curve)",
    choices: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
  },
  tokenAudience: {
    flag: "--token-audience <aud>",
    variable: "APPOINTMENT_CLIENT_TOKEN_AUDIENCE",
    about: "aud of the assertion (the token endpoint)",
  },
  scope: {
    flag: "--scope <scope>",
    variable: "APPOINTMENT_CLIENT_SCOPE",
    about: "OAuth 2 scope, ids separated by spaces",
  },
  timeout: {
    flag: "--timeout <ms>",
    variable: "APPOINTMENT_CLIENT_TIMEOUT",
    about: "milliseconds for one attempt (30000)",
  },
} as const satisfies Record<string, Setting>;
export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]?: string };

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
export const getSetting = (name: SettingName): Setting => SETTINGS[name];
export const toFlag = (name: SettingName): string => SETTINGS[name].flag.replace(/ .*/, "");

const SANDBOX = join(".sandbox", "client.json");
/** The profile name that always means the sandbox, regardless of the configuration file. */
const SANDBOX_PROFILE = "sandbox";

export interface Sources {
  readonly flags: Settings;
  /** Name of a profile in the configuration file. */
  readonly profile?: string | undefined;
  /** The configuration file, if it is not at its usual place. */
  readonly config?: string | undefined;
}

export interface FoundSettings {
  readonly settings: Settings & { readonly baseUrl: string };
  /** Describes to the user where the settings were found. */
  readonly from: string;
}

export type Base = Omit<FoundSettings, "settings"> & { readonly settings: Settings };

/**
 * Finds the settings. Flags take precedence over variables, and variables over the profile. Without a profile name, the
 * default profile of the configuration file is used, unless flags or variables give an address and no configuration
 * file. Failing all of these, a sandbox is used: `.sandbox/client.json` in this folder, in a parent folder, or in the
 * checkout that contains this client. Throws `CliError` if no registry is configured or a file cannot be read.
 */
export async function findSettings({ flags, profile, config }: Sources): Promise<FoundSettings> {
  const direct = over(settingsFromVariables(), flags);
  const base = await baseSettings({ profile, config }, direct.baseUrl !== undefined);
  const settings = over(base?.settings ?? {}, direct);
  const { baseUrl } = settings;
  if (baseUrl === undefined) {
    throw new CliError(
      "No registry is set: use --url or APPOINTMENT_CLIENT_URL, a profile (appointment-client init), or start the sandbox (npm start).",
    );
  }
  return { settings: { ...settings, baseUrl }, from: base?.from ?? "flags and variables" };
}

/** Settings that provide a token; one of them is used. */
const TOKEN_SOURCES: readonly SettingName[] = ["token", "tokenFile", "tokenUrl"];

/** Merges settings: `first` overrides `second`, and a token setting in `first` replaces a different one in `second`. */
export function over(second: Settings, first: Settings): Settings {
  const replaced = TOKEN_SOURCES.some((name) => first[name] !== undefined) ? TOKEN_SOURCES : [];
  const kept = Object.entries(second).filter(([name]) => !replaced.includes(name as SettingName));
  return { ...Object.fromEntries(kept), ...first };
}

async function baseSettings(
  { profile, config }: Omit<Sources, "flags">,
  hasAddress: boolean,
): Promise<Base | undefined> {
  const named = nonEmpty(profile) ?? nonEmpty(process.env.APPOINTMENT_CLIENT_PROFILE);
  const given = nonEmpty(config) ?? nonEmpty(process.env.APPOINTMENT_CLIENT_CONFIG);
  if (named === undefined && given === undefined && hasAddress) return undefined;
  const file = configFile(given);
  const found = file === undefined ? undefined : await readConfig(file);
  const wanted = named ?? found?.defaultProfile;
  if (file !== undefined && found !== undefined && wanted !== undefined) {
    if (wanted !== SANDBOX_PROFILE || Object.hasOwn(found.profiles, wanted)) return profileIn(found, file, wanted);
  }
  if (given !== undefined && found === undefined) throw new CliError(`There is no configuration file ${file}.`);
  if (given !== undefined && wanted === undefined) {
    const names = Object.keys(found?.profiles ?? {}).join(", ") || "none";
    throw new CliError(`${file} has no defaultProfile: name one of its profiles with --profile (${names}).`);
  }
  if (named !== undefined && named !== SANDBOX_PROFILE) {
    throw new CliError(file === undefined ? NO_HOME : `There is no configuration file ${file}.`);
  }
  const sandbox = await fromSandbox();
  if (named !== undefined && sandbox === undefined)
    throw new CliError("There is no sandbox here: start it with npm start.");
  return sandbox;
}

export const NO_HOME = "There is no home folder for a configuration file: name a file with --config.";

export function settingsFromVariables(): Settings {
  const entries = SETTING_NAMES.flatMap((name) => {
    const value = nonEmpty(process.env[SETTINGS[name].variable]);
    return value === undefined ? [] : [[name, value]];
  });
  return located(Object.fromEntries(entries) as Settings, userDirectory());
}

/** Makes file names absolute, and removes the line break at the end of values that were read from a file. */
export function located(settings: Settings, directory: string): Settings {
  const entries = Object.entries(settings) as [SettingName, string][];
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const text = /[\r\n]$/.test(value) ? value.trimEnd() : value;
      return [name, getSetting(name).isFile ? resolve(directory, text) : text];
    }),
  );
}

export interface Config {
  readonly defaultProfile?: string;
  readonly profiles: Readonly<Record<string, unknown>>;
}

/** Reads the configuration file; `undefined` if there is none. Throws `CliError` if it is malformed. */
export async function readConfig(file: string): Promise<Config | undefined> {
  const config = await readJson(file);
  if (config === undefined) return undefined;
  if (!isObject(config)) throw new CliError(`${file}: the content must be an object with "profiles".`);
  const { defaultProfile, profiles = {}, ...others } = config;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new CliError(`${file}: there is no setting "${other}" outside of a profile.`);
  if (!isObject(profiles)) throw new CliError(`${file}: "profiles" must be an object.`);
  if (defaultProfile === undefined) return { profiles };
  if (typeof defaultProfile !== "string")
    throw new CliError(`${file}: "defaultProfile" must be the name of a profile.`);
  return { defaultProfile, profiles };
}

/** Returns the named profile. Throws `CliError` if it does not exist or is malformed. */
export function profileIn({ profiles }: Config, file: string, name: string): Base {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) {
    throw new CliError(`${file} has no profile "${name}"; it has: ${Object.keys(profiles).join(", ") || "none"}.`);
  }
  const settings = located(checked(profile, `${file}, profile ${name}`), dirname(file));
  return { settings, from: `profile ${name} of ${file}` };
}

async function fromSandbox(): Promise<Base | undefined> {
  for (const directory of [...upward(userDirectory()), ...upward(import.meta.dirname)]) {
    const file = join(directory, SANDBOX);
    const found = await readJson(file);
    if (found !== undefined) return { settings: located(checked(found, file), dirname(file)), from: file };
  }
  return undefined;
}

function upward(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...upward(parent)];
}

function checked(value: unknown, where: string): Settings {
  if (!isObject(value)) throw new CliError(`${where}: an object with settings is expected.`);
  for (const [name, held] of Object.entries(value)) {
    if (!Object.hasOwn(SETTINGS, name)) throw new CliError(`${where}: there is no setting "${name}".`);
    if (typeof held !== "string") throw new CliError(`${where}: "${name}" must be a string.`);
  }
  return value as Settings;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw new CliError(`${file} cannot be read: ${getReason(error)}.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/**
 * Returns the path of the configuration file: the named one, or that of the user. `undefined` if the user has no home
 * folder.
 */
export function configFile(named: string | undefined): string | undefined {
  if (named !== undefined) return resolve(userDirectory(), named);
  const folder = nonEmpty(process.env.XDG_CONFIG_HOME) ?? homeConfig();
  return folder === undefined ? undefined : join(folder, "appointment-registry", "client.json");
}

/** A user id without a passwd entry, as is usual in containers, has no home folder. */
function homeConfig(): string | undefined {
  try {
    return homedir() === "" ? undefined : join(homedir(), ".config");
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const nonEmpty = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
