import type { Endpoint } from "./connection.js";
import type { Permission } from "./tokens.js";

/** What a run is given. Files are read and tokens fetched before. */
export interface TestInputs {
  /** Where the registry is called: the FHIR base, without a trailing slash. */
  readonly baseUrl: string;
  /** What the registry calls itself in Location, fullUrl and links, where a gateway stands between; else `baseUrl`. */
  readonly publicUrl?: string | undefined;
  readonly endpoint: Endpoint;
  /** A JWT that grants every interaction, or the tokens that do so together. */
  readonly token: string | Readonly<Record<Permission, string>>;
  /** Valid JWTs, each of which lacks some interaction id. */
  readonly limitedTokens?: readonly string[];
  /** Valid JWTs that grant everything as well, by other claims or in other shapes. */
  readonly equivalentTokens?: readonly string[];
  readonly expiredToken?: string | undefined;
  readonly notYetValidToken?: string | undefined;
  readonly otherAudienceToken?: string | undefined;
  /** Signed by a key that the registry knows, and otherwise good. */
  readonly otherIssuerToken?: string | undefined;
  /** The base URL of an instance that the operator has made to fail within. */
  readonly faultyUrl?: string | undefined;
  /** How that is reached; as the registry, where left out. */
  readonly faultyEndpoint?: Endpoint | undefined;
  /** The log of the registry, where the run can read it. */
  readonly logFiles?: readonly string[];
}

export const tokenFor = ({ token }: TestInputs, permission: Permission): string =>
  typeof token === "string" ? token : token[permission];

/** A token of the inputs, for what needs only one. */
export const anyToken = (inputs: TestInputs): string => tokenFor(inputs, "update");

export const allTokens = ({ token }: TestInputs): readonly string[] =>
  typeof token === "string" ? [token] : [...new Set(Object.values(token))];
