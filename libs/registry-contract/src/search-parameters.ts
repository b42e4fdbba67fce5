import { NHS_NUMBER_SYSTEM, PATIENT_REFERENCE_BASE } from "@appointment-registry/fhir-appointment";

/** A parameter of a search. */
export interface SearchParameter {
  readonly name: string;
  /** STU3 search-param-type, as in the capability statement. Absent for a modifier or a chain of another parameter. */
  readonly type?: "reference" | "token";
  readonly definition?: string;
  readonly documentation: string;
}

const PATIENT = "http://hl7.org/fhir/SearchParameter/Appointment-patient";
const ACTOR = "http://hl7.org/fhir/SearchParameter/Appointment-actor";

const PATIENT_PARAMETERS: readonly Omit<SearchParameter, "documentation">[] = [
  { name: "patient", type: "reference", definition: PATIENT },
  { name: "patient.identifier", type: "token" },
  { name: "patient:identifier" },
  { name: "patient:Patient.identifier" },
  { name: "actor", type: "reference", definition: ACTOR },
  { name: "actor.identifier", type: "token" },
  { name: "actor:identifier" },
  { name: "actor:Patient.identifier" },
  { name: "Appointment.participant.actor", type: "reference", definition: ACTOR },
  { name: "Appointment.participant.actor:Patient.identifier" },
  { name: "Appointment.participant.actor:identifier" },
  { name: "Appointment.participant.actor.identifier" },
];

/** The spellings in the NHS pages, and the equivalent ones of STU3 (registry-interactions, "Search"). */
export const PATIENT_PARAMETER_NAMES: readonly string[] = PATIENT_PARAMETERS.map(({ name }) => name);

export const SEARCH_PARAMETERS: readonly SearchParameter[] = [
  ...PATIENT_PARAMETERS.map((each) => ({
    ...each,
    documentation: "The patient, by NHS number: https://fhir.nhs.uk/Id/nhs-number|[NHS number].",
  })),
  {
    name: "identifier",
    type: "token",
    definition: "http://hl7.org/fhir/SearchParameter/Appointment-identifier",
    documentation:
      "An identifier, as the URL of the full Appointment at the Provider: past and final entries included.",
  },
];

/** Every parameter of a search besides `_format` and `_pretty`. */
export const SEARCH_PARAMETER_NAMES: readonly string[] = [...SEARCH_PARAMETERS.map(({ name }) => name), "_count"];

const SYSTEM = PATIENT_REFERENCE_BASE.replace(/\/$/, "");
const PREFIXES = [`${NHS_NUMBER_SYSTEM}|`, `${SYSTEM}|`, `${SYSTEM}/`];

/**
 * Returns the text in the place of the NHS number, unchecked. Returns `undefined` if the value does not identify a
 * patient in a known way.
 */
export function parseNhsNumberToken(value: string): string | undefined {
  const prefix = PREFIXES.find((each) => value.startsWith(each));
  return prefix === undefined ? undefined : value.slice(prefix.length);
}
