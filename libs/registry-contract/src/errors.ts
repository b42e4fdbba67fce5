import type { IssueType, SpineCode } from "@appointment-registry/fhir-appointment";

/** One row of the error catalogue. The HTTP status, the issue and the advice come from here and from nowhere else. */
export interface ErrorRow {
  readonly status: number;
  readonly issue: IssueType;
  readonly spineCode: SpineCode;
  /** May the same request succeed if it is sent again, unchanged? */
  readonly retryable: boolean;
  /** One sentence: what happened. Used as the message unless the thrower has a better one. */
  readonly explanation: string;
  /** One sentence: what the caller should do. */
  readonly remedy: string;
}

const row = (
  status: number,
  issue: IssueType,
  spineCode: SpineCode,
  explanation: string,
  remedy: string,
  retryable = false,
): ErrorRow => ({ status, issue, spineCode, retryable, explanation, remedy });

/** Every way a request can fail, by stable code. */
export const ERRORS = {
  "token-missing": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The request has no access token.",
    "Send `Authorization: Bearer <JWT>`.",
  ),
  "token-malformed": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is not a signed JWT.",
    "Send the token as the issuer gave it.",
  ),
  "token-algorithm": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is signed with an algorithm that is not allowed.",
    "Have the issuer sign with RS256 or another allowed algorithm.",
  ),
  "token-key-unknown": row(
    403,
    "login",
    "ACCESS_DENIED",
    "No key of the issuer fits the access token.",
    "Check the `kid` and that the token comes from the registry's issuer.",
  ),
  "token-signature": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The signature of the access token is not valid.",
    "Get a new token from the issuer.",
  ),
  "token-issuer": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is not from an issuer this registry trusts.",
    "Get a token from the registry's issuer.",
  ),
  "token-audience": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is not meant for this registry.",
    "Ask the issuer for a token whose `aud` is the registry's base URL.",
  ),
  "token-expired": row(
    403,
    "expired",
    "ACCESS_DENIED",
    "The access token has expired.",
    "Get a new token from the issuer.",
  ),
  "token-not-yet-valid": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is not valid yet.",
    "Check the clocks of issuer and client.",
  ),
  "token-claims": row(
    403,
    "login",
    "ACCESS_DENIED",
    "A claim of the access token is missing or not acceptable.",
    "Have the issuer send `iss`, `aud`, `iat` and `exp` as RFC 7519 defines them.",
  ),
  "token-binding": row(
    403,
    "login",
    "ACCESS_DENIED",
    "The access token is bound to another client certificate.",
    "Use the token with the certificate it was issued for.",
  ),
  "certificate-refused": row(
    403,
    "security",
    "ACCESS_DENIED",
    "The client certificate is not accepted.",
    "Use a certificate that the operator of the registry has admitted.",
  ),
  "interaction-forbidden": row(
    403,
    "forbidden",
    "ACCESS_DENIED",
    "The access token does not grant this interaction.",
    "Ask the issuer for the interaction id named in the diagnostics.",
  ),
  "media-type-unsupported": row(
    415,
    "not-supported",
    "UNSUPPORTED_MEDIA_TYPE",
    "The media type of the request body is not supported.",
    "Send a resource as application/fhir+json or application/fhir+xml, a form as application/x-www-form-urlencoded, in UTF-8 and without Content-Encoding.",
  ),
  "not-acceptable": row(
    406,
    "not-supported",
    "BAD_REQUEST",
    "No acceptable representation can be given.",
    "Accept application/fhir+json or application/fhir+xml.",
  ),
  "body-unreadable": row(
    400,
    "structure",
    "BAD_REQUEST",
    "The request body cannot be read as the resource that is expected.",
    "Correct the body; the issues say where.",
  ),
  "body-too-large": row(
    413,
    "too-long",
    "BAD_REQUEST",
    "The request body is larger than this registry accepts.",
    "Send a smaller body.",
  ),
  "body-timeout": row(
    408,
    "timeout",
    "BAD_REQUEST",
    "The request body did not arrive in time.",
    "Send the request again.",
    true,
  ),
  "request-malformed": row(400, "invalid", "BAD_REQUEST", "The request is not valid HTTP.", "Correct the request."),
  "header-too-large": row(
    431,
    "too-long",
    "BAD_REQUEST",
    "The header fields of the request are too large.",
    "Send fewer or shorter header fields.",
  ),
  "header-invalid": row(
    400,
    "invalid",
    "BAD_REQUEST",
    "A header field of the request is malformed.",
    "Correct the header field.",
  ),
  "parameter-invalid": row(
    400,
    "invalid",
    "INVALID_PARAMETER",
    "A parameter of the request is unknown or malformed.",
    "Correct the parameter; the capability statement names those that are known.",
  ),
  "nhs-number-invalid": row(
    400,
    "value",
    "INVALID_NHS_NUMBER",
    "The NHS number is not valid.",
    "Check the ten digits of the NHS number.",
  ),
  "id-missing": row(
    400,
    "required",
    "BAD_REQUEST",
    "The Appointment in the body has no id.",
    "Send the Appointment as retrieved from the registry, with its id.",
  ),
  "id-mismatch": row(
    400,
    "value",
    "BAD_REQUEST",
    "The id of the Appointment in the body is not the id in the URL.",
    "Send the Appointment to its own URL.",
  ),
  "if-match-missing": row(
    412,
    "required",
    "PRECONDITION_FAILED",
    "The update names no version: there is no usable If-Match header.",
    "Send `If-Match` with the ETag of the version you retrieved.",
  ),
  "not-found": row(
    404,
    "not-found",
    "NO_RECORD_FOUND",
    "There is no such resource in this registry.",
    "Check the id and the version.",
  ),
  "route-unknown": row(
    404,
    "not-found",
    "NO_RECORD_FOUND",
    "There is nothing at this URL.",
    "Check the URL against the capability statement.",
  ),
  "method-not-allowed": row(
    405,
    "not-supported",
    "NOT_IMPLEMENTED",
    "The method is not allowed for this URL.",
    "Use one of the methods in the Allow header.",
  ),
  "version-conflict": row(
    409,
    "conflict",
    "FHIR_CONSTRAINT_VIOLATION",
    "The Appointment has another version than the one the request is for.",
    "Retrieve the Appointment again and decide anew.",
  ),
  "multiple-matches": row(
    412,
    "duplicate",
    "PRECONDITION_FAILED",
    "Several Appointments match If-None-Exist.",
    "Find them by identifier and mark those that are too many as entered-in-error, or use an identifier of its own.",
  ),
  "resource-invalid": row(
    422,
    "invalid",
    "INVALID_RESOURCE",
    "The Appointment breaks FHIR STU3 or its profile.",
    "Correct the elements that the issues name.",
  ),
  "rule-broken": row(
    422,
    "business-rule",
    "FHIR_CONSTRAINT_VIOLATION",
    "The Appointment breaks a rule of the registry.",
    "Correct the elements that the issues name.",
  ),
  "rate-limited": row(
    429,
    "throttled",
    "BAD_REQUEST",
    "The client sends more requests than it may.",
    "Wait as long as Retry-After says.",
    true,
  ),
  "store-unavailable": row(
    500,
    "transient",
    "INTERNAL_SERVER_ERROR",
    "The registry cannot reach its store.",
    "Send the request again later.",
    true,
  ),
  "audit-unavailable": row(
    500,
    "transient",
    "INTERNAL_SERVER_ERROR",
    "The registry cannot write its audit trail.",
    "Send the request again later.",
    true,
  ),
  "keys-unavailable": row(
    500,
    "transient",
    "INTERNAL_SERVER_ERROR",
    "The registry cannot get the keys of the token issuer.",
    "Send the request again later.",
    true,
  ),
  "store-damaged": row(
    500,
    "exception",
    "INTERNAL_SERVER_ERROR",
    "What the registry holds of this is damaged.",
    "Send the request again later; if it fails again, tell the operator the X-Request-ID.",
    true,
  ),
  "internal-error": row(
    500,
    "exception",
    "INTERNAL_SERVER_ERROR",
    "The registry failed.",
    "Send the request again later; if it fails again, tell the operator the X-Request-ID.",
    true,
  ),
  overloaded: row(
    503,
    "throttled",
    "INTERNAL_SERVER_ERROR",
    "The registry has more requests than it can serve in time; nothing was done.",
    "Send the request again after the time in Retry-After.",
    true,
  ),
  "writes-refused": row(
    503,
    "transient",
    "INTERNAL_SERVER_ERROR",
    "The registry cannot store anything now; nothing was done.",
    "Send the request again after the time in Retry-After.",
    true,
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
