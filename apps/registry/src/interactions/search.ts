import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import { mapInTurns } from "../in-turns.js";
import { resourceOf } from "../record.js";
import type { IdentifierQuery } from "../store/store.js";
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

/**
 * `search-type`, in the order of their ends: the entries of one patient that do not lie in the past; with an identifier, every entry
 * that carries it, past and final ones included, of that patient if there is one.
 * @throws RegistryError `nhs-number-invalid`
 */
export async function search(
  { patient, identifier, countOnly, self }: SearchRequest,
  { store, baseUrl, now }: Pick<Ports, "store" | "baseUrl" | "now">,
): Promise<fhir.Bundle> {
  if (patient !== undefined && !isValidNhsNumber(patient.nhsNumber)) {
    throw new RegistryError("nhs-number-invalid", { message: `The NHS number in ${patient.parameter} is not valid.` });
  }
  const found =
    identifier !== undefined
      ? await store.findByIdentifier(identifier, patient?.nhsNumber)
      : patient !== undefined
        ? await store.findByPatient(patient.nhsNumber, now())
        : [];
  const entry = await mapInTurns(countOnly ? [] : found, (stored) => ({
    fullUrl: `${baseUrl}/Appointment/${stored.id}/_history/${stored.version}`,
    resource: resourceOf({ stored }),
    search: { mode: "match" as const },
  }));
  return {
    resourceType: "Bundle",
    type: "searchset",
    total: found.length,
    link: [{ relation: "self", url: self }],
    ...(entry.length === 0 ? {} : { entry }),
  };
}
