import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import type { IdentifierQuery, StoredVersion } from "../store/store.js";
import type { Ports } from "./ports.js";

/** A patient, an identifier, or both. */
export interface SearchRequest {
  /** The number as it is written, and the parameter that named the patient. */
  readonly patient?: { readonly nhsNumber: string; readonly parameter: string };
  readonly identifier?: IdentifierQuery;
  /** `_count=0`: only `total` is asked for (STU3 search.html, 2.21.1.7.3). */
  readonly countOnly: boolean;
  /** The search as the registry understood it, as a URL. */
  readonly self: string;
}

export interface SearchResult {
  /** `SearchRequest.self` */
  readonly self: string;
  readonly total: number;
  /** All of `total`, read while they are wanted; none where the total alone is asked for. */
  readonly entries: AsyncIterable<StoredVersion> | undefined;
}

/**
 * `search-type`, in the order of their ends: the entries of one patient that do not lie in the past; with an identifier, every entry
 * that carries it, past and final ones included, of that patient if there is one.
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
