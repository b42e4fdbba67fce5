import { nhsNumberOf, parseResource, writeResource } from "@appointment-registry/fhir-appointment";
import { canonicalValue } from "@appointment-registry/registry-contract";
import { sealVersion } from "./store/checksum.js";
import type { IndexKeys, StoredVersion, VersionAccount } from "./store/store.js";

/** An Appointment as read by the codec. */
export type Appointment = fhir.Appointment & { readonly resourceType: "Appointment" };

/** One version: its stored form and, if already parsed, its resource. */
export interface Version {
  readonly stored: StoredVersion;
  readonly resource?: Appointment;
}

export interface VersionFacts {
  readonly id: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly method: "POST" | "PUT";
  /** Keys of the previous version, if nothing that they are derived from can have changed. */
  readonly keys?: IndexKeys;
  /** The previous version. */
  readonly previous?: StoredVersion;
  readonly account?: VersionAccount;
}

/** Creates a version of a resource: as submitted, except for `id` and the members of `meta` that belong to the server. */
export function createVersion(submitted: Appointment, facts: VersionFacts): Version & { resource: Appointment } {
  const lastUpdated = new Date(facts.time).toISOString();
  const { _versionId, _lastUpdated, ...own } = (submitted.meta ?? {}) as Record<string, unknown>;
  // Not spread: properties that a literal adds after a spread give each object its own hidden class (decision 0091).
  const meta = Object.assign(own, { versionId: String(facts.version), lastUpdated });
  const resource: Appointment = Object.assign({}, submitted, { id: facts.id, meta });
  return {
    resource,
    stored: sealVersion(
      {
        id: facts.id,
        version: facts.version,
        lastUpdated,
        method: facts.method,
        status: resource.status,
        body: getBody(resource),
        keys: facts.keys ?? getIndexKeys(resource),
        ...(facts.account === undefined ? {} : { account: facts.account }),
      },
      facts.previous,
    ),
  };
}

/** The inverse of `createVersion`. The text was written by our own codec: if it cannot be read, the store is damaged. */
export function getResource({ stored, resource }: Version): Appointment {
  if (resource !== undefined) return resource;
  return resourceFrom(stored.body, "json");
}

/** A resource accepted under older rules may contain content that no STU3 writer produces; it is stored unchanged. */
function getBody(resource: Appointment): string {
  try {
    return writeResource(resource, { format: "json" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return asItIs(resource);
  }
}

function asItIs(value: unknown): string {
  // Preserves numbers as they were written.
  if (value instanceof Number) return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(asItIs).join()}]`;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${asItIs(each)}`).join()}}`;
}

/**
 * The entry as a caller sees it in this format. An entry accepted under older rules may contain content that the format cannot represent.
 */
export function toRepresentation(resource: Appointment, format: "json" | "xml"): Appointment {
  const text = writeResource(resource, { format, lenient: true });
  return resourceFrom(text, format);
}

function resourceFrom(text: string, format: "json" | "xml"): Appointment {
  const parsed = parseResource(text, { format, expectedType: "Appointment" });
  if (parsed.kind !== "resource") throw new Error("A stored Appointment cannot be read.");
  return parsed.resource;
}

/** @throws Error if the resource has not passed the entry rules, which require one patient and an end */
export function getIndexKeys(resource: Appointment): IndexKeys {
  const nhsNumber = nhsNumberOf(resource);
  const end = toEpochMilliseconds(resource.end ?? "");
  if (nhsNumber === undefined || Number.isNaN(end))
    throw new Error("An entry without patient or end passed its rules.");
  return {
    nhsNumber,
    end,
    identifiers: (resource.identifier ?? []).flatMap(({ system, value }) =>
      value === undefined
        ? []
        : [system === undefined ? { value: canonicalValue(value) } : { system, value: canonicalValue(value) }],
    ),
  };
}

/** Epoch milliseconds of an instant. ECMAScript has no leap seconds: one counts as the preceding second. */
function toEpochMilliseconds(instant: string): number {
  return Date.parse(instant.replace(/^(.{17})60/, "$159"));
}
