import { createHash } from "node:crypto";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { httpDate, weakTag } from "@appointment-registry/registry-contract";

/** What the header fields of an answer speak of. */
export interface Subject {
  readonly etag: string;
  readonly lastModified?: string;
  /** Of the version, below the FHIR base. */
  readonly path?: string;
}

/** `undefined` for an OperationOutcome, whose answer speaks of something else. */
export function getSubject(resource: AnyResource, text: string): Subject | undefined {
  const { resourceType, id, meta = {} } = resource as AnyResource & { id?: string; meta?: fhir.Meta };
  if (resourceType === "OperationOutcome") return undefined;
  const { versionId, lastUpdated } = meta;
  // The CapabilityStatement has no versions: its content distinguishes it.
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

/** Of the request, not of the example. */
const MIRRORED = "x-request-id";

interface DocumentedField {
  readonly name: string;
  readonly required?: boolean;
}

/** The documented header fields of an answer, by lower-case name. Throws if one that must be there has no value. */
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
