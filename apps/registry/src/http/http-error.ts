import type { ErrorCode } from "@appointment-registry/registry-contract";
import { entityTag } from "@appointment-registry/registry-contract";
import type { RegistryErrorOptions } from "../errors.js";
import { RegistryError } from "../errors.js";

interface HttpErrorOptions extends RegistryErrorOptions {
  /** Header fields of the response that only HTTP knows, by lower-case name: `allow`, `accept-encoding`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A refusal raised by the HTTP layer itself. */
export class HttpError extends RegistryError {
  readonly fields: Readonly<Record<string, string>>;
  constructor(code: ErrorCode, { fields, ...options }: HttpErrorOptions) {
    super(code, options);
    this.fields = fields;
  }
}

/**
 * Returns the header fields of the response to a refusal, by lower-case name: `ETag` of the current version (RFC 9110, section 8.8.3),
 * `Retry-After` (10.2.3), `Connection` (7.6.1), and those of an HttpError.
 */
export function getFields(refusal: RegistryError): Readonly<Record<string, string>> {
  const { currentVersion, retryAfterSeconds, endsConnection } = refusal.facts;
  return {
    ...(currentVersion === undefined ? {} : { etag: entityTag(currentVersion) }),
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    ...(endsConnection === undefined ? {} : { connection: "close" }),
    ...(refusal instanceof HttpError ? refusal.fields : {}),
  };
}
