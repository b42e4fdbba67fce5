/** A JSON Schema (2020-12), as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** What is asked of a type where it is sent, beside what its rows say. */
export interface RequestRules {
  /** The type whose rows it has. */
  readonly of: string;
  readonly description: string;
  readonly without: readonly string[];
  readonly required: readonly string[];
  /** Keywords for an element, in place of or beside those of its row. */
  readonly narrowed: Readonly<Record<string, Schema>>;
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
    without: [],
    required: ["actor"],
    narrowed: {},
  },
};
