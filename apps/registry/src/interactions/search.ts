import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import { resourceOf } from "../record.js";
import type { Ports } from "./ports.js";

export interface SearchRequest {
  readonly nhsNumber: string;
  /** The parameter that named the patient. */
  readonly parameter: string;
  /** The search as the registry understood it, as a URL. */
  readonly self: string;
}

/**
 * `search-type`: the entries of one patient that do not lie in the past, in the order of their ends.
 * @throws RegistryError `nhs-number-invalid`
 */
export async function search(
  { nhsNumber, parameter, self }: SearchRequest,
  { store, baseUrl, now }: Pick<Ports, "store" | "baseUrl" | "now">,
): Promise<fhir.Bundle> {
  if (!isValidNhsNumber(nhsNumber)) {
    throw new RegistryError("nhs-number-invalid", { message: `The NHS number in ${parameter} is not valid.` });
  }
  const found = await store.findByPatient(nhsNumber, now());
  const entry = found.map((stored) => ({
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
