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
  readonly expiredToken?: string;
  readonly notYetValidToken?: string;
  readonly otherAudienceToken?: string;
  readonly otherIssuerToken?: string;
  readonly faultyUrl?: string;
  readonly limitedToken?: readonly string[];
  readonly equivalentToken?: readonly string[];
  readonly log?: readonly string[];
}

const TEXTS = [
  ...["ca", "cert", "key", "tokenUrl", "clientId", "clientSecret", "scope", "faultyUrl"],
  ...["expiredToken", "notYetValidToken", "otherAudienceToken", "otherIssuerToken"],
];
const LISTS = ["limitedToken", "equivalentToken", "log"];

/** What the sandbox writes to `.sandbox/client.json`, and all of it to `.sandbox/conformance.json`. @throws Error */
export async function readSettings(file: string): Promise<Settings> {
  const written = parsed(await readFile(file, "utf8"), file);
  const isText = (value: unknown): value is string => typeof value === "string";
  const known = Object.entries(written).filter(
    ([name, value]) =>
      (TEXTS.includes(name) && isText(value)) || (LISTS.includes(name) && Array.isArray(value) && value.every(isText)),
  );
  const { baseUrl } = written;
  return { ...Object.fromEntries(known), ...(typeof baseUrl === "string" ? { url: baseUrlOf(baseUrl, file) } : {}) };
}

/** Without a slash at its end. Credentials would be told in reports, and a path cannot follow a query. */
export function httpsUrl(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== "https:") throw new InvalidArgumentError("It is no https URL.");
  const { username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== "" || /[?#]/.test(text))
    throw new InvalidArgumentError("It has more than host and path.");
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  return text.replace(/\/+$/, "");
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw new Error(`${file} is no JSON object`);
}

function baseUrlOf(text: string, file: string): string {
  try {
    return httpsUrl(text);
  } catch (error) {
    throw new Error(`baseUrl in ${file} is invalid`, { cause: error });
  }
}
