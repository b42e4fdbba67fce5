/// <reference types="fhir" preserve="true" />
import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { isHttpUrl } from "../model/uri.js";
import { has } from "../validation/invariant.js";
import { isValidNhsNumber } from "./nhs-number.js";
import { ENTRY_SIZE_RULES } from "./entry-size.js";
import { patientsNamedBy } from "./patient.js";
import { APPOINTMENT_URL_SYSTEM } from "./systems.js";

/** The rules of an entry, by key. Each text is the message of the issue for a violation. */
export const ENTRY_RULES = {
  "registry:status-booked": "An appointment is registered with the status `booked`.",
  "registry:start-required": "An entry of the registry must have `start`.",
  "registry:end-required": "An entry of the registry must have `end`.",
  "registry:created-required": "An entry of the registry must have `created`.",
  "registry:one-identifier": `An entry must have exactly one identifier of the system ${APPOINTMENT_URL_SYSTEM}: the URL of the full Appointment at the Provider.`,
  "registry:identifier-url": `The identifier of the system ${APPOINTMENT_URL_SYSTEM} must have an absolute http or https URL as its value.`,
  "registry:one-participant": "An entry must have exactly one participant: the patient.",
  "registry:patient":
    "The participant must be a patient, named by an actor.identifier of the system https://fhir.nhs.uk/Id/nhs-number or by an actor.reference https://demographics.spineservices.nhs.uk/[NHS number].",
  "registry:nhs-number":
    "The NHS number of the patient must have ten digits, the last of which is the correct check digit.",
  "registry:same-patient": "The actor's identifier and reference must name the same patient.",
  "registry:no-contained": "An entry of the registry must not have `contained`.",
  "registry:no-supporting-information": "An entry of the registry must not have `supportingInformation`.",
  "registry:no-description": "An entry of the registry must not have `description`.",
  "registry:no-slot": "An entry of the registry must not have `slot`.",
  "registry:no-modifier-extension":
    "An entry of the registry must not have a `modifierExtension`: the registry understands none.",
  ...ENTRY_SIZE_RULES,
} as const;
type EntryRule = keyof typeof ENTRY_RULES;

/**
 * Checks the registry's own rules for registering an Appointment (registry-interactions, "Register"). They apply in
 * addition to FHIR STU3 and the profile. Returns one issue for each broken rule; rule keys are `registry:*`.
 *
 * @example
 * ```ts
 * assert.equal(validateEntry({ ...entry, status: "proposed" })[0]?.rule, "registry:status-booked");
 * ```
 */
export function validateEntry(appointment: fhir.Appointment): Issue[] {
  return [
    ...bookedStatus(appointment),
    ...requiredElements(appointment),
    ...providerUrl(appointment),
    ...onePatient(appointment),
    ...forbiddenElements(appointment),
    ...modifiers(appointment),
  ];
}

function bookedStatus({ status }: fhir.Appointment): Issue[] {
  if (status === "booked") return [];
  return [violation("registry:status-booked", "status", "value")];
}

const REQUIRED = ["start", "end", "created"] as const;

function requiredElements(appointment: fhir.Appointment): Issue[] {
  return REQUIRED.filter((name) => appointment[name] === undefined).map((name) =>
    violation(`registry:${name}-required`, name, "required"),
  );
}

function providerUrl({ identifier }: fhir.Appointment): Issue[] {
  const all = list<fhir.Identifier>(identifier);
  const urls = all.flatMap((each, index) => (each?.system === APPOINTMENT_URL_SYSTEM ? [{ each, index }] : []));
  if (urls.length !== 1)
    return [violation("registry:one-identifier", "identifier", urls.length === 0 ? "required" : "business-rule")];
  return urls
    .filter(({ each }) => typeof each.value !== "string" || !isHttpUrl(each.value))
    .map(({ index }) => violation("registry:identifier-url", `identifier[${index}].value`, "value"));
}

function onePatient({ participant }: fhir.Appointment): Issue[] {
  const all = list<fhir.AppointmentParticipant>(participant);
  if (all.length !== 1)
    return [violation("registry:one-participant", "participant", all.length === 0 ? "required" : "business-rule")];
  const named = patientsNamedBy(all[0]?.actor);
  if (named.length === 0)
    return [
      violation(
        "registry:patient",
        all[0]?.actor === undefined ? "participant[0]" : "participant[0].actor",
        "business-rule",
      ),
    ];
  const invalid = named.filter(({ nhsNumber }) => !isValidNhsNumber(nhsNumber));
  if (invalid.length > 0)
    return invalid.map(({ element }) => ({
      ...violation(
        "registry:nhs-number",
        element === "identifier" ? "participant[0].actor.identifier.value" : "participant[0].actor.reference",
        "value",
      ),
      spineCode: "INVALID_NHS_NUMBER" as const,
    }));
  if (new Set(named.map(({ nhsNumber }) => nhsNumber)).size > 1)
    return [violation("registry:same-patient", "participant[0].actor", "business-rule")];
  return [];
}

/** The registry holds no clinical or free text. */
const FORBIDDEN = [
  ["contained", "registry:no-contained"],
  ["supportingInformation", "registry:no-supporting-information"],
  ["description", "registry:no-description"],
  ["slot", "registry:no-slot"],
] as const;

function forbiddenElements(appointment: fhir.Appointment): Issue[] {
  return FORBIDDEN.filter(([name]) => has(appointment as unknown as Fields, name)).map(([name, rule]) =>
    violation(rule, name, "business-rule"),
  );
}

/**
 * Rejects modifier extensions (STU3 extensibility.html#modifierExtension): the registry would not take their effect
 * into account when it searches and cancels.
 */
function modifiers({ modifierExtension, participant }: fhir.Appointment): Issue[] {
  const places = list<fhir.AppointmentParticipant>(participant).flatMap((each, index) =>
    each?.modifierExtension === undefined ? [] : [`participant[${index}].modifierExtension`],
  );
  if (modifierExtension !== undefined) places.unshift("modifierExtension");
  return places.map((place) => violation("registry:no-modifier-extension", place, "business-rule"));
}

function violation(rule: EntryRule, path: string, code: Issue["code"]): Issue {
  return {
    severity: "error",
    code,
    rule,
    message: ENTRY_RULES[rule],
    expression: `Appointment.${path}`,
    location: `/f:Appointment/${path.split(".").map(xpathStep).join("/")}`,
    spineCode: "FHIR_CONSTRAINT_VIOLATION",
  };
}

const xpathStep = (step: string): string =>
  `f:${step.replace(/\[(\d+)\]/, (_, index: string) => `[${Number(index) + 1}]`)}`;

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
