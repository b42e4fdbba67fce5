import { NHS_NUMBER_SYSTEM, PATIENT_REFERENCE_BASE } from "@appointment-registry/fhir-appointment";

/** A name under which a search names its patient. */
export interface SearchParameter {
  readonly name: string;
  /** STU3 search-param-type of the parameter, as the capability statement tells it; absent for a modifier or chain of another. */
  readonly type?: "reference" | "token";
  readonly definition?: string;
}

const PATIENT = "http://hl7.org/fhir/SearchParameter/Appointment-patient";
const ACTOR = "http://hl7.org/fhir/SearchParameter/Appointment-actor";

/** The spellings of the NHS pages, and those of STU3 that mean the same (registry-interactions, "Search"). */
export const SEARCH_PARAMETERS: readonly SearchParameter[] = [
  { name: "patient", type: "reference", definition: PATIENT },
  { name: "patient.identifier", type: "token" },
  { name: "patient:identifier" },
  { name: "patient:Patient.identifier" },
  { name: "actor", type: "reference", definition: ACTOR },
  { name: "actor:identifier" },
  { name: "actor:Patient.identifier" },
  { name: "Appointment.participant.actor", type: "reference", definition: ACTOR },
  { name: "Appointment.participant.actor:Patient.identifier" },
  { name: "Appointment.participant.actor:identifier" },
  { name: "Appointment.participant.actor.identifier" },
];

export const SEARCH_PARAMETER_NAMES: readonly string[] = SEARCH_PARAMETERS.map(({ name }) => name);

const SYSTEM = PATIENT_REFERENCE_BASE.replace(/\/$/, "");
const PREFIXES = [`${NHS_NUMBER_SYSTEM}|`, `${SYSTEM}|`, `${SYSTEM}/`];

/** The text in the place of an NHS number, not checked; `undefined` where the value does not name a patient in one of the ways known. */
export function nhsNumberNamed(value: string): string | undefined {
  const prefix = PREFIXES.find((each) => value.startsWith(each));
  return prefix === undefined ? undefined : value.slice(prefix.length);
}
