import type { ClientCredentials } from "@appointment-registry/client";

/** The sandbox from the perspective of a supplier's system, and the locations of the data that the console shows. */
export interface ConsoleOptions {
  /** FHIR base of the registry. */
  readonly baseUrl: string;
  /** PEM files. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly credentials: Extract<ClientCredentials, { readonly clientSecret: string }>;
  /** Signs a token of the sandbox's issuer with these claims instead of its usual ones. */
  readonly signToken: (claims: Record<string, unknown>) => Promise<string>;
  /** Folder of the sandbox: `client.json`, and `tls/` for the connection that loses an answer. */
  readonly directory: string;
  /** Options with which the client's command line finds this sandbox. Empty if it finds the sandbox without options. */
  readonly clientFlags: readonly string[];
  readonly logFile: string;
  /** Folder of the audit trail. */
  readonly trail: string;
  /** Port on 127.0.0.1. Another port is used if it is taken. */
  readonly port: number;
}

export interface RunningConsole {
  /** URL with the session in the fragment, which browsers do not send. */
  readonly url: string;
  stop(): Promise<void>;
}
