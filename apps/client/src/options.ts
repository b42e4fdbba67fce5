import type { Format } from "@appointment-registry/fhir-appointment";

/** PEM texts. A registry requires a client certificate that it trusts. */
export interface TlsOptions {
  /**
   * Authorities trusted for the server's certificate, in addition to those of Node.js (`NODE_EXTRA_CA_CERTS` included).
   */
  readonly ca?: string | readonly string[];
  /** `false`: trust only `ca` and none of the authorities of Node.js. Default: `true`. */
  readonly defaultAuthorities?: boolean;
  /** The client's certificate, followed by its intermediates. */
  readonly cert?: string;
  readonly key?: string;
  /** Passphrase of an encrypted `key`. */
  readonly passphrase?: string;
}

/**
 * The options themselves, or a function that returns the current ones. It is called before each request, and new
 * connections use the changed options (a renewed certificate, for example). Connections in use end with their requests.
 */
export type TlsOption = TlsOptions | (() => TlsOptions | Promise<TlsOptions>);

interface TokenEndpoint {
  /** https URL. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Ids separated by spaces. */
  readonly scope?: string;
  /**
   * TLS options of the token endpoint, if they differ. Default: those of the registry, including the client
   * certificate.
   */
  readonly tls?: TlsOption;
}

/** `client_id` and `client_secret` in the form (RFC 6749, 2.3.1; the default) or as HTTP Basic. */
export interface ClientSecretCredentials extends TokenEndpoint {
  readonly authentication?: "client_secret_post" | "client_secret_basic";
  readonly clientSecret: string;
}

/** A signed assertion (RFC 7523, 2.2). */
export interface PrivateKeyCredentials extends TokenEndpoint {
  readonly authentication?: "private_key_jwt";
  /** PEM. RSA or EC, with a `passphrase` if it is encrypted. */
  readonly privateKey: string;
  readonly passphrase?: string;
  /** `kid` of the assertion. */
  readonly keyId?: string;
  /** `alg` of the assertion. Default: RS256, or the algorithm of the curve for an EC key. */
  readonly algorithm?: "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512";
  /** `aud` of the assertion. Default: `tokenUrl`. */
  readonly audience?: string;
}

/**
 * OAuth 2 client credentials (RFC 6749, 4.4). A token is cached and renewed before it expires, with one request for all
 * waiting callers.
 */
export type ClientCredentials = ClientSecretCredentials | PrivateKeyCredentials;

/** A token, a function that returns one (called for each request), or the credentials to request one. */
export type TokenOption = string | (() => string | Promise<string>) | ClientCredentials;

/**
 * The retry limits. The retried failures are fixed: 408, 429, 500, 502, 503, 504 and lost connections. Other 4xx are
 * never retried.
 */
export interface RetryOptions {
  /** Maximum number of attempts for a request. Default: 5. */
  readonly attempts?: number;
  /**
   * Total milliseconds for a call: token, attempts, the waits between them and the body of the answer. Waiting for one
   * of the `connections` does not count. Default: 60,000.
   */
  readonly budget?: number;
  /**
   * Milliseconds before the second attempt, doubled for each further one, with jitter. `Retry-After` may require more.
   * Default: 100.
   */
  readonly delay?: number;
}

/** One attempt to send a request. It contains no patient data: the path holds at most an id of the registry. */
export interface Attempt {
  readonly interaction: Interaction;
  readonly method: string;
  readonly path: string;
  /** `X-Request-ID`, the same for every attempt of one request. The registry's log and audit trail contain it. */
  readonly requestId: string;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Hooks for tracing and metrics. An error in a hook changes no outcome: `onRequest` stops its attempt before anything
 * is sent, and an error in another hook emits a warning.
 */
export interface Hooks {
  readonly onRequest?: (attempt: Attempt) => void;
  /** `retryAfter`: milliseconds that the answer's `Retry-After` requests, or 0. */
  readonly onResponse?: (
    attempt: Attempt & { readonly status: number; readonly milliseconds: number; readonly retryAfter: number },
  ) => void;
  /** Called if no answer came, or none that could be read. */
  readonly onError?: (attempt: Attempt & { readonly error: Error; readonly milliseconds: number }) => void;
}

export type Interaction = "register" | "read" | "vread" | "history" | "search" | "cancel" | "validate" | "capabilities";

export interface ClientOptions {
  /** FHIR base of the registry, an https URL without query: `https://host/STU3`. */
  readonly baseUrl: string;
  readonly tls?: TlsOption;
  readonly token?: TokenOption;
  /**
   * URL of an HTTP proxy, with user and password if it requires them; `false` for none. Default: `HTTPS_PROXY` and
   * `NO_PROXY` of the environment. Applies to the registry and the token endpoint.
   */
  readonly proxy?: string | false;
  /** Format of requests and answers; both formats are lossless. Default: `json`. */
  readonly format?: Format;
  /** Milliseconds for one attempt, from the moment it gets a connection to the end of its answer. Default: 30,000. */
  readonly timeout?: number;
  readonly retry?: RetryOptions;
  /** Maximum number of connections to the registry; further requests wait. Default: 16. */
  readonly connections?: number;
  readonly hooks?: Hooks;
}
