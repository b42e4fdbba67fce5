import type { ClientCredentials } from "@appointment-registry/client";

/** The sandbox as a supplier's system sees it, and where the sandbox keeps what the console shows. */
export interface ConsoleOptions {
  /** FHIR base of the registry. */
  readonly baseUrl: string;
  /** PEM files. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly credentials: Extract<ClientCredentials, { readonly clientSecret: string }>;
  /** Signs a token of the sandbox's issuer with these claims in place of its usual ones. */
  readonly signToken: (claims: Record<string, unknown>) => Promise<string>;
  /** Folder of the sandbox: `client.json`, and `tls/` for the connection that loses an answer. */
  readonly directory: string;
  /** Options with which the command line of the client finds this sandbox; none where it finds it by itself. */
  readonly clientFlags: readonly string[];
  readonly logFile: string;
  /** Folder of the audit trail. */
  readonly trail: string;
  /** Port on 127.0.0.1; another if it is taken. */
  readonly port: number;
}

export interface RunningConsole {
  /** With the session in the fragment, which browsers do not send. */
  readonly url: string;
  stop(): Promise<void>;
}
