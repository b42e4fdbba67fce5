import type { RegistryUnderTest } from "../../harness/registry.js";

/** What refuses in its own way: each registry is set up so that one kind of failure can be had of it. */
export const SETTINGS = {
  usual: {},
  /** Waits a second for a body. */
  impatient: { REGISTRY_BODY_TIMEOUT: "1" },
  limiting: { REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "1" },
  /** Serves one request at a time, and is at it. */
  busy: { REGISTRY_MAX_REQUESTS: "1", REGISTRY_BODY_TIMEOUT: "600" },
  /** Cannot get the keys of the token issuer. */
  keyless: { REGISTRY_JWKS: "https://localhost:1/jwks" },
  /** Admits another certificate than that of the tests. */
  guarded: { REGISTRY_TLS_ALLOWED_THUMBPRINTS: "0".repeat(64) },
  /** Has lost the folder of its audit trail. */
  unaudited: {},
  /** Has an Appointment, and has lost the folder of its store. */
  unstored: {},
} as const satisfies Record<string, Record<string, string>>;

export type Registries = Readonly<Record<keyof typeof SETTINGS, RegistryUnderTest>>;
