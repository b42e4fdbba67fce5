import { readFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";

/** What the command line may say, and a settings file as well; the command line wins. */
export interface Settings {
  readonly url?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly tokenUrl?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scope?: string;
}

const NAMES = ["ca", "cert", "key", "tokenUrl", "clientId", "clientSecret", "scope"] as const;

/** The members that the client's settings file has, as the sandbox writes it to `.sandbox/client.json`. @throws Error */
export async function readSettings(file: string): Promise<Settings> {
  const written = JSON.parse(await readFile(file, "utf8")) as Readonly<Record<string, unknown>>;
  const known = NAMES.flatMap((name) => (typeof written[name] === "string" ? [[name, written[name]] as const] : []));
  const { baseUrl } = written;
  return { ...Object.fromEntries(known), ...(typeof baseUrl === "string" ? { url: httpsUrl(baseUrl) } : {}) };
}

/** Without a slash at its end. */
export function httpsUrl(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== "https:") throw new InvalidArgumentError("It is no https URL.");
  return text.replace(/\/+$/, "");
}
