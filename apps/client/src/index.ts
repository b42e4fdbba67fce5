/// <reference types="fhir" preserve="true" />
export { createRegistryClient } from "./client.js";
export type { RegistryClient } from "./client.js";
export type { CancelOptions } from "./interactions/cancel.js";
export type { RegisterOptions } from "./interactions/register.js";
export type { CallOptions } from "./interactions/retrieve.js";
export type { SearchQuery } from "./interactions/search.js";
export type {
  Attempt,
  ClientCredentials,
  ClientOptions,
  ClientSecretCredentials,
  Hooks,
  Interaction,
  PrivateKeyCredentials,
  RetryOptions,
  TlsOption,
  TlsOptions,
  TokenOption,
} from "./options.js";
export type {
  CancelResult,
  CapabilitiesResult,
  Conflict,
  Found,
  HistoryResult,
  NotDone,
  ReadResult,
  ReadVersionResult,
  Refusal,
  Registered,
  RegisterResult,
  Resume,
  SearchResult,
  Unexpected,
  Unknown,
  UnknownCancel,
  UnknownRegister,
  Unreachable,
  ValidateResult,
  Version,
} from "./results.js";
export { NoAnswer } from "./transport/no-answer.js";
export { TokenError } from "./token/token-error.js";
