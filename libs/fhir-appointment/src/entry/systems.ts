/** `Appointment.identifier.system` of the URL at which the Provider holds the full Appointment. */
export const APPOINTMENT_URL_SYSTEM = "urn:ietf:rfc:3986";

/** `participant.actor.identifier.system` of a patient. */
export const NHS_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number";

/** A patient's `participant.actor.reference` consists of this URL and the NHS number. */
export const PATIENT_REFERENCE_BASE = "https://demographics.spineservices.nhs.uk/";
