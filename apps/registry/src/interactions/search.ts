import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import type { IdentifierQuery, StoredVersion } from "../store/store.js";
import type { Ports } from "./ports.js";

/** A patient, an identifier, or both. */
export interface SearchRequest {
  /** The number as sent, and the parameter that contained it. */
  readonly patient?: { readonly nhsNumber: string; readonly parameter: string };
  readonly identifier?: IdentifierQuery;
  /** `_count=0`: only `total` is requested (STU3 search.html, 2.21.1.7.3). */
  readonly countOnly: boolean;
  /** The search as the registry understood it, as a URL. */
  readonly self: string;
}

export interface SearchResult {
  /** `SearchRequest.self` */
  readonly self: string;
  readonly total: number;
  /** All versions counted in `total`, read on demand; undefined if only the total is requested. */
  readonly entries: AsyncIterable<StoredVersion> | undefined;
}

/**
 * `search-type`, ordered by end. Without an identifier, returns the entries of one patient that are not in the past. With an identifier,
 * returns every entry that has it, including past and final ones, restricted to that patient if there is one.
 * @throws RegistryError `nhs-number-invalid`
 */
export async function search(
  { patient, identifier, countOnly, self }: SearchRequest,
  { store, now, claimLargeAnswer }: Pick<Ports, "store" | "now" | "claimLargeAnswer">,
): Promise<SearchResult> {
  if (patient !== undefined && !isValidNhsNumber(patient.nhsNumber)) {
    throw new RegistryError("nhs-number-invalid", { message: `The NHS number in ${patient.parameter} is not valid.` });
  }
  const found =
    identifier !== undefined
      ? await store.findByIdentifier(identifier, patient?.nhsNumber, claimLargeAnswer)
      : patient !== undefined
        ? await store.findByPatient(patient.nhsNumber, now(), claimLargeAnswer)
        : undefined;
  const total = found?.total ?? 0;
  return { self, total, entries: countOnly || total === 0 ? undefined : found };
}
