import { describe, expect, it } from "@jest/globals";
import { RegistryError } from "../errors.js";
import { parseParameters } from "./query.js";
import { parseSearchRequest } from "./search-request.js";

const BASE = "https://registry.test/STU3";
const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number|9000000009";
const read = (query: string): unknown => parseSearchRequest(parseParameters(query), BASE);
const refusal = (query: string): unknown => {
  try {
    return read(query);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return [error.code, error.message];
  }
};

const SELF = `${BASE}/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C9000000009`;
const patient = { nhsNumber: "9000000009", parameter: "patient.identifier", value: NHS_NUMBER };

describe("the parameters of a search", () => {
  it.each([
    [`patient.identifier=${NHS_NUMBER}`, { countOnly: false, self: SELF, patient }],
    [`patient.identifier=${NHS_NUMBER}&_count=20`, { countOnly: false, self: SELF, patient }],
    [`_count=0&patient.identifier=${NHS_NUMBER}`, { countOnly: true, self: `${SELF}&_count=0`, patient }],
    [
      `identifier=a%7Cb&patient.identifier=${NHS_NUMBER}`,
      { countOnly: false, self: `${SELF}&identifier=a%7Cb`, patient, identifier: { system: "a", value: "b" } },
    ],
    [
      "identifier=b+c",
      { countOnly: false, self: `${BASE}/Appointment?identifier=b+c`, identifier: { value: "b c", anySystem: true } },
    ],
  ])("%s", (query, request) => {
    expect(read(query)).toEqual(request);
  });

  it.each([
    [
      "_count=1",
      "A search requires a patient, patient.identifier=https://fhir.nhs.uk/Id/nhs-number|[NHS number], or identifier=[system]|[value].",
    ],
    [`patient.identifier=${NHS_NUMBER}&_count=-1`, "The parameter _count must be an integer of 0 or more."],
    [`patient.identifier=${NHS_NUMBER}&_count=`, "The parameter _count must be an integer of 0 or more."],
    [`patient.identifier=${NHS_NUMBER}&_count=1x`, "The parameter _count must be an integer of 0 or more."],
    [
      "patient.identifier=9000000009",
      "The parameter patient.identifier must be https://fhir.nhs.uk/Id/nhs-number|[NHS number].",
    ],
    [
      `patient.identifier=${NHS_NUMBER}&patient:identifier=${NHS_NUMBER}`,
      "The parameter patient.identifier is not the only one that names a patient.",
    ],
    ["identifier=|", "The parameter identifier must be one [system]|[value], |[value] or [value]."],
  ])("%s: refused", (query, message) => {
    expect(refusal(query)).toEqual(["parameter-invalid", message]);
  });
});
