import type { Endpoint } from "./connection.js";
import type { Permission } from "./tokens.js";

/** The inputs of a run. Files have been read and tokens fetched before. */
export interface TestInputs {
  /** The address at which the registry is called: the FHIR base, without a trailing slash. */
  readonly baseUrl: string;
  /** The base URL that the registry uses in Location, fullUrl and links, if a gateway stands in front of it. Defaults to `baseUrl`. */
  readonly publicUrl?: string | undefined;
  readonly endpoint: Endpoint;
  /** A JWT that grants every interaction, or several tokens that together do so. */
  readonly token: string | Readonly<Record<Permission, string>>;
  /** Valid JWTs that each lack an interaction id. */
  readonly limitedTokens?: readonly string[];
  /** Valid JWTs that also grant everything, by other claims or in other shapes. */
  readonly equivalentTokens?: readonly string[];
  readonly expiredToken?: string | undefined;
  readonly notYetValidToken?: string | undefined;
  readonly otherAudienceToken?: string | undefined;
  /** Signed by a key that the registry knows, and otherwise valid. */
  readonly otherIssuerToken?: string | undefined;
  /** The base URL of an instance in which the operator has caused an internal fault. */
  readonly faultyUrl?: string | undefined;
  /** How to connect to that instance. Defaults to the registry's endpoint. */
  readonly faultyEndpoint?: Endpoint | undefined;
  /** The registry's log files, if the run can read them. */
  readonly logFiles?: readonly string[];
}

export const tokenFor = ({ token }: TestInputs, permission: Permission): string =>
  typeof token === "string" ? token : token[permission];

/** Returns one token of the inputs, for tests that need only one. */
export const anyToken = (inputs: TestInputs): string => tokenFor(inputs, "update");

export const allTokens = ({ token }: TestInputs): readonly string[] =>
  typeof token === "string" ? [token] : [...new Set(Object.values(token))];
