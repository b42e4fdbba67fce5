import { randomUUID } from "node:crypto";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { baseUrlFault } from "../connection.js";
import { diagnose, printFinding } from "../doctor/diagnose.js";
import { CliError, EXIT } from "../exit-codes.js";
import { getReason, userPath } from "../files.js";
import type { Terminal } from "../output/terminal.js";
import { createPrompt } from "../prompt.js";
import type { Prompt } from "../prompt.js";
import {
  NO_HOME,
  SETTING_NAMES,
  configFile,
  toFlag,
  over,
  profileIn,
  readConfig,
  settingsFromVariables,
} from "../settings.js";
import type { SettingName, Settings } from "../settings.js";

export interface InitOptions {
  readonly flags: Settings;
  readonly profile?: string;
  readonly config?: string;
  /** Write the profile even if a check fails. */
  readonly force?: boolean;
  /** Make it the default profile even if there already is one. */
  readonly default?: boolean;
}

/** Takes or asks for the settings of a registry, checks them as `doctor` does, and writes them to a profile. */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const profile = options.profile ?? (process.env.APPOINTMENT_CLIENT_PROFILE || "default");
  const file = configFile(options.config ?? (process.env.APPOINTMENT_CLIENT_CONFIG || undefined));
  if (file === undefined) throw new CliError(NO_HOME);
  const config = (await readConfig(file)) ?? { profiles: {} };
  const former = Object.hasOwn(config.profiles, profile) ? profileIn(config, file, profile).settings : {};
  const settings = await completed(over(former, over(settingsFromVariables(), options.flags)));

  let passed = true;
  const found = { settings, from: "flags, variables and answers" };
  for await (const finding of diagnose(() => Promise.resolve(found))) {
    printFinding(finding, terminal);
    passed &&= finding.ok;
  }
  if (!passed && options.force !== true) {
    throw new CliError(
      "A check failed: nothing was written. Correct the settings, or write them as they are with --force.",
      EXIT.refused,
    );
  }
  const defaultProfile = options.default === true ? profile : (config.defaultProfile ?? profile);
  const text = { ...config, defaultProfile, profiles: { ...config.profiles, [profile]: inOrder(settings) } };
  await written(file, `${JSON.stringify(text, undefined, 2)}\n`);
  const use = defaultProfile === profile ? "It is the default profile" : `Use it with --profile ${profile}`;
  terminal.print(`${terminal.out.green("✓")} Profile ${profile} is in ${file}. ${use}.`);
  return EXIT.done;
}

type Complete = Settings & { readonly baseUrl: string };

const REQUIRED: readonly SettingName[] = ["baseUrl", "cert", "key"];

/**
 * Asks for the required settings that are missing and, on a terminal, also for the optional ones. Throws `CliError` if a
 * required answer is missing.
 */
async function completed(given: Settings): Promise<Complete> {
  const missing = (names: readonly SettingName[], settings: Settings): SettingName[] =>
    names.filter((name) => settings[name] === undefined);
  let settings = given;
  if (process.stdin.isTTY === true || missing(REQUIRED, given).length > 0) {
    const prompt = createPrompt();
    try {
      settings = await asked(given, prompt);
    } finally {
      prompt.close();
    }
  }
  const left = missing(REQUIRED, settings);
  if (left.length > 0)
    throw new CliError(`${left.map(toFlag).join(", ")}: required, and not given. Nothing was written.`);
  return settings as Complete;
}

async function asked(given: Settings, prompt: Prompt): Promise<Settings> {
  const settings: Partial<Record<SettingName, string>> = { ...given };
  const ask = async (name: SettingName, question: string, check?: (answer: string) => Promise<string | undefined>) => {
    while (settings[name] === undefined) {
      const answer = await prompt.ask(`${question}: `, { hidden: /Secret|Passphrase/.test(name) });
      if (answer === undefined || answer === "") return;
      const fault = await check?.(answer);
      if (fault === undefined) settings[name] = check === existingFile ? userPath(answer) : answer;
      else process.stderr.write(`  ${fault}\n`);
    }
  };
  await ask("baseUrl", "FHIR base of the registry (https://host/STU3)", async (answer) => baseUrlFault(answer));
  await ask("cert", "Client certificate, PEM file", existingFile);
  await ask("key", "Its private key, PEM file", existingFile);
  if (settings.key !== undefined && (await isEncrypted(settings.key)))
    await ask("keyPassphrase", "Passphrase of the key");
  await ask("ca", "Authority of the registry's certificate, PEM file (empty: those of Node.js)", existingFile);
  if (settings.token === undefined && settings.tokenFile === undefined) {
    await ask("tokenUrl", "Token endpoint (empty: none)");
    if (settings.tokenUrl !== undefined) {
      await ask("clientId", "OAuth 2 client id");
      if (settings.tokenKey === undefined) await ask("clientSecret", "OAuth 2 client secret");
      await ask("scope", "Scope (empty: none)");
    }
  }
  return settings;
}

const existingFile = (answer: string): Promise<string | undefined> =>
  access(userPath(answer)).then(
    () => undefined,
    (error: unknown) => `${answer}: ${getReason(error)}.`,
  );

async function isEncrypted(file: string): Promise<boolean> {
  const text = await readFile(file, "latin1").catch(() => "");
  return /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(text);
}

/** Sorts settings in the order of their documentation. */
const inOrder = (settings: Settings): Settings =>
  Object.fromEntries(SETTING_NAMES.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])));

/** Writes the file atomically, readable only by its owner, since it may hold secrets. */
async function written(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(aside, text, { mode: 0o600 });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw new CliError(`${file} cannot be written: ${getReason(error)}.`);
  }
}
