/** A JSON Schema (2020-12), as in OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/** Constraints on a type in requests, in addition to its rows. */
export interface RequestRules {
  /** The type from which it takes its rows. */
  readonly of: string;
  readonly description: string;
  readonly without?: readonly string[];
  /** The permitted properties, if there are only a few. */
  readonly only?: readonly string[];
  readonly required?: readonly string[];
  /** Additional keywords for a property. A reference is replaced. */
  readonly narrowed?: Readonly<Record<string, Schema>>;
}

/** The rules of an entry that JSON Schema can express (registry-interactions, "Register"). The registry checks all rules. */
const ENTRY = {
  of: "Appointment",
  without: ["contained", "supportingInformation", "description", "slot"],
  narrowed: {
    participant: { items: { $ref: "#/PatientParticipant" }, minItems: 1, maxItems: 1 },
  },
};
const MANDATORY = ["identifier", "start", "end", "created"];

/** Schemas of request bodies, by name. */
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
