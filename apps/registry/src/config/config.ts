import type { StoreLocation } from "./store-location.js";

/** What the registry is started with: checked, complete, and the only form in which settings travel. */
export interface RegistryConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Public FHIR base without a trailing slash. Its path is where the routes are mounted. */
  readonly baseUrl: string;
  readonly store: StoreConfig;
  readonly tls: TlsConfig;
  readonly tokens: TokenConfig;
  /** Absent: callers are not limited. */
  readonly rateLimit: RateLimitConfig | undefined;
  readonly audit: AuditConfig;
  readonly log: LogConfig;
  /** Absent: there is no listener for health and metrics. */
  readonly operations: OperationsConfig | undefined;
  readonly http: HttpConfig;
  readonly admission: AdmissionConfig;
  /** Processes that serve behind the one address. */
  readonly workers: number;
}

export interface OperationsConfig {
  readonly host: string;
  readonly port: number;
}

export type StoreConfig = StoreLocation & {
  /** May a store be made if there is none? */
  readonly create: boolean;
};

export interface TlsConfig {
  /** PEM file names. Both absent only behind a trusted proxy that speaks plain HTTP to the registry. */
  readonly keyFile: string | undefined;
  readonly certFile: string | undefined;
  /** PEM bundle of the authorities whose client certificates are accepted. */
  readonly clientCaFile: string;
  /** PEM file of one or several CRLs. With it, a client certificate whose authority has no current CRL is refused. */
  readonly crlFile: string | undefined;
  readonly allowList: CertificateAllowList | undefined;
  readonly trustedProxy: TrustedProxyConfig | undefined;
  /** How often the files are checked for a change, milliseconds. */
  readonly reloadMilliseconds: number;
}

/** A client certificate is accepted if either member names it. */
export interface CertificateAllowList {
  /** SHA-256 of the DER certificate, base64url without padding. */
  readonly thumbprints: ReadonlySet<string>;
  /** Subject as an RFC 4514 string, compared without regard to case and to spaces around the separators. */
  readonly subjects: readonly string[];
}

export interface TrustedProxyConfig {
  /** Addresses or CIDR ranges; connections from elsewhere get no HTTP. */
  readonly addresses: readonly string[];
  /** Lower-case name of the header field that carries the client certificate. */
  readonly header: string;
}

export interface TokenConfig {
  readonly issuers: readonly IssuerConfig[];
  /** Any one of them must be in `aud`. Compared as strings, exactly (RFC 7519, 4.1.3). */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
  /** How many verified tokens are cached; 0 turns the cache off. */
  readonly remembered: number;
  /** Only tokens bound to the client certificate (RFC 8705) are accepted. */
  readonly bindingRequired: boolean;
  readonly keys: KeysConfig;
}

export interface IssuerConfig {
  /** Compared with `iss` as a string, exactly. */
  readonly issuer: string;
  readonly jwks: JwksLocation;
}
export type JwksLocation =
  { readonly kind: "url"; readonly url: string } | { readonly kind: "file"; readonly file: string };

export interface KeysConfig {
  /** A key that the issuer has withdrawn is not used for longer than this. */
  readonly refreshSeconds: number;
  /** After the first few, unknown `kid`s make the keys be fetched no more often than this. */
  readonly cooldownSeconds: number;
  /** How long keys are used after the last time they could be had. */
  readonly staleSeconds: number;
  readonly fetchTimeoutSeconds: number;
  /** PEM bundle trusted for the issuer's HTTPS, instead of the system's. */
  readonly caFile: string | undefined;
}

export interface RateLimitConfig {
  readonly requestsPerSecond: number;
  /** How many requests may come at once after a pause. */
  readonly burst: number;
}

export interface AuditConfig {
  readonly directory: string;
  /** A file that has grown beyond this is closed and the next begun. */
  readonly maxFileBytes: number;
}

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
export interface LogConfig {
  readonly level: LogLevel;
}

export interface AdmissionConfig {
  /** Requests in progress at once. */
  readonly maxRequests: number;
  /** How late turns of the event loop may be before requests are refused. */
  readonly maxDelayMilliseconds: number;
  /** Of bodies and answers in flight. */
  readonly memoryBytes: number;
  /** Large answers to searches that are made at once. */
  readonly maxLargeAnswers: number;
  /** Of one client certificate; absent: not limited. */
  readonly certificateRate: RateLimitConfig | undefined;
}

export interface HttpConfig {
  readonly maxBodyBytes: number;
  /** Of one client and patient; absent: not limited. */
  readonly maxLiveEntries?: number | undefined;
  readonly bodyTimeoutMilliseconds: number;
  readonly headersTimeoutMilliseconds: number;
  readonly keepAliveMilliseconds: number;
  readonly maxConnections: number;
  /** TLS handshakes in progress at once. */
  readonly maxHandshakes: number;
  /** How long an answer may wait for its caller to read it, in all. */
  readonly answerTimeoutMilliseconds: number;
  readonly shutdownMilliseconds: number;
  /** A static site that is served beside the FHIR base; absent: none. */
  readonly docsDirectory?: string | undefined;
}
