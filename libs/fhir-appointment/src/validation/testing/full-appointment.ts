type Shape = Record<string, unknown>;

const EXTENSIONS = "https://fhir.hl7.org.uk/STU3/StructureDefinition";

/**
 * Returns a valid Appointment of CareConnect-Appointment-1 with every element of STU3, prepared for every kind of
 * fault.
 */
export function fullAppointment(): Shape {
  return {
    resourceType: "Appointment",
    id: "full",
    meta: {
      versionId: "3",
      lastUpdated: "2019-01-17T14:00:00.000Z",
      profile: [`${EXTENSIONS}/CareConnect-Appointment-1`, "http://example.org/StructureDefinition/other"],
      security: [{ system: "http://hl7.org/fhir/v3/Confidentiality", code: "N" }],
      tag: [{ system: "http://example.org/tags", code: "clinic" }],
    },
    implicitRules: "http://example.org/rules",
    language: "en-GB",
    text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>An appointment</p></div>' },
    contained: [
      {
        resourceType: "Organization",
        id: "org",
        identifier: [{ system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "A00001" }],
        name: "A practice",
        telecom: [{ system: "phone", value: "0300 303 5678", use: "work", rank: 1 }],
        address: [{ use: "work", line: ["1 High Street"], postalCode: "LS1 1AA" }],
      },
      {
        resourceType: "Patient",
        id: "pat",
        managingOrganization: { reference: "#org" },
        name: [{ use: "official", family: "Example", given: ["Ann", "Bea"] }],
        gender: "female",
        birthDate: "1970-02-28",
        contact: [{ name: { family: "Other" }, gender: "male" }],
      },
    ],
    extension: [
      { url: `${EXTENSIONS}/Extension-CareConnect-DeliveryChannel-1`, valueCode: "In-person" },
      { url: `${EXTENSIONS}/Extension-CareConnect-BookingOrganisation-1`, valueReference: { reference: "#org" } },
      {
        url: "http://example.org/weight",
        valueQuantity: { value: 7, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" },
      },
      {
        url: "http://example.org/nested",
        extension: [
          { url: "part", valueBoolean: true },
          { url: "other", valueDecimal: 1.5 },
        ],
      },
      { url: "http://example.org/window", valueRange: { low: { value: 1 }, high: { value: 2 } } },
      { url: "http://example.org/pdf", valueAttachment: { contentType: "application/pdf", data: "JVBERi0=" } },
      {
        url: "http://example.org/repeat",
        valueTiming: { repeat: { period: 1, periodUnit: "d", duration: 15, durationUnit: "min" } },
      },
      { url: "http://example.org/share", valueRatio: { numerator: { value: 1 }, denominator: { value: 2 } } },
      { url: "http://example.org/phone", valueContactPoint: { system: "phone", value: "0300 303 5678" } },
      { url: "http://example.org/cost", valueMoney: { value: 3, system: "urn:iso:std:iso:4217", code: "GBP" } },
      {
        url: "http://example.org/length",
        valueDuration: { value: 3, system: "http://unitsofmeasure.org", code: "min" },
      },
      { url: "http://example.org/age", valueAge: { value: 30, system: "http://unitsofmeasure.org", code: "a" } },
      { url: "http://example.org/way", valueDistance: { value: 3, system: "http://unitsofmeasure.org", code: "km" } },
      { url: "http://example.org/times", valueCount: { value: 3, system: "http://unitsofmeasure.org", code: "1" } },
      { url: "http://example.org/date", valueDate: "2019-02" },
      { url: "http://example.org/time", valueTime: "10:51:23" },
      { url: "http://example.org/oid", valueOid: "urn:oid:1.2.3" },
      { url: "http://example.org/number", valueInteger: -3 },
      {
        url: "http://example.org/note",
        valueAnnotation: { authorString: "A clerk", time: "2019-01-17", text: "A note" },
      },
      {
        url: "http://example.org/signed",
        valueSignature: {
          type: [{ system: "urn:iso-astm:E1762-95:2013", code: "1.2.840.10065.1.12.1.1" }],
          when: "2019-01-17T14:00:00Z",
          whoReference: { reference: "Practitioner/1" },
        },
      },
    ],
    modifierExtension: [{ url: "http://example.org/modifier", valueBoolean: false }],
    identifier: [
      {
        id: "a1",
        use: "official",
        type: { coding: [{ system: "http://hl7.org/fhir/identifier-type", code: "PLAC" }], text: "Placer" },
        system: "urn:ietf:rfc:3986",
        value: "http://test.nhs.uk/test3",
        period: { start: "2019-01-01", end: "2019-12-31" },
        assigner: { reference: "Organization/1", display: "A trust" },
      },
      { system: "http://example.org/bookings", value: "17" },
    ],
    status: "booked",
    _status: { id: "s1", extension: [{ url: "http://example.org/why", valueString: "asked for" }] },
    serviceCategory: {
      coding: [
        {
          system: "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1",
          code: "R0260",
          version: "1",
          display: "General Medical Practitioner",
          userSelected: true,
        },
      ],
    },
    serviceType: [{ text: "General" }, { text: "Nursing" }],
    specialty: [{ coding: [{ system: "http://snomed.info/sct", code: "394814009" }] }],
    appointmentType: { coding: [{ system: "http://hl7.org/fhir/v2/0276", code: "ROUTINE" }] },
    reason: [{ text: "Check" }],
    indication: [{ reference: "Condition/1" }, { reference: "Procedure/1" }],
    priority: 5,
    description: "A check",
    supportingInformation: [{ reference: "Observation/1" }, { reference: "#pat" }],
    start: "2019-02-01T10:51:23.620+00:00",
    end: "2019-02-01T11:10:00.000Z",
    minutesDuration: 15,
    slot: [{ reference: "Slot/1" }],
    created: "2019-01-17T14:00:00.000Z",
    comment: "Ground floor",
    incomingReferral: [{ reference: "ReferralRequest/1" }],
    participant: [
      {
        type: [{ coding: [{ system: "http://hl7.org/fhir/v3/ParticipationType", code: "ATND" }] }],
        actor: {
          identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: "1234554321" },
          display: "A patient",
        },
        required: "required",
        status: "accepted",
      },
      { actor: { reference: "Location/1" }, status: "tentative" },
      {
        actor: { reference: "https://example.org/fhir/Practitioner/1/_history/2" },
        required: "optional",
        status: "needs-action",
      },
    ],
    requestedPeriod: [{ start: "2019-02-01", end: "2019-02-28" }, { start: "2019-03-01T08:00:00Z" }],
  };
}

/** Returns an entry of the registry: the sample of the contract before it is cancelled. */
export function entry(): Shape {
  return {
    resourceType: "Appointment",
    id: "b7e99463-00a1-45fc-98aa-02301c103aba",
    meta: { versionId: "1", profile: [`${EXTENSIONS}/CareConnect-Appointment-1`] },
    identifier: [{ system: "urn:ietf:rfc:3986", value: "http://test.nhs.uk/test3" }],
    status: "booked",
    start: "2019-02-01T10:51:23.620+00:00",
    end: "2019-01-17T15:10:00.000Z",
    created: "2019-01-17T14:00:00.000Z",
    participant: [
      {
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: "1234554321" } },
        status: "accepted",
      },
    ],
  };
}
