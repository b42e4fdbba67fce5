import { readFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";

/** What the command line may say, and a settings file as well; the command line wins. */
export type Settings = Readonly<Partial<Record<TextSetting, string>> & Partial<Record<ListSetting, readonly string[]>>>;

const TEXTS = [
  ...(["url", "publicUrl", "ca", "cert", "key", "proxy"] as const),
  ...(["tokenUrl", "tokenCa", "tokenCert", "tokenKey", "tokenCommand", "scope"] as const),
  ...(["clientId", "clientSecret", "clientAuth", "clientKey", "clientKeyId", "clientAlgorithm"] as const),
  ...(["expiredToken", "notYetValidToken", "otherAudienceToken", "otherIssuerToken"] as const),
  ...(["faultyUrl", "faultyCa"] as const),
];
const LISTS = ["limitedToken", "equivalentToken", "tokenFor", "tokenParameter", "log", "except"] as const;

export type TextSetting = (typeof TEXTS)[number];
export type ListSetting = (typeof LISTS)[number];

const isTextName = (name: string): name is TextSetting => (TEXTS as readonly string[]).includes(name) && name !== "url";
const isListName = (name: string): name is ListSetting => (LISTS as readonly string[]).includes(name);

/** What the sandbox writes to `.sandbox/client.json`, and all of it to `.sandbox/conformance.json`. @throws Error */
export async function readSettings(file: string): Promise<Settings> {
  const written = parsed(await readFile(file, "utf8"), file);
  const isText = (value: unknown): value is string => typeof value === "string";
  const known = Object.entries(written).filter(
    ([name, value]) =>
      (isTextName(name) && isText(value)) || (isListName(name) && Array.isArray(value) && value.every(isText)),
  );
  const { baseUrl: base } = written;
  return { ...Object.fromEntries(known), ...(typeof base === "string" ? { url: baseUrlOf(base, file) } : {}) };
}

/** Without a slash at its end. Credentials would stand in reports, and a path cannot follow a query. */
export function baseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError("It must be an https URL, or an http URL behind a gateway.");
  const { username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== "" || /[?#]/.test(text))
    throw new InvalidArgumentError("It must have a host and a path only.");
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  return text.replace(/\/+$/, "");
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Reported below.
  }
  throw new Error(`${file} is not a JSON object`);
}

function baseUrlOf(text: string, file: string): string {
  try {
    return baseUrl(text);
  } catch (error) {
    throw new Error(`baseUrl in ${file} is invalid`, { cause: error });
  }
}
