import type { Binding, Profile } from "./profile.js";
import { SDS_JOB_ROLE_CODES } from "../validation/sds-job-role-codes.js";

const extensible = (valueSet: string, codes: Readonly<Record<string, string | ReadonlySet<string>>>): Binding => ({
  strength: "extensible",
  valueSet,
  codes: new Map(
    Object.entries(codes).map(([system, each]) => [system, typeof each === "string" ? new Set(each.split(" ")) : each]),
  ),
});

/**
 * CareConnect-Appointment-1, version 1.1.0 (HL7 UK): three extensions and a binding in addition to base STU3. The
 * extensible bindings that it inherits from base STU3 are stated here as well, so that they are reported.
 *
 * @example
 * ```ts
 * assert.equal(careConnectAppointment1.type, "Appointment");
 * ```
 */
export const careConnectAppointment1: Profile = {
  key: "careconnect-appointment-1",
  url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1",
  version: "1.1.0",
  type: "Appointment",
  elements: [
    {
      path: "Appointment.language",
      binding: extensible("http://hl7.org/fhir/ValueSet/languages", {
        "urn:ietf:bcp:47":
          "ar bn cs da de de-AT de-CH de-DE el en en-AU en-CA en-GB en-IN en-NZ en-SG en-US es es-AR es-ES es-UY fi fr fr-BE fr-CH fr-FR fy fy-NL hi hr it it-CH it-IT ja ko nl nl-BE nl-NL no no-NO pa pt pt-BR ru ru-RU sr sr-SP sv sv-SE te zh zh-CN zh-HK zh-SG zh-TW",
      }),
    },
    {
      path: "Appointment.identifier.type",
      binding: extensible("http://hl7.org/fhir/ValueSet/identifier-type", {
        "http://hl7.org/fhir/v2/0203": "DL PPN BRN MR MCN EN TAX NIIP PRN MD DR ACSN",
        "http://hl7.org/fhir/identifier-type": "UDI SNO SB PLAC FILL",
      }),
    },
    {
      path: "Appointment.serviceCategory",
      binding: extensible("https://fhir.hl7.org.uk/STU3/ValueSet/CareConnect-SDSJobRoleName-1", {
        "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1": SDS_JOB_ROLE_CODES,
      }),
    },
    {
      path: "Appointment.participant.type",
      binding: extensible("http://hl7.org/fhir/ValueSet/encounter-participant-type", {
        "http://hl7.org/fhir/v3/ParticipationType": "ADM ATND CALLBCK CON DIS ESC REF SPRF PPRF PART",
        "http://hl7.org/fhir/participant-type": "translator emergency",
      }),
    },
  ],
  extensions: [
    {
      slice: "deliveryChannel",
      url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-DeliveryChannel-1",
      min: 0,
      max: 1,
      context: ["Slot", "Appointment"],
      value: {
        types: ["code"],
        binding: extensible("https://fhir.hl7.org.uk/STU3/ValueSet/CareConnect-DeliveryChannel-1", {
          "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-DeliveryChannel-1": "In-person Telephone Video",
        }),
      },
    },
    {
      slice: "appointmentCancellationReason",
      url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-AppointmentCancellationReason-1",
      min: 0,
      max: 1,
      context: ["Appointment"],
      value: { types: ["string"], min: 1 },
    },
    {
      slice: "bookingOrganisation",
      url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-BookingOrganisation-1",
      min: 0,
      max: 1,
      context: ["Appointment"],
      value: { types: ["Reference"], targets: ["Organization"] },
    },
  ],
};
