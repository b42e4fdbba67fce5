import type { Permission } from "@appointment-registry/registry-contract";
import { accessToken, getClaims, secondsLeft } from "../access-token.js";
import type { Connection } from "../connection.js";
import { likelyCause } from "../likely-cause.js";
import { certificatesIn, privateKeyIn } from "../pem-files.js";
import type { PemFault } from "../pem-files.js";
import { openRegistry } from "../registry.js";
import type { Settings } from "../settings.js";
import { bad, good } from "./finding.js";
import type { Finding } from "./finding.js";
import { PERMISSIONS, grantNames, grantsIn, getIds } from "./grants.js";

/** Gets the token as the client does, checks it, and sends one request with it. */
export async function* checkToken(connection: Connection): AsyncGenerator<Finding> {
  const { settings } = connection;
  const fault = await fileFault(settings);
  if (fault !== undefined) {
    yield bad("access token", fault.found, fault.advice);
    return;
  }
  let granted: readonly Permission[];
  try {
    const claims = getClaims(await accessToken(connection));
    granted = grantsIn(claims);
    yield checkClaims(claims, granted, settings);
  } catch (error) {
    const { message } = error as Error;
    const likely = likelyCause(error as Error, connection);
    yield bad("access token", message, likely?.advice ?? getSource(settings).wrong);
    return;
  }
  yield await authorisedRequest(connection, granted);
}

async function fileFault({ tokenCa, tokenKey, tokenKeyPassphrase }: Settings): Promise<PemFault | undefined> {
  const authorities = tokenCa === undefined ? undefined : await certificatesIn("tokenCa", tokenCa);
  if (authorities?.fault !== undefined || tokenKey === undefined) return authorities?.fault;
  return (await privateKeyIn("tokenKey", tokenKey, tokenKeyPassphrase)).fault;
}

/** Returns advice phrased for the setting that provides the token. */
function getSource({ token, tokenFile, tokenUrl, scope }: Settings) {
  if (token !== undefined) {
    return {
      wrong: "Set --token to the JWT as the issuer returned it.",
      expired: "Set --token to a new one, or let the client get tokens itself: --token-url.",
      more: "Get a token with them and set --token to it.",
    };
  }
  if (tokenFile !== undefined) {
    const renews = `Check what writes ${tokenFile}`;
    return { wrong: `${renews}: a JWT is expected.`, expired: `${renews}.`, more: `${renews}.` };
  }
  if (tokenUrl !== undefined) {
    const more =
      scope === undefined
        ? "Ask the issuer for them, or for a scope to set with --scope."
        : "Add them to --scope, if the issuer grants them.";
    return {
      wrong: "The registry requires a JWT: check --token-url, and which tokens the issuer returns to this client.",
      expired: "The issuer returns expired tokens: check its clock and this machine's.",
      more,
    };
  }
  const none = "Set --token-url with --client-id and --client-secret, or --token.";
  return { wrong: none, expired: none, more: none };
}

function checkClaims(claims: Record<string, unknown>, granted: readonly Permission[], settings: Settings): Finding {
  const check = "access token";
  const source = getSource(settings);
  const left = secondsLeft(claims);
  const grants = granted.length === 0 ? "grants no interaction of the registry" : `grants ${grantNames(granted)}`;
  const age = left === undefined ? "without exp" : left > 0 ? `${left} s left` : `expired ${-left} s ago`;
  const found = `of ${String(claims.iss)} for ${JSON.stringify(claims.aud)}, ${age}, ${grants}`;
  if (left === undefined) return bad(check, found, "The registry requires the claim exp: ask the issuer.");
  if (left <= 0) return bad(check, found, source.expired);
  const missing = PERMISSIONS.filter((permission) => !granted.includes(permission));
  const advice = `For ${grantNames(missing, "or")} it must grant: ${getIds(missing)}. ${source.more}`;
  if (granted.length === 0) return bad(check, found, advice);
  return good(check, found, missing.length === 0 ? undefined : advice);
}

/** An id that no registry assigns. */
const PROBE = "doctor-probe";

/** Requests an entry that does not exist: a registry that accepts the token answers 404. */
async function authorisedRequest(connection: Connection, granted: readonly Permission[]): Promise<Finding> {
  const check = "authorised request";
  const registry = openRegistry(connection, { retry: { attempts: 1 } });
  try {
    const probe = await registry.read(PROBE);
    if (probe.status === 404 || probe.status === 200) return good(check, "the registry accepts the token");
    const [issue] = "issues" in probe ? probe.issues : [];
    const found = issue?.message ?? ("message" in probe ? probe.message : `HTTP ${probe.status}`);
    if (issue?.rule === "interaction-forbidden" && granted.length > 0) {
      return good(check, "the registry accepts the token, which does not grant get");
    }
    if (probe.status === "unreachable") {
      const likely = likelyCause(probe.error, connection);
      return bad(check, found, likely?.advice ?? "Try again.");
    }
    if (probe.status !== 403)
      return bad(check, found, "The registry, or a gateway in front of it, fails: inform its operator.");
    return bad(check, found, refusedAdvice(issue?.rule, connection.settings));
  } finally {
    await registry.close();
  }
}

function refusedAdvice(rule: string | undefined, settings: Settings): string {
  switch (rule) {
    case "token-audience":
      return `The token must be for ${settings.baseUrl} (aud), the registry's own base URL: ask the issuer.`;
    case "token-issuer":
    case "token-key-unknown":
    case "token-signature":
      return "The registry must trust the issuer of the token: get the token from the registry's issuer.";
    case "token-not-yet-valid":
      return "Check the clocks of the issuer and of this machine.";
    case "token-expired":
      return getSource(settings).expired;
    case "token-binding":
      return "The token is bound to another client certificate: get it with the one in --cert.";
    case "certificate-refused":
      return `Ask the registry's operator to admit the client certificate ${settings.cert ?? ""}.`;
    default:
      return `${getSource(settings).wrong} Its claims: appointment-client token.`;
  }
}
