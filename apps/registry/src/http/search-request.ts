import { SEARCH_PARAMETER_NAMES, nhsNumberNamed } from "@appointment-registry/registry-contract";
import type { SearchRequest } from "../interactions/search.js";
import { RegistryError } from "../errors.js";
import type { Parameters } from "./query.js";
import { invalidParameter } from "./query.js";

/** The one patient that a search is for. @throws RegistryError `parameter-invalid` */
export function searchRequestOf(parameters: Parameters, baseUrl: string): SearchRequest {
  const given = parameters.filter(([name]) => SEARCH_PARAMETER_NAMES.includes(name));
  const [first] = given;
  if (first === undefined) {
    throw new RegistryError("parameter-invalid", {
      message: "A search names its patient: patient.identifier=https://fhir.nhs.uk/Id/nhs-number|[NHS number].",
    });
  }
  const [name, value] = first;
  if (given.length > 1) throw invalidParameter(name, "is not the only one that names a patient");
  const nhsNumber = nhsNumberNamed(value);
  if (nhsNumber === undefined) {
    throw invalidParameter(name, "must be https://fhir.nhs.uk/Id/nhs-number|[NHS number]");
  }
  return { nhsNumber, parameter: name, self: `${baseUrl}/Appointment?${written(name)}=${written(value)}` };
}

/** Percent-encoded but for what a query may hold as it is (RFC 3986, 3.4). */
function written(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2F/g, "/");
}
