import type { StoreLocation } from "./store-location.js";

/** The validated and complete settings that the registry starts with. No other form is passed around. */
export interface RegistryConfig {
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  /** Public FHIR base without a trailing slash. Routes are mounted at its path. */
  readonly baseUrl: string;
  readonly store: StoreConfig;
  readonly tls: TlsConfig;
  readonly tokens: TokenConfig;
  /** Absent: callers are not rate limited. */
  readonly rateLimit: RateLimitConfig | undefined;
  readonly audit: AuditConfig;
  readonly log: LogConfig;
  /** Absent: there is no listener for health and metrics. */
  readonly operations: OperationsConfig | undefined;
  readonly http: HttpConfig;
  readonly admission: AdmissionConfig;
  /** Number of processes that serve behind the same address. */
  readonly workers: number;
}

export interface OperationsConfig {
  readonly host: string;
  readonly port: number;
}

export type StoreConfig = StoreLocation & {
  /** Allows a store to be created if there is none. */
  readonly create: boolean;
};

export interface TlsConfig {
  /** PEM file names. Both may be absent only behind a trusted proxy that uses plain HTTP to reach the registry. */
  readonly keyFile: string | undefined;
  readonly certFile: string | undefined;
  /** PEM bundle of the authorities whose client certificates are accepted. */
  readonly clientCaFile: string;
  /** PEM file with one or more CRLs. If set, a client certificate whose authority has no current CRL is rejected. */
  readonly crlFile: string | undefined;
  readonly allowList: CertificateAllowList | undefined;
  readonly trustedProxy: TrustedProxyConfig | undefined;
  /** Interval in milliseconds at which the files are checked for changes. */
  readonly reloadMilliseconds: number;
}

/** A client certificate is accepted if either member names it. */
export interface CertificateAllowList {
  /** SHA-256 of the DER certificate, base64url without padding. */
  readonly thumbprints: ReadonlySet<string>;
  /** Subject as an RFC 4514 string, compared case-insensitively and ignoring spaces around the separators. */
  readonly subjects: readonly string[];
}

export interface TrustedProxyConfig {
  /** Addresses or CIDR ranges; connections from other addresses get no HTTP. */
  readonly addresses: readonly string[];
  /** Lower-case name of the header field that contains the client certificate. */
  readonly header: string;
}

export interface TokenConfig {
  readonly issuers: readonly IssuerConfig[];
  /** At least one of them must be in `aud`. Compared as exact strings (RFC 7519, 4.1.3). */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
  /** Maximum number of verified tokens in the cache; 0 disables it. */
  readonly remembered: number;
  /** Only tokens bound to the client certificate (RFC 8705) are accepted. */
  readonly bindingRequired: boolean;
  readonly keys: KeysConfig;
}

export interface IssuerConfig {
  /** Compared with `iss` as an exact string. */
  readonly issuer: string;
  readonly jwks: JwksLocation;
}
export type JwksLocation =
  { readonly kind: "url"; readonly url: string } | { readonly kind: "file"; readonly file: string };

export interface KeysConfig {
  /** Maximum time for which a key remains in use after the issuer has withdrawn it. */
  readonly refreshSeconds: number;
  /** After the first few, unknown `kid`s trigger fetches of the keys no more often than this. */
  readonly cooldownSeconds: number;
  /** Time for which keys are used after the last successful fetch. */
  readonly staleSeconds: number;
  readonly fetchTimeoutSeconds: number;
  /** PEM bundle trusted for the issuer's HTTPS, instead of the system's CAs. */
  readonly caFile: string | undefined;
}

export interface RateLimitConfig {
  readonly requestsPerSecond: number;
  /** Number of requests admitted at once after a pause. */
  readonly burst: number;
}

export interface AuditConfig {
  readonly directory: string;
  /** A file that exceeds this size is closed and the next one started. */
  readonly maxFileBytes: number;
}

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
export interface LogConfig {
  readonly level: LogLevel;
}

export interface AdmissionConfig {
  /** Maximum number of concurrent requests. */
  readonly maxRequests: number;
  /** Delay of event loop turns above which requests are rejected. */
  readonly maxDelayMilliseconds: number;
  /** Bytes of the bodies and responses in flight. */
  readonly memoryBytes: number;
  /** Maximum number of large search responses produced concurrently. */
  readonly maxLargeAnswers: number;
  /** Limit per client certificate; absent: no limit. */
  readonly certificateRate: RateLimitConfig | undefined;
}

export interface HttpConfig {
  readonly maxBodyBytes: number;
  /** Limit per client and patient; absent: no limit. */
  readonly maxLiveEntries?: number | undefined;
  readonly bodyTimeoutMilliseconds: number;
  readonly headersTimeoutMilliseconds: number;
  readonly keepAliveMilliseconds: number;
  readonly maxConnections: number;
  /** Maximum number of concurrent TLS handshakes. */
  readonly maxHandshakes: number;
  /** Total time for which a response may wait for its caller to read it. */
  readonly answerTimeoutMilliseconds: number;
  readonly shutdownMilliseconds: number;
  /** Static site served next to the FHIR base; absent: none. */
  readonly docsDirectory?: string | undefined;
}
