import type { Reader } from "./readers.js";
import { absoluteUrl, addresses, listOf, matching, oneOf, text, wholeNumber } from "./readers.js";
import { parseStoreUrl } from "./store-location.js";

/** One environment variable: what reads its text, and everything that its documentation says. */
export interface Variable<T> {
  readonly read: Reader<T>;
  /** Completes "NAME must be ...". */
  readonly must: string;
  readonly description: string;
  /** Text used where the variable is not set. Absent: see `required`. */
  readonly fallback?: string;
  readonly required?: true;
  /** The value is never repeated in a message. */
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

/** Every setting of the registry, by name without the prefix `REGISTRY_`. The documentation is made from this table. */
export const VARIABLES = {
  HOST: {
    read: text,
    must: "an address or a host name",
    description: "Address to listen at.",
    fallback: "127.0.0.1",
  },
  PORT: whole(0, 65535, "", 8443, "Port to listen at; 0 lets the system choose."),
  BASE_URL: {
    read: absoluteUrl,
    must: "an absolute http or https URL without query and fragment",
    description: "Public FHIR base. Its path is where the routes are mounted; Location headers begin with it.",
    required: true,
    example: "https://registry.example.org/STU3",
  },
  STORE: {
    read: parseStoreUrl,
    must: "lmdb:DIRECTORY, mongodb://... or mongodb+srv://...",
    description: "Where appointments are kept: an embedded store on disk, or MongoDB.",
    secret: true,
    required: true,
    example: "lmdb:/var/lib/registry",
  },
  STORE_CREATE: {
    read: oneOf(["if-missing", "never"]),
    must: "if-missing or never",
    description:
      "May a store be created where there is none? Whatever it is, none is created beside an audit trail that has records.",
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
    description: "Authorities whose client certificates are accepted. A caller without one gets no HTTP.",
    required: true,
  },
  TLS_CRL: {
    read: text,
    must: "a PEM file",
    description:
      "Revocation lists, complete ones, at least one for each authority, of any size. A client certificate of an authority without a current list is refused.",
  },
  TLS_ALLOWED_THUMBPRINTS: {
    read: listOf(matching(/^([A-Za-z0-9_-]{43}|([0-9A-Fa-f]{2}:?){32})$/)),
    must: "SHA-256 thumbprints (hexadecimal or base64url), separated by spaces",
    description: "With this or TLS_ALLOWED_SUBJECTS, only the client certificates named are accepted.",
  },
  TLS_ALLOWED_SUBJECTS: {
    read: (written) =>
      text(written)
        ?.split(";")
        .map((subject) => subject.trim())
        .filter((subject) => subject !== ""),
    must: "distinguished names separated by semicolons",
    description: "Distinguished names (RFC 4514) of the client certificates accepted, separated by `;`.",
    example: "CN=supplier-a,O=Example; CN=supplier-b,O=Example",
  },
  TLS_RELOAD: whole(
    1,
    86400,
    "seconds",
    1,
    "How often key, certificate, authorities and revocation lists are looked at.",
  ),
  TRUSTED_PROXIES: {
    read: listOf(addresses),
    must: "IP addresses or CIDR ranges separated by spaces",
    description:
      "Off by default. Load balancers that end TLS and pass the client certificate in a header, see below; all other addresses get no HTTP.",
    example: "10.0.0.5 10.1.0.0/24",
  },
  CLIENT_CERT_HEADER: {
    read: (written) => matching(/^[A-Za-z0-9-]{1,64}$/)(written)?.toLowerCase(),
    must: "the name of a header field",
    description:
      "Header with the client certificate, used with TRUSTED_PROXIES only; intermediates may come in the header of this name with `-Chain`. For the forms that are read see below.",
    fallback: "Client-Cert",
  },
  JWT_ISSUER: {
    read: listOf(text),
    must: "one or several issuers separated by spaces",
    description: "The `iss` of acceptable tokens.",
    required: true,
    example: "https://issuer.example.org",
  },
  JWT_AUDIENCE: {
    read: listOf(text),
    must: "one or several audiences separated by spaces",
    description: "The `aud` of acceptable tokens, compared exactly. Default: BASE_URL.",
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
  JWKS_REFRESH: whole(1, 86400, "seconds", 60, "A key that the issuer has withdrawn is used no longer than this."),
  JWKS_COOLDOWN: whole(
    1,
    3600,
    "seconds",
    1,
    "How often, at most, unknown `kid`s make the keys be fetched, after five at once.",
  ),
  JWKS_STALE: whole(0, 604800, "seconds", 3600, "How long keys stay in use while they cannot be fetched."),
  JWKS_TIMEOUT: whole(1, 60, "seconds", 5, "How long fetching the keys may take."),
  JWT_ALGORITHMS: {
    read: listOf(oneOf(ALGORITHMS)),
    must: `some of ${ALGORITHMS.join(" ")}, separated by spaces`,
    description: "Signature algorithms accepted.",
    fallback: ALGORITHMS.join(" "),
  },
  JWT_CLOCK_TOLERANCE: whole(0, 300, "seconds", 30, "How far the clocks of issuer and registry may differ."),
  JWT_MAX_AGE: whole(60, 31536000, "seconds", 86400, "A token issued longer ago is refused, whatever its `exp`."),
  JWT_MAX_BYTES: whole(256, 65536, "bytes", 8192, "A longer token is refused unread."),
  JWT_REMEMBERED: whole(0, 1000000, "", 10000, "How many verified tokens are remembered until they expire; 0: none."),
  JWT_BINDING: {
    read: oneOf(["required", "optional"]),
    must: "required or optional",
    description:
      "Must a token be bound to the client certificate (RFC 8705)? A binding that is there must always match.",
    fallback: "optional",
  },
  RATE_LIMIT: whole(0, 1000000, "requests a second", 0, "What one client id may ask for; 0: not limited."),
  RATE_BURST: whole(1, 1000000, "requests", 50, "How many requests a client may send at once after a pause."),
  CERTIFICATE_RATE_LIMIT: whole(
    0,
    1000000,
    "requests a second",
    0,
    "What one client certificate may ask for, before its token is looked at; beyond it 429. 0: not limited.",
  ),
  CERTIFICATE_RATE_BURST: whole(
    1,
    1000000,
    "requests",
    50,
    "How many requests may be sent with a client certificate at once after a pause.",
  ),
  WORKERS: whole(
    1,
    64,
    "processes",
    1,
    "Processes that serve behind the one address and port, each on a core of its own. Limits and rates are of all of them together, and are divided among them.",
  ),
  MAX_REQUESTS: whole(
    1,
    1000000,
    "",
    512,
    "Requests in progress at once, at most three quarters of them of one client certificate; beyond it 503.",
  ),
  MAX_DELAY: whole(
    10,
    60000,
    "milliseconds",
    500,
    "Where turns of the event loop are later than this for a second, requests are answered 503 until they are not; where requests take longer than half of it, as many are served at once as are answered in that time, but at least 64.",
  ),
  MEMORY_BUDGET: {
    read: wholeNumber(1048576, 1099511627776),
    must: "a whole number of bytes from 1048576 to 1099511627776",
    description:
      "For bodies and answers in flight, at most half of it for one client certificate; beyond it 503. Default: a quarter of the heap that Node was given.",
  },
  AUDIT: {
    read: text,
    must: "a directory",
    description:
      "Where the audit trail is written. Default: DIRECTORY-audit beside an lmdb store, else ./registry-audit.",
  },
  AUDIT_FILE_BYTES: whole(
    4096,
    1099511627776,
    "bytes",
    67108864,
    "Size at which the next file of the audit trail is begun.",
  ),
  LOG_LEVEL: {
    read: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
    must: "fatal, error, warn, info, debug, trace or silent",
    description: "What is logged, as JSON lines on standard output.",
    fallback: "info",
  },
  OPERATIONS_HOST: {
    read: text,
    must: "an address or a host name",
    description: "Address at which health and metrics are served.",
    fallback: "127.0.0.1",
  },
  OPERATIONS_PORT: {
    read: wholeNumber(1, 65535),
    must: "a whole number from 1 to 65535",
    description: "Port for `/health`, `/ready` and `/metrics` in plain HTTP, without identity. Off by default.",
  },
  DOCS: {
    read: text,
    must: "a directory with an index.html",
    description:
      "Documentation, as `npm run docs` builds it: served at `docs` beside the base, with the client certificate alone. Off by default.",
  },
  MAX_BODY_BYTES: whole(
    1024,
    104857600,
    "bytes",
    262144,
    "A larger request body is answered 413. An entry has at most 65536 bytes in either format, and always fits.",
  ),
  MAX_LIVE_ENTRIES: whole(
    0,
    1000000,
    "entries",
    0,
    "Entries, booked and not past, that one client may have registered for one patient; beyond it 422. 0: not limited.",
  ),
  BODY_TIMEOUT: whole(1, 600, "seconds", 10, "A request body that takes longer is answered 408."),
  HEADERS_TIMEOUT: whole(1, 600, "seconds", 10, "A request head that takes longer ends the connection."),
  KEEP_ALIVE: whole(1, 3600, "seconds", 65, "How long an idle connection is kept."),
  MAX_CONNECTIONS: whole(1, 1000000, "", 4096, "Connections beyond this are closed at once."),
  MAX_HANDSHAKES: whole(
    1,
    1000000,
    "",
    1024,
    "TLS handshakes in progress; connections beyond this are closed at once.",
  ),
  ANSWER_TIMEOUT: whole(
    1,
    3600,
    "seconds",
    60,
    "A connection whose answer waits longer, in all, for its caller to read it is closed.",
  ),
  SHUTDOWN_TIMEOUT: whole(0, 600, "seconds", 10, "How long requests under way may take after SIGTERM."),
} satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;
export const PREFIX = "REGISTRY_";
