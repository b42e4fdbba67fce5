/** A JSON Schema (2020-12), as in OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/** What is asked of a type where it is sent, beside what its rows say. */
export interface RequestRules {
  /** The type whose rows it has. */
  readonly of: string;
  readonly description: string;
  readonly without?: readonly string[];
  /** The properties that it may have, where they are few. */
  readonly only?: readonly string[];
  readonly required?: readonly string[];
  /** Keywords for a property, beside those of its row; a reference stands in their place. */
  readonly narrowed?: Readonly<Record<string, Schema>>;
}

/** The rules of an entry that JSON Schema can say (registry-interactions, "Register"); the registry checks all of them. */
const ENTRY = {
  of: "Appointment",
  without: ["contained", "supportingInformation", "description", "slot"],
  narrowed: {
    participant: { items: { $ref: "#/PatientParticipant" }, minItems: 1, maxItems: 1 },
  },
};
const MANDATORY = ["identifier", "start", "end", "created"];

/** Schemas of the bodies that a client sends, by name. */
export const REQUESTS: Readonly<Record<string, RequestRules>> = {
  AppointmentToRegister: {
    ...ENTRY,
    description: "An entry of the registry, as it is registered.",
    required: MANDATORY,
    narrowed: { ...ENTRY.narrowed, status: { enum: ["booked"] } },
  },
  AppointmentToCancel: {
    ...ENTRY,
    description: "An entry of the registry as it was retrieved, with its status changed.",
    required: ["id", ...MANDATORY],
    narrowed: { ...ENTRY.narrowed, status: { enum: ["cancelled", "entered-in-error"] } },
  },
  PatientParticipant: {
    of: "AppointmentParticipant",
    description: "The patient, by NHS number: as `actor.identifier` or as `actor.reference`.",
    required: ["actor"],
  },
  AppointmentToValidate: {
    of: "Appointment",
    description: "An Appointment, whatever may be wrong with it.",
    narrowed: { participant: { items: { $ref: "#/ParticipantToValidate" }, minItems: 1 } },
  },
  ParticipantToValidate: { of: "AppointmentParticipant", description: "A participant, whoever it is." },
  ParametersToValidate: {
    of: "Parameters",
    description:
      "The parameters of STU3's `$validate`: an Appointment as `resource` and, where they are sent, `mode` and `profile`.",
    only: ["resourceType", "parameter"],
    required: ["parameter"],
    narrowed: { parameter: { items: { $ref: "#/ParameterToValidate" } } },
  },
  ParameterToValidate: {
    of: "ParametersParameter",
    description: "One parameter; the resource is an AppointmentToValidate.",
    only: ["name", "resource", "valueCode", "valueUri"],
    narrowed: {
      name: { enum: ["resource", "mode", "profile"] },
      resource: { $ref: "#/ContainedResource" },
      valueCode: { enum: ["create", "update"] },
    },
  },
};
