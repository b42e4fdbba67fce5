import type { RegistryUnderTest } from "../../harness/registry.js";

/** Settings of the registries that refuse requests. Each is configured for one kind of failure. */
export const SETTINGS = {
  usual: {},
  /** Waits one second for a body. */
  impatient: { REGISTRY_BODY_TIMEOUT: "1" },
  limiting: { REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "1" },
  /** Serves one request at a time, and is already serving one. */
  busy: { REGISTRY_MAX_REQUESTS: "1", REGISTRY_BODY_TIMEOUT: "600" },
  /** Cannot fetch the keys of the token issuer. */
  keyless: { REGISTRY_JWKS: "https://localhost:1/jwks" },
  /** Accepts a certificate other than that of the tests. */
  guarded: { REGISTRY_TLS_ALLOWED_THUMBPRINTS: "0".repeat(64) },
  /** Has lost the folder of its audit trail. */
  unaudited: {},
  /** Has an Appointment, and has lost the folder of its store. */
  unstored: {},
} as const satisfies Record<string, Record<string, string>>;

export type Registries = Readonly<Record<keyof typeof SETTINGS, RegistryUnderTest>>;
