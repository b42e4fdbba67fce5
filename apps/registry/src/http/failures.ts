import { isBoom } from "@hapi/boom";
import { toOperationOutcome, writeResource } from "@appointment-registry/fhir-appointment";
import type { ErrorCode, Format } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";
import {
  SearchRefusedError,
  StoreDamagedError,
  StoreLimitError,
  StoreUnavailableError,
  WritesRefusedError,
} from "../store/store.js";
import { RegistryError, getIssues, overloaded, writesRefused } from "../errors.js";

/** Errors raised by hapi itself, by status. Any other error outside the catalogue is a failure of the registry. */
const HAPI: Readonly<Record<number, ErrorCode>> = {
  400: "request-malformed",
  404: "route-unknown",
  405: "method-not-allowed",
  408: "body-timeout",
  413: "body-too-large",
  415: "media-type-unsupported",
};

/** Converts any thrown value to a refusal from the catalogue. */
export function toRefusal(thrown: unknown): RegistryError {
  if (thrown instanceof RegistryError) return thrown;
  if (thrown instanceof WritesRefusedError) return writesRefused(thrown);
  if (thrown instanceof SearchRefusedError) return overloaded();
  if (thrown instanceof StoreLimitError) return new RegistryError("store-limit", { cause: thrown });
  if (thrown instanceof StoreDamagedError) return new RegistryError("store-damaged", { cause: thrown });
  if (thrown instanceof StoreUnavailableError) return new RegistryError("store-unavailable", { cause: thrown });
  const code = isBoom(thrown) ? HAPI[thrown.output.statusCode] : undefined;
  return new RegistryError(code ?? "internal-error", { cause: thrown });
}

export interface Failure {
  readonly status: number;
  readonly body: string;
}

/** Serialises a refusal for the response. */
export function printFailure(refusal: RegistryError, format: Format, pretty: boolean): Failure {
  return {
    status: ERRORS[refusal.code].status,
    body: writeResource(toOperationOutcome(getIssues(refusal)), {
      format,
      pretty,
    }),
  };
}
