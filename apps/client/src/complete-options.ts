import type { ClientCredentials, ClientOptions, RetryOptions } from "./options.js";
import { tokenText } from "./token/token-text.js";
import { readPrivateKey } from "./transport/tls.js";

/** The longest delay of a Node.js timer. */
const MAXIMUM_MS = 2 ** 31 - 1;

export type CompleteOptions = Required<Omit<ClientOptions, "token" | "proxy" | "retry">> & {
  readonly [Name in "token" | "proxy"]: ClientOptions[Name] | undefined;
} & { readonly retry: Required<RetryOptions> };

/**
 * Completes the options with their defaults, and removes slashes at the end of the base URL. Throws `TypeError` with
 * the option's name if an option is unusable. Certificates and keys are checked at their first use.
 */
export function completeOptions(options: ClientOptions): CompleteOptions {
  const { tls = {}, token, proxy, format = "json", timeout = 30_000, connections = 16, hooks = {} } = options;
  const retry = { attempts: 5, budget: 60_000, delay: 100, ...options.retry };
  checkUrl("baseUrl", options.baseUrl, ["https:"]);
  if (new URL(options.baseUrl).search !== "") throw new TypeError("baseUrl must not have a query.");
  if (proxy !== undefined && proxy !== false) checkUrl("proxy", proxy, ["http:", "https:"]);
  checkTls("tls", tls);
  checkToken(token);
  if (format !== "json" && format !== "xml") throw new TypeError("format must be json or xml.");
  checkNumber("timeout", timeout, 1, MAXIMUM_MS);
  checkNumber("connections", connections, 1, 1024);
  checkNumber("retry.attempts", retry.attempts, 1, 1000);
  checkNumber("retry.budget", retry.budget, 1, MAXIMUM_MS);
  checkNumber("retry.delay", retry.delay, 0, MAXIMUM_MS);
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined && typeof hook !== "function") throw new TypeError(`hooks.${name} must be a function.`);
  }
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  const baseUrl = new URL(options.baseUrl).href.replace(/\/+$/, "");
  return { baseUrl, tls, token, proxy, format, timeout, retry, connections, hooks };
}

function checkUrl(name: string, value: unknown, protocols: readonly string[]): void {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !protocols.includes(url.protocol)) {
    throw new TypeError(`${name} must be an ${protocols.map((each) => each.slice(0, -1)).join(" or ")} URL.`);
  }
  if (url.hash !== "") throw new TypeError(`${name} must not have a fragment.`);
  if (name !== "proxy" && (url.username !== "" || url.password !== "")) {
    throw new TypeError(`${name} must not have a user or password.`);
  }
}

function checkTls(name: string, tls: unknown): void {
  if (typeof tls !== "function" && !isObject(tls)) throw new TypeError(`${name} must be an object or a function.`);
}

function checkToken(token: ClientOptions["token"]): void {
  if (token === undefined || typeof token === "function") return;
  if (typeof token === "string") tokenText(token);
  else if (isObject(token)) checkCredentials(token);
  else throw new TypeError("token must be a string, a function or client credentials.");
}

function checkCredentials(credentials: ClientCredentials): void {
  checkUrl("token.tokenUrl", credentials.tokenUrl, ["https:"]);
  checkText("token.clientId", credentials.clientId);
  if (credentials.scope !== undefined) checkText("token.scope", credentials.scope);
  if (credentials.tls !== undefined) checkTls("token.tls", credentials.tls);
  const { authentication } = credentials;
  if ("privateKey" in credentials) {
    if (authentication !== undefined && authentication !== "private_key_jwt") {
      throw new TypeError(`token.authentication ${authentication} has no use for token.privateKey.`);
    }
    checkText("token.privateKey", credentials.privateKey);
    const names = { key: "token.privateKey", passphrase: "token.passphrase" };
    const { asymmetricKeyType } = readPrivateKey(credentials.privateKey, credentials.passphrase, names);
    const family = asymmetricKeyType === "rsa" ? /^(?:RS|PS)(?:256|384|512)$/ : /^ES(?:256|384|512)$/;
    if (asymmetricKeyType !== "rsa" && asymmetricKeyType !== "ec") {
      throw new TypeError("token.privateKey must be an RSA or EC key.");
    }
    if (credentials.algorithm !== undefined && !family.test(credentials.algorithm)) {
      throw new TypeError(`token.algorithm ${credentials.algorithm} does not go with token.privateKey.`);
    }
  } else {
    const known = [undefined, "client_secret_post", "client_secret_basic"];
    if (!known.includes(authentication))
      throw new TypeError(`token.authentication cannot be ${authentication} with a secret.`);
    checkText("token.clientSecret", credentials.clientSecret);
  }
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new TypeError(`${name} must be a string.`);
}

function checkNumber(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new TypeError(`${name} must be an integer from ${least} to ${most}.`);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
