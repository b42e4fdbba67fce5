import { createHash } from "node:crypto";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { httpDate, weakTag } from "@appointment-registry/registry-contract";

/** The resource that the header fields of an answer describe. */
export interface Subject {
  readonly etag: string;
  readonly lastModified?: string;
  /** Path of the version below the FHIR base. */
  readonly path?: string;
}

/** Returns `undefined` for an OperationOutcome, whose answer describes another resource. */
export function getSubject(resource: AnyResource, text: string): Subject | undefined {
  const { resourceType, id, meta = {} } = resource as AnyResource & { id?: string; meta?: fhir.Meta };
  if (resourceType === "OperationOutcome") return undefined;
  const { versionId, lastUpdated } = meta;
  // The CapabilityStatement has no versions, so that its content identifies it.
  const version = versionId ?? createHash("sha256").update(text).digest("hex").slice(0, 16);
  return {
    etag: weakTag(version),
    ...(lastUpdated === undefined ? {} : { lastModified: httpDate(lastUpdated) }),
    ...(id === undefined || versionId === undefined ? {} : { path: `${resourceType}/${id}/_history/${versionId}` }),
  };
}

const VALUES: Readonly<Record<string, (subject: Subject | undefined, baseUrl: string) => string | undefined>> = {
  "cache-control": () => "no-store",
  "retry-after": () => "1",
  etag: (subject) => subject?.etag,
  "last-modified": (subject) => subject?.lastModified,
  location: (subject, baseUrl) => (subject?.path === undefined ? undefined : `${baseUrl}/${subject.path}`),
};

/** Copied from the request, not from the example. */
const MIRRORED = "x-request-id";

interface DocumentedField {
  readonly name: string;
  readonly required?: boolean;
}

/** Returns the documented header fields of an answer, by lower-case name. Throws if a required one has no value. */
export function getFields(
  documented: readonly DocumentedField[],
  subject: Subject | undefined,
  { baseUrl, where }: { readonly baseUrl: string; readonly where: string },
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { name, required } of documented) {
    const field = name.toLowerCase();
    const value = VALUES[field]?.(subject, baseUrl);
    if (value !== undefined) fields[field] = value;
    else if (required === true && field !== MIRRORED) throw new Error(`The mock has no ${name} for ${where}.`);
  }
  return fields;
}
