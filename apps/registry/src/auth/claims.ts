import { RegistryError } from "../errors.js";

export interface ClaimRules {
  readonly audiences: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly maxAgeSeconds: number;
}

/** The claims of a verified token, in terms of the registry. Times are epoch seconds. */
export interface AcceptedClaims {
  readonly clientId: string | undefined;
  readonly granted: ReadonlySet<string>;
  readonly expires: number;
  /** Time at which the token became valid: the later of `nbf` and `iat`. */
  readonly begins: number;
  /** Time at which the token exceeds its maximum age, regardless of `exp`. */
  readonly tooOld: number;
  /** `cnf.x5t#S256` (RFC 8705, 3.1). */
  readonly boundTo: string | undefined;
}

/** 9999-12-31T23:59:59Z. A later time is a mistake, usually milliseconds instead of seconds. */
const LAST_INSTANT = 253_402_300_799;

/**
 * Checks the claims of a token whose signature and issuer have been verified.
 * @param now epoch seconds
 * @throws RegistryError `token-claims`, `token-audience`, `token-not-yet-valid`, `token-expired`, `token-binding`
 */
export function acceptClaims(
  claims: Readonly<Record<string, unknown>>,
  rules: ClaimRules,
  now: number,
): AcceptedClaims {
  const { clockToleranceSeconds: tolerance, maxAgeSeconds } = rules;
  const expires = time(claims, "exp");
  if (expires === undefined) throw unacceptable("The access token has no `exp`.");
  const notBefore = time(claims, "nbf");
  const issued = time(claims, "iat");
  if (issued !== undefined && issued > expires) throw unacceptable("The `iat` of the access token is after its `exp`.");

  checkAudience(claims["aud"], rules.audiences);
  if (expires + tolerance <= now) throw new RegistryError("token-expired");
  if (notBefore !== undefined && notBefore - tolerance > now) throw new RegistryError("token-not-yet-valid");
  if (issued !== undefined && issued - tolerance > now) {
    throw new RegistryError("token-not-yet-valid", { message: "The `iat` of the access token lies in the future." });
  }
  // Without `iat`, which RFC 7519 makes optional, the age of a token is limited by its remaining lifetime.
  if (issued === undefined && expires - now > maxAgeSeconds + tolerance) {
    throw unacceptable(`The access token has no \`iat\` and is valid for more than ${maxAgeSeconds} seconds.`);
  }
  const tooOld = issued === undefined ? expires : issued + maxAgeSeconds;
  if (tooOld + tolerance <= now) {
    throw new RegistryError("token-expired", {
      message: `The access token was issued over ${maxAgeSeconds} seconds ago.`,
    });
  }
  return {
    clientId: getClientId(claims),
    granted: grantedBy(claims),
    expires,
    begins: Math.max(notBefore ?? 0, issued ?? 0),
    tooOld,
    boundTo: getBinding(claims["cnf"]),
  };
}

function time(claims: Readonly<Record<string, unknown>>, name: "exp" | "nbf" | "iat"): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > LAST_INSTANT) {
    throw unacceptable(`The \`${name}\` of the access token is not a time in seconds.`);
  }
  return value;
}

function checkAudience(aud: unknown, audiences: readonly string[]): void {
  if (aud === undefined) throw new RegistryError("token-audience", { message: "The access token has no `aud`." });
  const named = Array.isArray(aud) ? (aud as unknown[]) : [aud];
  if (!named.every((value) => typeof value === "string")) {
    throw new RegistryError("token-audience", {
      message: "The `aud` of the access token is neither a string nor strings.",
    });
  }
  if (!named.some((value) => audiences.includes(value as string))) throw new RegistryError("token-audience");
}

function getClientId(claims: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of ["appid", "client_id", "azp", "sub"]) {
    const value = claims[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** Interaction ids may be in any of four claims, as an array or separated by spaces (registry-interactions, "Caller identity"). */
function grantedBy(claims: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const granted = new Set<string>();
  for (const name of ["scope", "scp", "groups", "roles"]) {
    const value = claims[name];
    const ids: unknown[] = typeof value === "string" ? value.split(" ") : Array.isArray(value) ? value : [];
    for (const id of ids) if (typeof id === "string" && id !== "") granted.add(id);
  }
  return granted;
}

function getBinding(cnf: unknown): string | undefined {
  if (cnf === undefined) return undefined;
  const thumbprint = typeof cnf === "object" && cnf !== null ? (cnf as Record<string, unknown>)["x5t#S256"] : undefined;
  if (typeof thumbprint !== "string") {
    throw new RegistryError("token-binding", {
      message:
        "The access token is bound to its holder in a way this registry cannot check (`cnf` without `x5t#S256`).",
    });
  }
  return thumbprint;
}

function unacceptable(message: string): RegistryError {
  return new RegistryError("token-claims", { message });
}
