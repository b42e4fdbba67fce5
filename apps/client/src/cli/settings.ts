import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { homedir } from "node:os";
import type { ClientCredentials, ClientOptions, TlsOptions } from "../options.js";
import { CliError } from "./exit-codes.js";
import { userDirectory } from "./files.js";

/** Everything that can be set, each by a flag, a variable or a member of a profile. Files are PEM. */
export const SETTINGS = {
  baseUrl: { flag: "--url <url>", variable: "APPOINTMENT_CLIENT_URL", about: "FHIR base of the registry" },
  ca: {
    flag: "--ca <file>",
    variable: "APPOINTMENT_CLIENT_CA",
    about: "authorities that the registry's certificate may come from",
  },
  cert: {
    flag: "--cert <file>",
    variable: "APPOINTMENT_CLIENT_CERT",
    about: "client certificate, with its intermediates",
  },
  key: { flag: "--key <file>", variable: "APPOINTMENT_CLIENT_KEY", about: "private key of the client certificate" },
  token: {
    flag: "--token <jwt>",
    variable: "APPOINTMENT_CLIENT_TOKEN",
    about: "access token, instead of asking for one",
  },
  tokenUrl: {
    flag: "--token-url <url>",
    variable: "APPOINTMENT_CLIENT_TOKEN_URL",
    about: "token endpoint (OAuth 2 client credentials)",
  },
  clientId: { flag: "--client-id <id>", variable: "APPOINTMENT_CLIENT_ID", about: "OAuth 2 client_id" },
  clientSecret: {
    flag: "--client-secret <secret>",
    variable: "APPOINTMENT_CLIENT_SECRET",
    about: "OAuth 2 client_secret; better by variable or profile",
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
} as const;
export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]?: string };

/** Whose values are names of files, relative to the file that names them. */
const FILES: ReadonlySet<SettingName> = new Set(["ca", "cert", "key"]);

const SANDBOX = join(".sandbox", "client.json");

export interface Sources {
  readonly flags: Settings;
  /** Name of a profile in the configuration file. */
  readonly profile?: string | undefined;
  /** The configuration file, where it is not at its usual place. */
  readonly config?: string | undefined;
}

export interface FoundSettings {
  readonly settings: Settings & { readonly baseUrl: string };
  /** Where they were found, for people. */
  readonly from: string;
}

/**
 * Flags go before variables, variables before the profile. Where no profile is named and neither flags nor variables give an
 * address, a sandbox is looked for: `.sandbox/client.json` here, in a folder above, or in the checkout this client is part of.
 * Throws `CliError` where no registry is named or a file cannot be read.
 */
export async function findSettings({ flags, profile, config }: Sources): Promise<FoundSettings> {
  const direct = { ...fromVariables(), ...flags };
  const named = profile ?? nonEmpty(process.env.APPOINTMENT_CLIENT_PROFILE);
  const file = resolve(userDirectory(), config ?? nonEmpty(process.env.APPOINTMENT_CLIENT_CONFIG) ?? defaultConfig());
  let base: { settings: Settings; from: string } | undefined;
  if (named !== undefined) base = { settings: await fromProfile(file, named), from: `profile ${named} of ${file}` };
  else if (direct.baseUrl === undefined) base = await fromSandbox();
  const settings = { ...base?.settings, ...direct };
  const { baseUrl } = settings;
  if (baseUrl === undefined) {
    throw new CliError(
      "No registry is named: give --url or APPOINTMENT_CLIENT_URL, a --profile, or start the sandbox (npm start).",
    );
  }
  return { settings: { ...settings, baseUrl }, from: base?.from ?? "flags and variables" };
}

/** What the library needs, with the files read. Throws `CliError`. */
export async function clientOptions(
  settings: Settings & { readonly baseUrl: string },
): Promise<ClientOptions & { readonly tls: TlsOptions }> {
  const { baseUrl, token } = settings;
  const timeout = settings.timeout === undefined ? undefined : Number(settings.timeout);
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0)) {
    throw new CliError("The time-out must be a number of milliseconds.");
  }
  demandTogether(settings, ["cert", "key"]);
  const [ca, cert, key] = await Promise.all([pem(settings.ca), pem(settings.cert), pem(settings.key)]);
  const option = token ?? clientCredentials(settings);
  return {
    baseUrl,
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
    ...(option === undefined ? {} : { token: option }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

function clientCredentials(settings: Settings): ClientCredentials | undefined {
  demandTogether(settings, ["tokenUrl", "clientId", "clientSecret"]);
  const { tokenUrl, clientId, clientSecret, scope } = settings;
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { tokenUrl, clientId, clientSecret, ...(scope === undefined ? {} : { scope }) };
}

/** All of them or none: half of them would be ignored without a word. */
function demandTogether(settings: Settings, names: readonly SettingName[]): void {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  const given = names.filter((name) => !missing.includes(name)).map(flagOf);
  throw new CliError(`${given.join(" and ")} cannot be used without ${missing.map(flagOf).join(" and ")}.`);
}

const flagOf = (name: SettingName): string => SETTINGS[name].flag.replace(/ .*/, "");

async function pem(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, "utf8").catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`);
  });
}

function fromVariables(): Settings {
  const entries = Object.entries(SETTINGS).flatMap(([name, { variable }]) => {
    const value = nonEmpty(process.env[variable]);
    return value === undefined ? [] : [[name, value]];
  });
  return located(Object.fromEntries(entries) as Settings, userDirectory());
}

/** With the names of files made absolute. */
export function located(settings: Settings, directory: string): Settings {
  const entries = Object.entries(settings) as [SettingName, string][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, FILES.has(name) ? resolve(directory, value) : value]),
  );
}

async function fromProfile(file: string, name: string): Promise<Settings> {
  const config = await readJson(file);
  if (config === undefined) throw new CliError(`There is no configuration file ${file}.`);
  const profiles = isObject(config) && isObject(config.profiles) ? config.profiles : {};
  const profile = profiles[name];
  if (profile === undefined) {
    throw new CliError(`${file} has no profile "${name}"; it has: ${Object.keys(profiles).join(", ") || "none"}.`);
  }
  return located(checked(profile, `${file}, profile ${name}`), dirname(file));
}

async function fromSandbox(): Promise<{ settings: Settings; from: string } | undefined> {
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
    if (!(name in SETTINGS)) throw new CliError(`${where}: there is no setting "${name}".`);
    if (typeof held !== "string") throw new CliError(`${where}: "${name}" must be a string.`);
  }
  return value as Settings;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function defaultConfig(): string {
  const home = nonEmpty(process.env.XDG_CONFIG_HOME) ?? join(homedir(), ".config");
  return join(home, "appointment-registry", "client.json");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const nonEmpty = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
