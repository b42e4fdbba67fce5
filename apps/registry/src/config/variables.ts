import type { Reader } from "./readers.js";
import { absoluteUrl, addresses, listOf, matching, oneOf, text, wholeNumber } from "./readers.js";
import { parseStoreUrl } from "./store-location.js";

/** One environment variable: the reader of its text, and the content of its documentation. */
export interface Variable<T> {
  readonly read: Reader<T>;
  /** Completes "NAME must be ...". */
  readonly must: string;
  readonly description: string;
  /** Text used if the variable is not set. If absent, see `required`. */
  readonly fallback?: string;
  readonly required?: true;
  /** The value never appears in a message. */
  readonly secret?: true;
  readonly example?: string;
}

function whole(
  least: number,
  most: number,
  unit: string,
  fallback: number,
  description: string,
): Variable<number> & { readonly fallback: string } {
  const must = `a whole number${unit === "" ? "" : ` of ${unit}`} from ${least} to ${most}`;
  return { read: wholeNumber(least, most), must, description, fallback: String(fallback) };
}

export const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

/** Every setting of the registry, by name without the prefix `REGISTRY_`. The documentation is generated from this table. */
export const VARIABLES = {
  HOST: {
    read: text,
    must: "an address or a host name",
    description: "Address to listen on.",
    fallback: "127.0.0.1",
  },
  PORT: whole(0, 65535, "", 8443, "Port to listen on; 0 lets the operating system choose."),
  BASE_URL: {
    read: absoluteUrl,
    must: "an absolute http or https URL without query and fragment",
    description: "Public FHIR base URL. The routes are mounted at its path; Location headers begin with it.",
    required: true,
    example: "https://registry.example.org/STU3",
  },
  STORE: {
    read: parseStoreUrl,
    must: "lmdb:DIRECTORY, mongodb://... or mongodb+srv://...",
    description: "Store of the appointments: an embedded store on disk, or MongoDB.",
    secret: true,
    required: true,
    example: "lmdb:/var/lib/registry",
  },
  STORE_CREATE: {
    read: oneOf(["if-missing", "never"]),
    must: "if-missing or never",
    description: "Whether a missing store may be created. A store is never created if the audit trail has records.",
    fallback: "if-missing",
  },
  TLS_KEY: {
    read: text,
    must: "a PEM file",
    description: "Private key of the server. Required unless behind a trusted proxy.",
  },
  TLS_CERT: {
    read: text,
    must: "a PEM file",
    description: "Certificate of the server with its intermediates. Required unless behind a trusted proxy.",
  },
  TLS_CLIENT_CA: {
    read: text,
    must: "a PEM file",
    description:
      "Authorities whose client certificates are accepted. A caller without such a certificate gets no HTTP.",
    required: true,
  },
  TLS_CRL: {
    read: text,
    must: "a PEM file",
    description:
      "Complete revocation lists of any size, at least one for each authority. A client certificate of an authority without a current list is rejected.",
  },
  TLS_ALLOWED_THUMBPRINTS: {
    read: listOf(matching(/^([A-Za-z0-9_-]{43}|([0-9A-Fa-f]{2}:?){32})$/)),
    must: "SHA-256 thumbprints (hexadecimal or base64url), separated by spaces",
    description: "With this or TLS_ALLOWED_SUBJECTS, only the named client certificates are accepted.",
  },
  TLS_ALLOWED_SUBJECTS: {
    read: (written) =>
      text(written)
        ?.split(";")
        .map((subject) => subject.trim())
        .filter((subject) => subject !== ""),
    must: "distinguished names separated by semicolons",
    description: "Distinguished names (RFC 4514) of the accepted client certificates, separated by `;`.",
    example: "CN=supplier-a,O=Example; CN=supplier-b,O=Example",
  },
  TLS_RELOAD: whole(
    1,
    86400,
    "seconds",
    1,
    "How often the files of key, certificate, authorities and revocation lists are checked for changes.",
  ),
  TRUSTED_PROXIES: {
    read: listOf(addresses),
    must: "IP addresses or CIDR ranges separated by spaces",
    description:
      "Off by default. Load balancers that terminate TLS and forward the client certificate in a header, see below; all other addresses get no HTTP.",
    example: "10.0.0.5 10.1.0.0/24",
  },
  CLIENT_CERT_HEADER: {
    read: (written) => matching(/^[A-Za-z0-9-]{1,64}$/)(written)?.toLowerCase(),
    must: "the name of a header field",
    description:
      "Header with the client certificate, used with TRUSTED_PROXIES only; intermediates may come in the header of this name with `-Chain`. See below for the accepted forms.",
    fallback: "Client-Cert",
  },
  JWT_ISSUER: {
    read: listOf(text),
    must: "one or several issuers separated by spaces",
    description: "The `iss` that tokens must have.",
    required: true,
    example: "https://issuer.example.org",
  },
  JWT_AUDIENCE: {
    read: listOf(text),
    must: "one or several audiences separated by spaces",
    description: "The `aud` that tokens must have, compared exactly. Default: BASE_URL.",
  },
  JWKS: {
    read: text,
    must: "a URL or a file (with several issuers: one for each, separated by spaces, in the same order)",
    description: "Public keys of the issuer (RFC 7517): an http or https URL, or a file.",
    required: true,
    example: "https://issuer.example.org/jwks",
  },
  JWKS_CA: {
    read: text,
    must: "a PEM file",
    description: "Authorities trusted for the issuer's HTTPS, instead of the system's.",
  },
  JWKS_REFRESH: whole(
    1,
    86400,
    "seconds",
    60,
    "How often the issuer's keys are fetched: a key that the issuer has withdrawn is used no longer than this.",
  ),
  JWKS_COOLDOWN: whole(
    1,
    3600,
    "seconds",
    1,
    "Minimum time between two fetches of the keys because of unknown `kid`s, after five immediate ones.",
  ),
  JWKS_STALE: whole(0, 604800, "seconds", 3600, "How long the last keys are used while the issuer does not answer."),
  JWKS_TIMEOUT: whole(1, 60, "seconds", 5, "Timeout for fetching the keys."),
  JWT_ALGORITHMS: {
    read: listOf(oneOf(ALGORITHMS)),
    must: `some of ${ALGORITHMS.join(" ")}, separated by spaces`,
    description: "Accepted signature algorithms.",
    fallback: ALGORITHMS.join(" "),
  },
  JWT_CLOCK_TOLERANCE: whole(0, 300, "seconds", 30, "Accepted difference between the clocks of issuer and registry."),
  JWT_MAX_AGE: whole(60, 31536000, "seconds", 86400, "Maximum age of a token since its `iat`, whatever its `exp`."),
  JWT_MAX_BYTES: whole(
    256,
    65536,
    "bytes",
    8192,
    "Maximum size of a token; a larger one is rejected without reading it.",
  ),
  JWT_REMEMBERED: whole(0, 1000000, "", 10000, "How many verified tokens are cached until they expire; 0: none."),
  JWT_BINDING: {
    read: oneOf(["required", "optional"]),
    must: "required or optional",
    description:
      "Whether a token must be bound to the client certificate (RFC 8705). If a token is bound, the binding must match in either case.",
    fallback: "optional",
  },
  RATE_LIMIT: whole(0, 1000000, "requests a second", 0, "Rate limit of one client id; 0: no limit."),
  RATE_BURST: whole(1, 1000000, "requests", 50, "Burst size of the rate limit of a client id."),
  CERTIFICATE_RATE_LIMIT: whole(
    0,
    1000000,
    "requests a second",
    0,
    "Rate limit of one client certificate, checked before the token; further requests are answered 429. 0: no limit.",
  ),
  CERTIFICATE_RATE_BURST: whole(1, 1000000, "requests", 50, "Burst size of the rate limit of a client certificate."),
  WORKERS: whole(
    1,
    64,
    "processes",
    1,
    "Worker processes behind the one address and port. Limits and rates apply to all of them together, and are divided among them.",
  ),
  MAX_REQUESTS: whole(
    1,
    1000000,
    "",
    512,
    "Maximum of concurrent requests, at most three quarters of them from one client certificate; further ones are answered 503.",
  ),
  MAX_DELAY: whole(
    10,
    60000,
    "milliseconds",
    500,
    "Maximum delay of the event loop. If the delay exceeds it for a second, requests are answered 503 until it falls below. If requests take longer than half of it, the number of concurrent requests is limited to those that are answered in that time, but at least 64.",
  ),
  MEMORY_BUDGET: {
    read: wholeNumber(1048576, 1099511627776),
    must: "a whole number of bytes from 1048576 to 1099511627776",
    description:
      "Memory for bodies and responses in progress, at most half of it for one client certificate; further requests are answered 503. Default: a quarter of Node's heap limit.",
  },
  AUDIT: {
    read: text,
    must: "a directory",
    description: "Directory of the audit trail. Default: DIRECTORY-audit next to an lmdb store, else ./registry-audit.",
  },
  AUDIT_FILE_BYTES: whole(
    4096,
    1099511627776,
    "bytes",
    67108864,
    "Size at which a new file of the audit trail is started.",
  ),
  LOG_LEVEL: {
    read: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
    must: "fatal, error, warn, info, debug, trace or silent",
    description: "Log level. The log is JSON lines on standard output.",
    fallback: "info",
  },
  OPERATIONS_HOST: {
    read: text,
    must: "an address or a host name",
    description: "Address of the port for health and metrics.",
    fallback: "127.0.0.1",
  },
  OPERATIONS_PORT: {
    read: wholeNumber(1, 65535),
    must: "a whole number from 1 to 65535",
    description: "Port for `/health`, `/ready` and `/metrics` in plain HTTP, without authentication. Off by default.",
  },
  DOCS: {
    read: text,
    must: "a directory with an index.html",
    description:
      "Documentation, as `npm run docs` builds it. It is served at `docs` next to the base URL, to every client certificate without a token. Off by default.",
  },
  MAX_BODY_BYTES: whole(
    1024,
    104857600,
    "bytes",
    262144,
    "Maximum size of a request body; a larger one is answered 413. A registered Appointment has at most 65536 bytes in either format.",
  ),
  MAX_LIVE_ENTRIES: whole(
    0,
    1000000,
    "entries",
    0,
    "Maximum of booked, future entries that one client may register for one patient; further ones are answered 422. 0: no limit.",
  ),
  BODY_TIMEOUT: whole(1, 600, "seconds", 10, "Timeout for receiving a request body; then the request is answered 408."),
  HEADERS_TIMEOUT: whole(1, 600, "seconds", 10, "Timeout for receiving a request head; then the connection is closed."),
  KEEP_ALIVE: whole(1, 3600, "seconds", 65, "How long an idle connection is kept."),
  MAX_CONNECTIONS: whole(
    1,
    1000000,
    "",
    4096,
    "Maximum of concurrent connections; further ones are closed immediately.",
  ),
  MAX_HANDSHAKES: whole(
    1,
    1000000,
    "",
    1024,
    "Maximum of concurrent TLS handshakes; further connections are closed immediately.",
  ),
  ANSWER_TIMEOUT: whole(
    1,
    3600,
    "seconds",
    60,
    "Total time that a response may wait for its caller to read it; then the connection is closed.",
  ),
  SHUTDOWN_TIMEOUT: whole(0, 600, "seconds", 10, "How long pending requests may take after SIGTERM."),
} satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;
export const PREFIX = "REGISTRY_";
