import { TokenError } from "../token/token-error.js";
import type { Connection } from "./connection.js";
import { toFlag } from "./settings.js";
import type { SettingName, Settings } from "./settings.js";

/** The likely reason why a request got no answer, and the advice to the user. Both are sentences. */
export interface LikelyCause {
  readonly cause: string;
  readonly advice: string;
}

interface Failure {
  /** The codes (of Node.js, OpenSSL, undici or OAuth) and messages of the error and its causes. */
  readonly text: string;
  readonly host: string;
  readonly settings: Settings;
  readonly isToken: boolean;
}

/** Returns the likely cause of an error; `undefined` if the error's own message is the best explanation. */
export function likelyCause(error: Error, { settings }: Pick<Connection, "settings">): LikelyCause | undefined {
  const isToken = error instanceof TokenError;
  const address = (isToken ? settings.tokenUrl : settings.baseUrl) ?? "";
  const host = URL.canParse(address) ? new URL(address).host : address;
  const failure = { text: getText(error), host, settings, isToken };
  return CAUSES.find(([pattern]) => pattern.test(failure.text))?.[1](failure);
}

function getText(error: unknown, depth = 0): string {
  if (typeof error !== "object" || error === null || depth > 4) return String(error);
  const { code, message, error: name, cause, errors } = error as Record<string, unknown>;
  const more = [cause, ...(Array.isArray(errors) ? errors : [])].filter((each) => each !== undefined);
  const own = [code, name, message].filter((each) => typeof each === "string");
  return [...own, ...more.map((each) => getText(each, depth + 1))].join("\n");
}

const clock = "Check this machine's clock.";
const credentials = (settings: Settings): string =>
  (settings.tokenKey === undefined ? ["clientId", "clientSecret"] : (["clientId", "tokenKey", "tokenKeyId"] as const))
    .map((name) => toFlag(name as SettingName))
    .join(" and ");

/** The first matching pattern applies. */
const CAUSES: readonly (readonly [RegExp, (failure: Failure) => LikelyCause])[] = [
  [
    /Proxy response \((407|\d+)\)|UND_ERR_PRX/,
    ({ text }) => {
      const [, status] = /Proxy response \((\d+)\)/.exec(text) ?? [];
      return {
        cause: `The proxy refused the connection${status === undefined ? "" : ` (HTTP ${status})`}.`,
        advice:
          status === "407"
            ? "Give user and password in the URL of the proxy: http://user:password@host:port."
            : "Check --proxy, HTTPS_PROXY and NO_PROXY.",
      };
    },
  ],
  [
    /UNABLE_TO_|SELF_SIGNED_CERT|CERT_UNTRUSTED|INVALID_CA|CERT_CHAIN_TOO_LONG/,
    ({ host, settings, isToken }) => {
      const names: readonly SettingName[] = isToken ? ["tokenCa", "ca"] : ["ca"];
      const used = names.find((name) => settings[name] !== undefined);
      const flag = toFlag(names[0] as SettingName);
      return {
        cause: `This client does not trust the authority of the certificate of ${host}.`,
        advice:
          used === undefined
            ? `Set ${flag} to the authority's certificate.`
            : `${toFlag(used)} ${settings[used]} does not contain that authority: set ${flag} to it.`,
      };
    },
  ],
  [
    /ALTNAME_INVALID|HOSTNAME_MISMATCH/,
    ({ text, host, isToken }) => {
      const names = text.split("altnames: ").at(-1)?.split("\n", 1)[0];
      return {
        cause: `The certificate of ${host} is for other names${names === undefined ? "" : `: ${names}`}.`,
        advice: `Use a name of the certificate in ${isToken ? "--token-url" : "--url"}.`,
      };
    },
  ],
  [
    /CERT_HAS_EXPIRED(?!.*ALERT)/,
    ({ host }) => ({ cause: `The certificate of ${host} has expired.`, advice: `Inform its operator. ${clock}` }),
  ],
  [/CERT_NOT_YET_VALID/, ({ host }) => ({ cause: `The certificate of ${host} is not valid yet.`, advice: clock })],
  [
    /ALERT_(?:BAD_)?CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_UNSUPPORTED_CERTIFICATE|ALERT_ACCESS_DENIED/,
    ({ host, settings }) => refusedCertificate(host, settings),
  ],
  [
    /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|wrong version number/,
    ({ host }) => ({
      cause: `${host} does not use TLS at this port.`,
      advice: "Check the port; a proxy in between must pass TLS through.",
    }),
  ],
  [
    /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|ALERT_HANDSHAKE_FAILURE|NO_SHARED_CIPHER/,
    ({ host }) => ({
      cause: `${host} and this client have no TLS version or cipher in common.`,
      advice: "TLS 1.2 or 1.3 is required.",
    }),
  ],
  [
    /ENOTFOUND|EAI_AGAIN|EAI_NONAME/,
    ({ host, settings, isToken }) => ({
      cause: `The name of ${settings.proxy === undefined ? host : `${host}, or of the proxy,`} cannot be resolved.`,
      advice: `Check ${isToken ? "--token-url" : "--url"} and the DNS of this machine.`,
    }),
  ],
  [
    /ECONNREFUSED/,
    ({ text, host, settings }) => {
      const [, address] = /ECONNREFUSED (\S+)/.exec(text) ?? [];
      const what = settings.proxy === undefined ? host : `${host}, or the proxy,`;
      return {
        cause: `Nothing listens at ${what}${address === undefined ? "" : ` (${address})`}.`,
        advice: "Check host and port, and that the server runs.",
      };
    },
  ],
  [
    /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|Connect Timeout|No connection to \S+ within/,
    ({ host }) => ({
      cause: `No connection to ${host} can be established.`,
      advice: "Check host and port, firewalls, and whether a proxy is required (--proxy, HTTPS_PROXY).",
    }),
  ],
  [
    /invalid_client|unauthorized_client/,
    ({ host, settings }) => ({
      cause: `${host} does not accept this client's credentials.`,
      advice: `Check ${credentials(settings)}, and --token-auth.`,
    }),
  ],
  [/invalid_scope/, ({ host }) => ({ cause: `${host} does not grant this scope.`, advice: "Check --scope." })],
  [
    /^No access token .*: HTTP (?:5\d\d|429)$/m,
    ({ host }) => ({ cause: `The token endpoint at ${host} fails.`, advice: "Try later, or inform its operator." }),
  ],
  [
    /unsupported_grant_type|OAUTH_|^No access token .*: HTTP /m,
    ({ host }) => ({
      cause: `${host} does not answer as a token endpoint.`,
      advice:
        "It does not answer as a token endpoint for client credentials (RFC 6749, 4.4): check --token-url, its path included.",
    }),
  ],
  [
    /UND_ERR_SOCKET|ECONNRESET|EPIPE|other side closed|socket hang up/,
    ({ host, settings, isToken }) =>
      isToken
        ? {
            cause: `${host} ended the connection.`,
            advice: "Check --token-url, and whether it requires a client certificate.",
          }
        : refusedCertificate(host, settings),
  ],
  [
    /HPE_|UND_ERR_INFO|Parse Error|does not match the HTTP/,
    ({ host }) => ({ cause: `${host} does not answer with HTTP.`, advice: "Check host and port." }),
  ],
  [
    /No answer within|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT/,
    ({ host }) => ({
      cause: `${host} accepts the connection but does not answer.`,
      advice: "Try later; --timeout allows it more time.",
    }),
  ],
];

function refusedCertificate(host: string, { cert }: Settings): LikelyCause {
  return cert === undefined
    ? { cause: `${host} requires a client certificate, and none is set.`, advice: "Set --cert and --key." }
    : {
        cause: `${host} ended the connection: the network failed, or it does not accept the client certificate ${cert}.`,
        advice: "Check that an authority which the registry trusts issued the certificate, and that it is not revoked.",
      };
}
