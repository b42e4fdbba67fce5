export { ERRORS } from "./errors.js";
export type { ErrorCode, ErrorRow } from "./errors.js";
export { bestFormat, parseAccept } from "./headers/accept.js";
export type { AcceptField } from "./headers/accept.js";
export {
  entityTag,
  formatIfMatch,
  isTagNamed,
  parseIfMatch,
  parseIfNoneMatch,
  versionOfTag,
  weakTag,
} from "./headers/entity-tag.js";
export type { IfMatch, IfNoneMatch, VersionId } from "./headers/entity-tag.js";
export { httpDate, parseHttpDate } from "./headers/http-date.js";
export { MEDIA_TYPES, contentType, getFormat, isUtf8, parseMediaType } from "./headers/media-type.js";
export type { Format, MediaType } from "./headers/media-type.js";
export { parseReturnPreference } from "./headers/prefer.js";
export type { ReturnPreference } from "./headers/prefer.js";
export { mirroredId, newRequestId } from "./headers/request-id.js";
export { INTERACTIONS } from "./interactions.js";
export type { InteractionName, InteractionRow } from "./interactions.js";
export { INTERACTION_IDS } from "./permissions.js";
export type { Permission } from "./permissions.js";
export { PATHS, ROUTES, allowedMethods } from "./routes.js";
export type { Route } from "./routes.js";
export { REGISTRY_RULES, RULE_FAMILIES } from "./rules.js";
export {
  PATIENT_PARAMETER_NAMES,
  SEARCH_PARAMETERS,
  SEARCH_PARAMETER_NAMES,
  parseNhsNumberToken,
} from "./search-parameters.js";
export type { SearchParameter } from "./search-parameters.js";
export { canonicalValue, decodeSearchToken, formatSearchToken, parseSearchToken } from "./search-token.js";
export type { SearchToken } from "./search-token.js";
