import { checkSettings } from "./check-settings.js";
import type { SettingsFindings } from "./check-settings.js";
import { ConfigError, loadConfig } from "./config/load.js";
import { PREFIX } from "./config/variables.js";

type Environment = Readonly<Record<string, string | undefined>>;

export const CONFIG_USAGE = `registry config check

Validates the REGISTRY_... variables and what they name (files, folders, addresses, the issuers' keys) without starting, and names
every fault with its variable. It reads only: run it with the environment and as the user of the registry, before a start or a restart.
Exit code: 0 the registry would start (there may be warnings), 1 it would not, 2 the command is wrong.`;

/** `registry config check`. @returns the exit code */
export async function configCommand(
  args: readonly string[],
  env: Environment,
  write: (text: string) => void,
): Promise<number> {
  if (args.length !== 1 || args[0] !== "check") {
    write(`registry config knows "check" and nothing else.\n\n${CONFIG_USAGE}\n`);
    return 2;
  }
  const problems = getProblems(env);
  const { faults, warnings } = await findingsBeside(problems, env);
  const all = [...problems, ...faults];
  for (const fault of all) write(`error: ${fault}\n`);
  for (const warning of warnings) write(`warning: ${warning}\n`);
  write(all.length === 0 ? "The settings can be used.\n" : `The settings cannot be used: ${all.length} to mend.\n`);
  return all.length === 0 ? 0 : 1;
}

function getProblems(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** Values used for variables that are missing or malformed, so that the targets of the others are checked in the same run. */
const STAND_INS: Environment = {
  BASE_URL: "https://localhost/STU3",
  STORE: "mongodb://localhost",
  TLS_KEY: "-",
  TLS_CERT: "-",
  TLS_CLIENT_CA: "-",
  JWT_ISSUER: "https://localhost",
  JWKS: "-",
};
/** A finding on the second variable is a consequence if the first is wrong. */
const CONSEQUENCES = [
  ["STORE", "AUDIT"],
  ["JWT_ISSUER", "JWKS"],
  ["BASE_URL", "TLS_CERT"],
] as const;

async function findingsBeside(problems: readonly string[], env: Environment): Promise<SettingsFindings> {
  const wrong = new Set(problems.map(getVariable));
  const rest: Record<string, string | undefined> = { ...env };
  for (const name of wrong) rest[name] = STAND_INS[name.slice(PREFIX.length)];
  for (const [name, consequence] of CONSEQUENCES) {
    if (!wrong.has(PREFIX + name)) continue;
    wrong.add(PREFIX + consequence);
    if (STAND_INS[consequence] !== undefined && name === "JWT_ISSUER")
      rest[PREFIX + consequence] = STAND_INS[consequence];
  }
  const { faults, warnings } = await checkSettings(loadConfig(rest));
  const isOwn = (finding: string): boolean => !wrong.has(getVariable(finding));
  return { faults: faults.filter(isOwn), warnings: warnings.filter(isOwn) };
}

/** Every sentence begins with the name of the variable that it is about. */
function getVariable(sentence: string): string {
  return sentence.slice(0, sentence.indexOf(" "));
}
