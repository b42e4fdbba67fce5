import { readFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";
import type { Command, Option } from "commander";

/** Options for the purpose of a run, not for its target. */
const NO_SETTINGS: readonly string[] = ["settings", "dryRun", "list", "json", "help"];

/**
 * Returns the content of a settings file by the names of the command line's options (`baseUrl` is `--url`), parsed like the command line.
 * Names that begin with `//` are comments. The sandbox writes such a file to `.sandbox/conformance.json`.
 * @throws Error with one sentence that names the file and the setting
 */
export async function readSettings(file: string, program: Command): Promise<Readonly<Record<string, unknown>>> {
  const written = jsonObject(await readText(file), file);
  const options = new Map(program.options.map((option) => [option.attributeName(), option]));
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    if (name.startsWith("//")) continue;
    const option = name === "url" ? undefined : options.get(name === "baseUrl" ? "url" : name);
    if (option === undefined || NO_SETTINGS.includes(name))
      throw new Error(`${file}: there is no setting ${JSON.stringify(name)}.`);
    settings[option.attributeName()] = valueOf(option, value, `${name} in ${file}`);
  }
  return settings;
}

/** Removes a trailing slash. Credentials would appear in reports, and a path cannot follow a query, so that both are rejected. */
export function baseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError("It must be an https URL, or an http URL behind a gateway.");
  const { username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== "" || /[?#]/.test(text))
    throw new InvalidArgumentError("It must have a host and a path only.");
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  return text.replace(/\/+$/, "");
}

function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--settings: ${file} cannot be read (${error.code ?? error.message}).`);
  });
}

function jsonObject(text: string, file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${file} is not a JSON object.`);
  return value;
}

function valueOf(option: Option, value: unknown, where: string): unknown {
  const isList = Array.isArray(option.defaultValue);
  const wanted = option.isBoolean() ? "true or false" : isList ? "a list of texts" : "a text or a number";
  const isText = (each: unknown): boolean => typeof each === "string" || typeof each === "number";
  const isWanted = option.isBoolean()
    ? typeof value === "boolean"
    : isList
      ? Array.isArray(value) && value.every(isText)
      : isText(value);
  if (!isWanted) throw new Error(`${where} must be ${wanted}.`);
  if (option.isBoolean()) return value;
  const { parseArg } = option;
  try {
    return (isList ? (value as unknown[]) : [value]).reduce<unknown>(
      (before, each) => (parseArg === undefined ? String(each) : parseArg(String(each), before)),
      isList ? [] : undefined,
    );
  } catch (error) {
    throw new Error(`${where} is invalid`, { cause: error });
  }
}
