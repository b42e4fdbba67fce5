import type { Authority, CertificateOptions, Issued } from "./certificates.js";

// The certificate library takes half a second of CPU to load, so only suites that create certificates load it.

export const createAuthority = async (name: string, options?: CertificateOptions): Promise<Authority> =>
  (await import("./certificate-authority.js")).createAuthority(name, options);

/** Restores an authority from its certificate and its key, both PEM. */
export function restoredAuthority(cert: string, key: string): Authority {
  let restored: Promise<Authority> | undefined;
  const authority = () =>
    (restored ??= import("./certificate-authority.js").then(({ restoreAuthority }) => restoreAuthority(cert, key)));
  return {
    cert,
    privateKey: () => Promise.resolve(key),
    issue: async (...args) => (await authority()).issue(...args),
    intermediate: async (...args) => (await authority()).intermediate(...args),
    certify: async (...args) => (await authority()).certify(...args),
    crl: async (...args) => (await authority()).crl(...args),
  };
}

/**
 * Issues a certificate signed with the key of a certificate that is not an authority, and includes that one in the
 * chain.
 */
export const forgeBelow = async (by: Issued): Promise<Issued> =>
  (await import("./certificate-authority.js")).forgeBelow(by);
