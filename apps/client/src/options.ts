import type { Format } from "@appointment-registry/fhir-appointment";

/** PEM texts. A registry speaks no HTTP to a client without a certificate that it trusts. */
export interface TlsOptions {
  /** Certificates of the authorities that the registry's certificate may come from; those of Node.js where it is left out. */
  readonly ca?: string | readonly string[];
  /** The client's certificate, followed by its intermediates. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** OAuth 2 client credentials (RFC 6749, 4.4). Tokens are kept and renewed before they expire, with one request for many callers. */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

/** A token, something that gives one each time it is asked, or what is needed to get one. */
export type TokenOption = string | (() => string | Promise<string>) | ClientCredentials;

/** Which failures are tried again is not an option: 408, 429, 500, 502, 503, 504 and lost connections are, other 4xx never. */
export interface RetryOptions {
  /** How often a request is sent at most. 5. */
  readonly attempts?: number;
  /** Milliseconds after which no further attempt is begun. 30,000. */
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

/** For tracing and metrics. What a hook throws is not caught. */
export interface Hooks {
  readonly onRequest?: (attempt: Attempt) => void;
  readonly onResponse?: (attempt: Attempt & { readonly status: number; readonly milliseconds: number }) => void;
  /** No answer came, or none that could be read. */
  readonly onError?: (attempt: Attempt & { readonly error: Error; readonly milliseconds: number }) => void;
}

export type Interaction = "register" | "read" | "vread" | "history" | "search" | "cancel" | "validate" | "capabilities";

export interface ClientOptions {
  /** FHIR base of the registry: `https://host/STU3`. */
  readonly baseUrl: string;
  readonly tls?: TlsOptions;
  readonly token?: TokenOption;
  /** What is spoken with the registry. `json`; both are without loss. */
  readonly format?: Format;
  /** Milliseconds for one attempt, from its start to the end of its answer. 30,000. */
  readonly timeout?: number;
  readonly retry?: RetryOptions;
  /** Connections that are kept open to the registry at most. 16. */
  readonly connections?: number;
  readonly hooks?: Hooks;
}
