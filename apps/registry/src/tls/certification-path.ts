import type { Certificate } from "./certificate.js";
import { DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_CERT_SIGN, mayUseKey } from "./certificate.js";
import { areNamesAllowed } from "./names.js";
import type { Refusal } from "./refusal.js";
import type { RevocationLists } from "./revocation-lists.js";

/** The trust material against which client certificates are validated. Immutable: a change of the files creates a new one. */
export interface Trust {
  /** A unique number. Verdicts refer to it, so that they do not keep a replaced list in memory. */
  readonly generation: number;
  readonly authorities: readonly Certificate[];
  /** Absent: revocation is not checked. */
  readonly revocation: RevocationLists | undefined;
}

export interface Verdict {
  /** Absent: the certificate is accepted. */
  readonly refusal: Refusal | undefined;
  /** The last epoch millisecond at which the verdict holds; after it the path must be validated again. */
  readonly until: number;
}

/** RFC 5280, 4.2.1.12: `anyExtendedKeyUsage` includes all purposes. */
const CLIENT_AUTH = ["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"];
const LONGEST_PATH = 10;
/** Maximum number of issuers tried for one verdict. The longest path needs nine; a caller controls how many lead to no authority. */
const MOST_ATTEMPTS = 20;

/**
 * Validates a client certificate (RFC 5280, 6.1). Finds a path to a configured authority and checks signatures, validity, basic
 * constraints, path lengths, key usage, key purpose, name constraints and revocation along it. No specific policy is required
 * (`user-initial-policy-set` is any-policy): a path fails only if an authority requires one and its certificates share none.
 * @param intermediates in any order; irrelevant certificates are ignored
 * @param now epoch milliseconds
 */
export function validateCertificationPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  trust: Trust,
  now: number,
): Verdict {
  const anchors = trustAnchors(trust.authorities);
  const candidates = [...anchors, ...trust.authorities, ...intermediates];
  const moments: number[] = [];
  let attempts = 0;
  let refusal: Refusal = "untrusted";

  /** Returns the verdict on the first accepted path above `path`. */
  function extend(path: readonly Certificate[]): Verdict | undefined {
    const last = path.at(-1) as Certificate;
    if (anchors.includes(last)) return conclude(path);
    if (path.length === LONGEST_PATH) return undefined;
    const tried = new Set<string>();
    for (const issuer of candidates) {
      if (issuer.subject !== last.issuer || tried.has(issuer.fingerprint) || isOn(path, issuer)) continue;
      tried.add(issuer.fingerprint);
      if (++attempts > MOST_ATTEMPTS) {
        refusal = "path-too-complex";
        return undefined;
      }
      if (!isSignedBy(last, issuer)) continue;
      const found = extend([...path, issuer]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function conclude(path: readonly Certificate[]): Verdict | undefined {
    const found = checkPath(path, trust, now, moments);
    if (typeof found === "number") return { refusal: undefined, until: found };
    refusal = found;
    return undefined;
  }

  // A client's self-signed certificate may itself be configured.
  const pinned = anchors.find(({ fingerprint }) => fingerprint === leaf.fingerprint && leaf.subject === leaf.issuer);
  const accepted = pinned === undefined ? extend([leaf]) : conclude([leaf]);
  if (accepted !== undefined) return accepted;
  return { refusal, until: Math.min(Infinity, ...moments.filter((moment) => moment > now)) - 1 };
}

/** Authorities whose issuer is not configured. Other certificates of the file are intermediates, which their issuers may revoke. */
function trustAnchors(authorities: readonly Certificate[]): readonly Certificate[] {
  const subjects = new Set(authorities.map(({ subject }) => subject));
  const roots = authorities.filter(({ subject, issuer }) => subject === issuer || !subjects.has(issuer));
  return roots.length > 0 ? roots : authorities;
}

/** Compares entities: neither a loop nor a detour over a cross-certificate of the same key leads anywhere new. */
function isOn(path: readonly Certificate[], candidate: Certificate): boolean {
  return path.some(
    (each) =>
      each.fingerprint === candidate.fingerprint ||
      (each.subject === candidate.subject && each.publicKeyInfo === candidate.publicKeyInfo),
  );
}

const signatures = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Cached while both certificates are in use, so that a new revocation list requires no signature checks. */
function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  let known = signatures.get(certificate);
  if (known === undefined) signatures.set(certificate, (known = new WeakMap()));
  let signed = known.get(issuer);
  if (signed === undefined) known.set(issuer, (signed = verifySignature(certificate, issuer)));
  return signed;
}

function verifySignature(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.publicKey);
  } catch {
    return false; // The key is of a type that cannot sign.
  }
}

/**
 * Checks a path whose names and signatures are valid.
 * @param path from the client's certificate to a trust anchor
 * @param moments receives the times at which the verdict may change
 * @returns the reason for the refusal, or the last millisecond at which the path is valid
 */
function checkPath(path: readonly Certificate[], trust: Trust, now: number, moments: number[]): Refusal | number {
  const leaf = path[0] as Certificate;
  moments.push(...path.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter + 1]));
  const [anchor, sent] = [path.at(-1) as Certificate, path.slice(0, Math.max(1, path.length - 1))];
  if (sent.some(({ isWeak }) => isWeak)) return "weak-key";
  if (!isForClients(leaf) || !mayUseKey(leaf, DIGITAL_SIGNATURE | KEY_AGREEMENT)) return "wrong-purpose";
  if (!path.slice(1).every((issuer, index) => mayIssue(issuer, path.slice(0, index + 1)))) return "constraint-violated";
  if (path.some(({ unknownCriticalExtension }) => unknownCriticalExtension !== undefined)) return "constraint-violated";
  if (path.some(({ notBefore, notAfter }) => now < notBefore || now > notAfter)) return "not-valid-now";
  let until = Math.min(...path.map(({ notAfter }) => notAfter));
  if (trust.revocation === undefined) return until;
  for (const [index, certificate] of sent.entries()) {
    const status = trust.revocation.statusOf(certificate, path[index + 1] ?? anchor, now);
    if (status.status === "revoked") return "revoked";
    moments.push(...status.moments);
    if (status.status === "unknown") return "revocation-unknown";
    until = Math.min(until, status.until);
  }
  return until;
}

/** RFC 5280, 6.1.4 (k) to (n), and (b), (c) for the names. `below`: the path from the client's certificate to the one issued. */
function mayIssue(issuer: Certificate, below: readonly Certificate[]): boolean {
  const intermediates = below.slice(1).filter(({ subject, issuer: above }) => subject !== above);
  const { nameConstraints } = issuer;
  return (
    issuer.isAuthority &&
    mayUseKey(issuer, KEY_CERT_SIGN) &&
    isForClients(issuer) &&
    satisfiesPolicy(issuer, below) &&
    (issuer.pathLength === undefined || intermediates.length <= issuer.pathLength) &&
    (nameConstraints === undefined ||
      [below[0] as Certificate, ...intermediates].every((each) => areNamesAllowed(nameConstraints, each)))
  );
}

/** A purpose restriction of an authority also applies to its certificates, as all TLS implementations interpret RFC 5280, 4.2.1.12. */
function isForClients({ purposes }: Certificate): boolean {
  return purposes === undefined || purposes.some((purpose) => CLIENT_AUTH.includes(purpose));
}

const ANY_POLICY = "2.5.29.32.0";

/** RFC 5280, 6.1.5 (g), without policy mappings: paths that need a mapping are rejected. */
function satisfiesPolicy({ explicitPolicyAfter }: Certificate, below: readonly Certificate[]): boolean {
  if (explicitPolicyAfter === undefined || explicitPolicyAfter >= below.length) return true;
  const specific = below.filter(({ policies }) => !policies.includes(ANY_POLICY));
  const shared = specific.reduce<readonly string[] | undefined>(
    (common, { policies }) => (common === undefined ? policies : common.filter((policy) => policies.includes(policy))),
    undefined,
  );
  return shared === undefined || shared.length > 0;
}
