import type { Format } from "@appointment-registry/fhir-appointment";

/** PEM texts. A registry requires a client certificate that it trusts. */
export interface TlsOptions {
  /** Authorities that the server's certificate may come from, in addition to those of Node.js (`NODE_EXTRA_CA_CERTS` included). */
  readonly ca?: string | readonly string[];
  /** `false`: only `ca`, none of those of Node.js. `true`. */
  readonly defaultAuthorities?: boolean;
  /** The client's certificate, followed by its intermediates. */
  readonly cert?: string;
  readonly key?: string;
  /** Of an encrypted `key`. */
  readonly passphrase?: string;
}

/**
 * The options themselves, or a function that returns the current ones: it is called before each request, and new connections
 * use what changed (a renewed certificate). Connections in use end with their requests.
 */
export type TlsOption = TlsOptions | (() => TlsOptions | Promise<TlsOptions>);

interface TokenEndpoint {
  /** https URL. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Ids separated by spaces. */
  readonly scope?: string;
  /** TLS of the token endpoint, where it differs from the registry's. Left out: that of the registry, client certificate included. */
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
  /** PEM. RSA or EC; `passphrase` where it is encrypted. */
  readonly privateKey: string;
  readonly passphrase?: string;
  /** `kid` of the assertion. */
  readonly keyId?: string;
  /** `alg` of the assertion. RS256, or for an EC key that of its curve. */
  readonly algorithm?: "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512";
  /** `aud` of the assertion. `tokenUrl`. */
  readonly audience?: string;
}

/** OAuth 2 client credentials (RFC 6749, 4.4). A token is kept and renewed before it expires, with one request for many callers. */
export type ClientCredentials = ClientSecretCredentials | PrivateKeyCredentials;

/** A token, a function that returns one (called for each request), or what is needed to get one. */
export type TokenOption = string | (() => string | Promise<string>) | ClientCredentials;

/** Which failures are retried is not an option: 408, 429, 500, 502, 503, 504 and lost connections are, other 4xx never. */
export interface RetryOptions {
  /** How often a request is sent at most. 5. */
  readonly attempts?: number;
  /**
   * Milliseconds for a call in all: token, attempts, the waits between them and the body of the answer. Waiting for one of the
   * `connections` is not counted. 60,000.
   */
  readonly budget?: number;
  /** Milliseconds before the second attempt; doubled for each further one, with jitter. `Retry-After` may ask for more. 100. */
  readonly delay?: number;
}

/** One attempt to send a request. Nothing in it is patient data: the path holds an id of the registry at most. */
export interface Attempt {
  readonly interaction: Interaction;
  readonly method: string;
  readonly path: string;
  /** `X-Request-ID`, the same for every attempt of one request; the registry's log and audit trail have it. */
  readonly requestId: string;
  /** From 1. */
  readonly attempt: number;
}

/**
 * For tracing and metrics. A hook that throws changes no outcome: `onRequest` stops its attempt before anything is sent, of the
 * others a warning is emitted.
 */
export interface Hooks {
  readonly onRequest?: (attempt: Attempt) => void;
  /** `retryAfter`: milliseconds that the answer's `Retry-After` asks to wait, or 0. */
  readonly onResponse?: (
    attempt: Attempt & { readonly status: number; readonly milliseconds: number; readonly retryAfter: number },
  ) => void;
  /** No answer came, or none that could be read. */
  readonly onError?: (attempt: Attempt & { readonly error: Error; readonly milliseconds: number }) => void;
}

export type Interaction = "register" | "read" | "vread" | "history" | "search" | "cancel" | "validate" | "capabilities";

export interface ClientOptions {
  /** FHIR base of the registry, an https URL without query: `https://host/STU3`. */
  readonly baseUrl: string;
  readonly tls?: TlsOption;
  readonly token?: TokenOption;
  /**
   * URL of an HTTP proxy, with user and password where it requires them; `false` for none. Left out: `HTTPS_PROXY` and
   * `NO_PROXY` of the environment. Holds for registry and token endpoint.
   */
  readonly proxy?: string | false;
  /** Format of requests and answers. `json`; both are without loss. */
  readonly format?: Format;
  /** Milliseconds for one attempt, from the moment that it has a connection to the end of its answer. 30,000. */
  readonly timeout?: number;
  readonly retry?: RetryOptions;
  /** Connections to the registry at most; requests beyond them wait. 16. */
  readonly connections?: number;
  readonly hooks?: Hooks;
}
