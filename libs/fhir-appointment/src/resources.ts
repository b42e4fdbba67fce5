/** A resource of any type in its JSON shape. For what it holds see the interfaces of @types/fhir 3, such as `fhir.Appointment`. */
export interface AnyResource {
  resourceType: string;
  [name: string]: unknown;
}
