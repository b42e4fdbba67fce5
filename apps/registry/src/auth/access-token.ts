import { compactVerify } from "jose";
import type { Caller } from "../caller.js";
import type { TokenConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import type { Log } from "../logging/log.js";
import { bearerToken } from "./bearer.js";
import type { AcceptedClaims } from "./claims.js";
import { acceptClaims } from "./claims.js";
import type { CompactJws } from "./compact-jws.js";
import { readCompactJws } from "./compact-jws.js";
import type { KeysState } from "./issuer-keys.js";
import { IssuerKeys } from "./issuer-keys.js";
import { jwksSource } from "./jwks-source.js";
import type { IssuerKey } from "./key-set.js";
import { VerifiedTokenCache } from "./verified-token-cache.js";

export interface AccessTokenVerifier {
  /**
   * Identifies the caller. A token costs one signature check, or one hash while it is cached.
   * @throws RegistryError `token-...` (403), `keys-unavailable` (500)
   */
  verify(authorization: string | undefined, connection: Connection): Promise<Caller>;
  /** Immediately fetches the keys of all issuers. */
  refresh(): Promise<void>;
  state(): VerifierState;
  close(): void;
}

export interface Connection {
  /** Thumbprint of the client certificate: SHA-256 of its DER form, base64url without padding. */
  readonly certificateThumbprint: string | undefined;
}

export interface VerifierState {
  readonly issuers: readonly KeysState[];
  readonly remembered: number;
  readonly hits: number;
  readonly signatureChecks: number;
}

export interface VerifierOptions extends TokenConfig {
  readonly log: Log;
  /** Clock in epoch milliseconds; defaults to the system clock. */
  readonly now?: () => number;
  /** Monotonic clock in milliseconds; defaults to the system's monotonic clock. */
  readonly clock?: () => number;
}

interface VerifiedToken {
  readonly claims: AcceptedClaims;
  readonly keys: IssuerKeys;
  readonly keyThumbprint: string;
}

/** Refresh interval and cooldown for key files. The settings for both only exist to protect the issuer. */
const FILE_REFRESH_SECONDS = 1;
const FILE_COOLDOWN_SECONDS = 0.05;

/** Validates in the order of RFC 7519, 7.2 and RFC 8725: shape, issuer, key, signature, claims, binding. */
export function createAccessTokenVerifier(options: VerifierOptions): AccessTokenVerifier {
  const now = options.now ?? Date.now;
  const algorithms = new Set(options.algorithms);
  const issuers = new Map(options.issuers.map(({ issuer, jwks }) => [issuer, issuerKeys(issuer, jwks)]));
  const remembered = new VerifiedTokenCache<VerifiedToken>(options.remembered);
  let hits = 0;
  let signatureChecks = 0;

  function issuerKeys(issuer: string, jwks: TokenConfig["issuers"][number]["jwks"]): IssuerKeys {
    const { keys } = options;
    const isFile = jwks.kind === "file";
    return new IssuerKeys({
      issuer,
      source: jwksSource(jwks, { timeoutMilliseconds: keys.fetchTimeoutSeconds * 1000, caFile: keys.caFile }),
      refreshMilliseconds: (isFile ? Math.min(FILE_REFRESH_SECONDS, keys.refreshSeconds) : keys.refreshSeconds) * 1000,
      cooldownMilliseconds: (isFile ? FILE_COOLDOWN_SECONDS : keys.cooldownSeconds) * 1000,
      staleMilliseconds: keys.staleSeconds * 1000,
      clock: options.clock ?? (() => performance.now()),
      log: options.log,
    });
  }

  async function verifySignature(token: string, jws: CompactJws, keys: IssuerKeys): Promise<IssuerKey> {
    const candidates = await keys.select(jws.algorithm, jws.keyId);
    if (candidates.length === 0) throw new RegistryError("token-key-unknown");
    const tried = new Set<string>();
    for (const key of candidates) {
      tried.add(key.thumbprint);
      if (await isSignedBy(token, jws, key)) return key;
    }
    if (await keys.refreshForBadSignature()) {
      for (const key of await keys.select(jws.algorithm, jws.keyId)) {
        if (!tried.has(key.thumbprint) && (await isSignedBy(token, jws, key))) return key;
      }
    }
    throw new RegistryError("token-signature");
  }

  async function isSignedBy(token: string, jws: CompactJws, key: IssuerKey): Promise<boolean> {
    signatureChecks++;
    try {
      await compactVerify(token, key.key, { algorithms: [jws.algorithm] });
      return true;
    } catch {
      return false;
    }
  }

  async function examine(token: string): Promise<VerifiedToken> {
    const jws = readCompactJws(token, algorithms);
    const { iss } = jws.claims;
    if (typeof iss !== "string") throw new RegistryError("token-issuer", { message: "The access token has no `iss`." });
    const keys = issuers.get(iss);
    if (keys === undefined) throw new RegistryError("token-issuer");
    await keys.usable();
    const key = await verifySignature(token, jws, keys);
    return { claims: acceptClaims(jws.claims, options, now() / 1000), keys, keyThumbprint: key.thumbprint };
  }

  async function recall(hash: string): Promise<AcceptedClaims | undefined> {
    const entry = remembered.get(hash);
    if (entry === undefined) return undefined;
    const waiting = entry.keys.usable();
    if (waiting !== undefined) await waiting;
    const { claims, keys, keyThumbprint } = entry;
    const tolerance = options.clockToleranceSeconds;
    const seconds = now() / 1000;
    // The clock may have been set back to a time before the token became valid.
    const isValid =
      claims.begins - tolerance <= seconds && seconds < Math.min(claims.expires, claims.tooOld) + tolerance;
    if (keys.holds(keyThumbprint) && isValid) return claims;
    remembered.delete(hash);
    return undefined;
  }

  function checkBinding({ boundTo }: AcceptedClaims, { certificateThumbprint }: Connection): void {
    if (boundTo === undefined && options.bindingRequired) {
      throw new RegistryError("token-binding", { message: "The access token is not bound to a client certificate." });
    }
    if (boundTo !== undefined && boundTo !== certificateThumbprint) throw new RegistryError("token-binding");
  }

  return {
    async verify(authorization, connection) {
      const token = bearerToken(authorization, options.maxBytes);
      const hash = VerifiedTokenCache.keyOf(token);
      let claims = await recall(hash);
      if (claims === undefined) {
        const entry = await examine(token);
        remembered.set(hash, entry);
        claims = entry.claims;
      } else {
        hits++;
      }
      checkBinding(claims, connection);
      const { certificateThumbprint } = connection;
      return {
        clientId:
          claims.clientId ?? (certificateThumbprint === undefined ? "unnamed" : `certificate:${certificateThumbprint}`),
        granted: claims.granted,
        certificateThumbprint,
        tokenExpires: claims.expires,
      };
    },
    async refresh() {
      await Promise.all([...issuers.values()].map((keys) => keys.refresh()));
    },
    state: () => ({
      issuers: [...issuers.values()].map((keys) => keys.state()),
      remembered: remembered.size,
      hits,
      signatureChecks,
    }),
    close() {
      for (const keys of issuers.values()) keys.close();
    },
  };
}
