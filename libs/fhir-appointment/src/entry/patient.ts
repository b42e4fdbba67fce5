/// <reference types="fhir" preserve="true" />
import { NHS_NUMBER_SYSTEM, PATIENT_REFERENCE_BASE } from "./systems.js";

/** How an actor names a patient: the NHS number as written (not checked), and the element that holds it. */
export interface NamedPatient {
  readonly nhsNumber: string;
  readonly element: "identifier" | "reference";
}

/** Every way in which an actor names a patient by NHS number; empty if it is somebody else. */
export function patientsNamedBy(actor: unknown): NamedPatient[] {
  if (typeof actor !== "object" || actor === null) return [];
  const { identifier, reference } = actor as fhir.Reference;
  const named: NamedPatient[] = [];
  if (identifier?.system === NHS_NUMBER_SYSTEM)
    named.push({ nhsNumber: typeof identifier.value === "string" ? identifier.value : "", element: "identifier" });
  if (typeof reference === "string" && reference.startsWith(PATIENT_REFERENCE_BASE))
    named.push({ nhsNumber: reference.slice(PATIENT_REFERENCE_BASE.length), element: "reference" });
  return named;
}

/**
 * The NHS number of the one patient of an entry; `undefined` if the entry names none.
 *
 * @example
 * ```ts
 * assert.equal(nhsNumberOf(entry), "9434765919");
 * ```
 */
export function nhsNumberOf(appointment: fhir.Appointment): string | undefined {
  return appointment.participant?.flatMap((participant) => patientsNamedBy(participant.actor))[0]?.nhsNumber;
}
