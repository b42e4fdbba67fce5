/// <reference types="fhir" preserve="true" />
/** A resource of any type in its JSON shape. */
export interface AnyResource {
  resourceType: string;
  [name: string]: unknown;
}

/** The types of STU3 with their own interface here; every other one is an {@link AnyResource}. */
interface ResourceTypes {
  Appointment: fhir.Appointment;
  AppointmentResponse: fhir.AppointmentResponse;
  Bundle: fhir.Bundle;
  CapabilityStatement: fhir.CapabilityStatement;
  HealthcareService: fhir.HealthcareService;
  Location: fhir.Location;
  OperationOutcome: fhir.OperationOutcome;
  Organization: fhir.Organization;
  Parameters: fhir.Parameters;
  Patient: fhir.Patient;
  Practitioner: fhir.Practitioner;
  Schedule: fhir.Schedule;
  Slot: fhir.Slot;
}

/**
 * A resource, as readers return it and as writers, validators and comparisons accept it. `Resource<"Appointment">` has
 * the elements of `fhir.Appointment` (of `@types/fhir` 3); `Resource` is a resource of any type.
 */
export type Resource<Type extends string = string> = string extends Type
  ? AnyResource
  : Type extends keyof ResourceTypes
    ? ResourceTypes[Type] & { readonly resourceType: Type }
    : AnyResource;
