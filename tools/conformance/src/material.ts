/** What a run is given. Files are read and tokens fetched before. */
export interface Material {
  /** The FHIR base, without a trailing slash. */
  readonly baseUrl: string;
  /** PEM texts. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** A JWT that grants every interaction. */
  readonly token: string;
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
  /** The log of the registry, where the run can read it. */
  readonly logFiles?: readonly string[];
}
