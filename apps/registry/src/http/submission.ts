import type { IncomingMessage } from "node:http";
import { readResource as readText } from "@appointment-registry/fhir-appointment";
import type { Format } from "@appointment-registry/registry-contract";
import { getFormat, isUtf8, parseMediaType } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import type { Submission } from "../interactions/submission.js";
import type { Appointment } from "../appointment-version.js";
import { traced } from "../tracing/traced.js";
import type { BodyLimits } from "./body.js";
import { readBody } from "./body.js";
import type { Parameters } from "./query.js";
import { parseParameters } from "./query.js";
import { HttpError } from "./http-error.js";

const readResource = traced("read", readText);

/**
 * Reads the Appointment in the body. Checks the media type first, then readability.
 * @throws RegistryError `media-type-unsupported`, `body-too-large`, `body-timeout`, `body-unreadable`
 */
export async function readSubmission(request: IncomingMessage, limits: BodyLimits): Promise<Submission> {
  const type = requireFhir(request);
  const body = await readBody(request, limits);
  const read = readResource(body, { expectedType: "Appointment", ...type });
  if (read.kind === "unreadable") throw new RegistryError("body-unreadable", { issues: read.issues });
  const appointment = read.resource;
  return { appointment, issues: read.kind === "invalid" ? read.issues : NONE };
}

const NONE: readonly never[] = [];

/** Reads the body of `$validate`: an Appointment, or Parameters that contain one (STU3 resource-operations.html, 2.11). */
export async function readValidateRequest(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<{ submission: Submission; mode: string | undefined; profile: string | undefined }> {
  const type = requireFhir(request);
  const body = await readBody(request, limits);
  const read = readResource(body, type);
  if (read.kind === "unreadable") throw new RegistryError("body-unreadable", { issues: read.issues });
  const issues = read.kind === "invalid" ? read.issues : NONE;
  if (read.resource.resourceType === "Appointment") {
    const appointment = read.resource as unknown as Appointment;
    return { submission: { appointment, issues }, mode: undefined, profile: undefined };
  }
  const { parameter } = read.resource as { parameter?: unknown };
  // An invalid resource has any shape, and null may occur anywhere.
  const parts = (Array.isArray(parameter) ? parameter : []) as (Partial<fhir.ParametersParameter> | null)[];
  const part = (name: string) => parts.find((each) => each?.name === name);
  const appointment = part("resource")?.resource as Appointment | undefined;
  if (read.resource.resourceType !== "Parameters" || appointment?.resourceType !== "Appointment") {
    throw new RegistryError("body-unreadable", {
      message: "The body is neither an Appointment nor Parameters with an Appointment as `resource`.",
    });
  }
  return {
    submission: { appointment, issues },
    mode: part("mode")?.valueCode ?? part("mode")?.valueString,
    profile: part("profile")?.valueUri ?? part("profile")?.valueString,
  };
}

/** Reads the parameters of a form (STU3 http.html, 2.21.0.11: `_search`). @throws RegistryError as for `readSubmission` */
export async function readForm(request: IncomingMessage, limits: BodyLimits): Promise<Parameters> {
  requireIdentity(request);
  const written = request.headers["content-type"];
  if (written !== undefined) {
    const type = parseMediaType(written);
    if (type?.name !== "application/x-www-form-urlencoded" || !isUtf8(type)) {
      throw new RegistryError("media-type-unsupported", {
        message: "A search is posted as application/x-www-form-urlencoded in UTF-8.",
      });
    }
  }
  const body = await readBody(request, limits);
  if (written === undefined && body.length > 0) throw new RegistryError("media-type-unsupported");
  return parseParameters(body.toString("utf8"));
}

function requireFhir(request: IncomingMessage): { format: Format; charset: string | undefined } {
  requireIdentity(request);
  const type = parseMediaType(request.headers["content-type"] ?? "");
  const format = type === undefined ? undefined : getFormat(type.name);
  if (type === undefined || format === undefined) throw new RegistryError("media-type-unsupported");
  if (!isUtf8(type)) {
    throw new RegistryError("media-type-unsupported", { message: "The charset of the request body is not UTF-8." });
  }
  return { format, charset: type.parameters.get("charset") };
}

function requireIdentity(request: IncomingMessage): void {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
  if (encoding === undefined || encoding === "" || encoding === "identity") return;
  throw new HttpError("media-type-unsupported", {
    message: "The request body has a Content-Encoding; it must be sent without.",
    fields: { "accept-encoding": "identity" },
  });
}
