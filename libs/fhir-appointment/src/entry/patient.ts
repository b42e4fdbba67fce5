/// <reference types="fhir" preserve="true" />
import { NHS_NUMBER_SYSTEM, PATIENT_REFERENCE_BASE } from "./systems.js";

/** An actor's reference to a patient: the NHS number as written (not checked), and the element that holds it. */
export interface NamedPatient {
  readonly nhsNumber: string;
  readonly element: "identifier" | "reference";
}

/** Returns every reference of an actor to a patient by NHS number; an empty list if the actor is not a patient. */
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
 * Returns the NHS number of the only patient of an entry, or `undefined` if the entry names none.
 *
 * @example
 * ```ts
 * assert.equal(nhsNumberOf(entry), "9434765919");
 * ```
 */
export function nhsNumberOf(appointment: fhir.Appointment): string | undefined {
  return appointment.participant?.flatMap((participant) => patientsNamedBy(participant.actor))[0]?.nhsNumber;
}
