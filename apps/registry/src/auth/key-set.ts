import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { JWK } from "jose";
import { OperatorError } from "../logging/describe-error.js";

/** An issuer's public key that may verify signatures. */
export interface IssuerKey {
  readonly keyId: string | undefined;
  /** `alg` of the JWK: the only algorithm that the key may be used with. */
  readonly algorithm: string | undefined;
  /** Algorithms permitted by the type, curve and size of the key. */
  readonly fits: ReadonlySet<string>;
  readonly key: KeyObject;
  /** RFC 7638: identifies the key independently of its `kid`. */
  readonly thumbprint: string;
}

export interface KeySet {
  readonly keys: readonly IssuerKey[];
  /** Every `kid` of the set, including those of keys that are left out. */
  readonly keyIds: ReadonlySet<string>;
}

export const NO_KEYS: KeySet = { keys: [], keyIds: new Set() };

const RSA_ALGORITHMS = new Set(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]);
const CURVE_ALGORITHMS: Readonly<Record<string, ReadonlySet<string>>> = {
  "EC P-256": new Set(["ES256"]),
  "EC P-384": new Set(["ES384"]),
  "EC P-521": new Set(["ES512"]),
  "OKP Ed25519": new Set(["EdDSA", "Ed25519"]),
};
/** RFC 7518, 3.3. */
const LEAST_RSA_BITS = 2048;
const MOST_KEYS = 100;

/**
 * Reads a JWK set (RFC 7517, 5). Leaves out keys that cannot verify an allowed signature (secret keys, encryption keys, short RSA keys,
 * unknown types), as the RFC recommends. For a private key, only the public half is used.
 * @throws OperatorError if it is not a JWK set
 */
export async function readKeySet(text: string): Promise<KeySet> {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    throw new OperatorError("The key set is not JSON.");
  }
  const keys: unknown = typeof set === "object" && set !== null ? (set as { keys?: unknown }).keys : undefined;
  if (!Array.isArray(keys)) throw new OperatorError("The key set has no `keys` array.");
  if (keys.length > MOST_KEYS) throw new OperatorError(`The key set has more than ${MOST_KEYS} keys.`);
  const usable: IssuerKey[] = [];
  const keyIds = new Set<string>();
  for (const jwk of keys as unknown[]) {
    if (typeof jwk !== "object" || jwk === null) continue;
    const { kid } = jwk as { kid?: unknown };
    if (typeof kid === "string") keyIds.add(kid);
    const key = await readKey(jwk as JWK);
    if (key !== undefined) usable.push(key);
  }
  return { keys: usable, keyIds };
}

async function readKey(jwk: JWK): Promise<IssuerKey | undefined> {
  if (jwk.use !== undefined && jwk.use !== "sig") return undefined;
  if (jwk.key_ops !== undefined && !(Array.isArray(jwk.key_ops) && jwk.key_ops.includes("verify"))) return undefined;
  const fits = jwk.kty === "RSA" ? RSA_ALGORITHMS : CURVE_ALGORITHMS[`${jwk.kty} ${jwk.crv}`];
  if (fits === undefined) return undefined;
  const { kty, n, e, crv, x, y } = jwk;
  const publicJwk = JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })) as JWK;
  try {
    const key = createPublicKey({ key: publicJwk, format: "jwk" });
    if (kty === "RSA" && (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS) return undefined;
    return {
      keyId: typeof jwk.kid === "string" ? jwk.kid : undefined,
      algorithm: typeof jwk.alg === "string" ? jwk.alg : undefined,
      fits,
      key,
      thumbprint: await calculateJwkThumbprint(publicJwk),
    };
  } catch {
    return undefined;
  }
}

/**
 * Returns the keys that may have signed a token with this header; undefined if a newer set might contain one. A token without `kid` is
 * verified only if a single key fits, so that nobody can make the registry try key after key.
 */
export function selectKeys(
  { keys, keyIds }: KeySet,
  algorithm: string,
  keyId: string | undefined,
): readonly IssuerKey[] | undefined {
  const fitting = keys.filter(
    (key) => key.fits.has(algorithm) && (key.algorithm === undefined || key.algorithm === algorithm),
  );
  if (keyId !== undefined) return keyIds.has(keyId) ? fitting.filter((key) => key.keyId === keyId) : undefined;
  return fitting.length === 0 ? undefined : fitting.length === 1 ? fitting : [];
}
