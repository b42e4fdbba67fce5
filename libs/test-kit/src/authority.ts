import type { Authority, CertificateOptions, Issued } from "./certificates.js";

// The library that makes certificates takes half a second of CPU to load: those load it that make some.

export const createAuthority = async (name: string, options?: CertificateOptions): Promise<Authority> =>
  (await import("./certificate-authority.js")).createAuthority(name, options);

/** The authority of a certificate and its key, both PEM. */
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

/** A certificate signed with the key of one that is no authority, sent along as if it were. */
export const forgeBelow = async (by: Issued): Promise<Issued> =>
  (await import("./certificate-authority.js")).forgeBelow(by);
