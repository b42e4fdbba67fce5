import type { SearchToken } from "@appointment-registry/registry-contract";
import {
  PATIENT_PARAMETER_NAMES,
  decodeSearchToken,
  parseNhsNumberToken,
} from "@appointment-registry/registry-contract";
import type { SearchRequest } from "../interactions/search.js";
import { RegistryError } from "../errors.js";
import type { Parameters } from "./query.js";
import { invalidParameter, parameter } from "./query.js";

/** Parses the patient, the identifier or both that a search requests. @throws RegistryError `parameter-invalid` */
export function parseSearchRequest(parameters: Parameters, baseUrl: string): SearchRequest {
  const patient = getPatient(parameters);
  const identifier = getIdentifier(parameters);
  const count = parameter(parameters, "_count");
  if (count !== undefined && !/^\d+$/.test(count)) throw invalidParameter("_count", "must be an integer of 0 or more");
  if (patient === undefined && identifier === undefined) {
    throw new RegistryError("parameter-invalid", {
      message:
        "A search requires a patient, patient.identifier=https://fhir.nhs.uk/Id/nhs-number|[NHS number], or identifier=[system]|[value].",
    });
  }
  const countOnly = count !== undefined && Number(count) === 0;
  const understood = [
    ...(patient === undefined ? [] : [`${written(patient.parameter)}=${written(patient.value)}`]),
    ...(identifier === undefined
      ? []
      : [`identifier=${parameters.find(([name]) => name === "identifier")?.[2] ?? ""}`]),
    ...(countOnly ? ["_count=0"] : []),
  ];
  return {
    countOnly,
    self: `${baseUrl}/Appointment?${understood.join("&")}`,
    ...(patient === undefined ? {} : { patient }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}

function getPatient(parameters: Parameters): (SearchRequest["patient"] & { readonly value: string }) | undefined {
  const given = parameters.filter(([name]) => PATIENT_PARAMETER_NAMES.includes(name));
  const [first] = given;
  if (first === undefined) return undefined;
  const [name, value] = first;
  if (given.length > 1) throw invalidParameter(name, "is not the only one that names a patient");
  const nhsNumber = parseNhsNumberToken(value);
  if (nhsNumber === undefined) {
    throw invalidParameter(name, "must be https://fhir.nhs.uk/Id/nhs-number|[NHS number]");
  }
  return { nhsNumber, parameter: name, value };
}

function getIdentifier(parameters: Parameters): SearchToken | undefined {
  const given = parameters.find(([name]) => name === "identifier");
  if (given === undefined) return undefined;
  const token = decodeSearchToken(given[2]);
  if (token === undefined) throw invalidParameter("identifier", "must be one [system]|[value], |[value] or [value]");
  return token;
}

/** Percent-encodes all but the characters that a query may contain literally (RFC 3986, 3.4). */
function written(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2F/g, "/");
}
