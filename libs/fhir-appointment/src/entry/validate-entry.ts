import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { isHttpUrl } from "../model/uri.js";
import { has } from "../validation/invariant.js";
import { isValidNhsNumber } from "./nhs-number.js";
import { patientsNamedBy } from "./patient.js";
import { APPOINTMENT_URL_SYSTEM } from "./systems.js";

/**
 * The registry's own rules: what an Appointment must and must not have to be registered (registry-interactions, "Register").
 * They come on top of FHIR STU3 and the profile. One issue for each rule that is broken; rule keys are `registry:*`.
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
  return [broken("status-booked", "An appointment is registered with the status `booked`.", "status", "value")];
}

const REQUIRED = ["start", "end", "created"] as const;

function requiredElements(appointment: fhir.Appointment): Issue[] {
  return REQUIRED.filter((name) => appointment[name] === undefined).map((name) =>
    broken(`${name}-required`, `An entry of the registry must have \`${name}\`.`, name, "required"),
  );
}

function providerUrl({ identifier }: fhir.Appointment): Issue[] {
  const all = list<fhir.Identifier>(identifier);
  const urls = all.flatMap((each, index) => (each?.system === APPOINTMENT_URL_SYSTEM ? [{ each, index }] : []));
  if (urls.length !== 1) {
    const message = `An entry must have exactly one identifier of the system ${APPOINTMENT_URL_SYSTEM}: the URL of the full Appointment at the Provider.`;
    return [broken("one-identifier", message, "identifier", urls.length === 0 ? "required" : "business-rule")];
  }
  return urls
    .filter(({ each }) => typeof each.value !== "string" || !isHttpUrl(each.value))
    .map(({ index }) => {
      const message = `The identifier of the system ${APPOINTMENT_URL_SYSTEM} must have an absolute http or https URL as its value.`;
      return broken("identifier-url", message, `identifier[${index}].value`, "value");
    });
}

function onePatient({ participant }: fhir.Appointment): Issue[] {
  const all = list<fhir.AppointmentParticipant>(participant);
  if (all.length !== 1)
    return [
      broken(
        "one-participant",
        "An entry must have exactly one participant: the patient.",
        "participant",
        all.length === 0 ? "required" : "business-rule",
      ),
    ];
  const named = patientsNamedBy(all[0]?.actor);
  if (named.length === 0)
    return [
      broken(
        "patient",
        "The participant must be a patient, named by an actor.identifier of the system https://fhir.nhs.uk/Id/nhs-number or by an actor.reference https://demographics.spineservices.nhs.uk/[NHS number].",
        all[0]?.actor === undefined ? "participant[0]" : "participant[0].actor",
        "business-rule",
      ),
    ];
  const invalid = named.filter(({ nhsNumber }) => !isValidNhsNumber(nhsNumber));
  if (invalid.length > 0)
    return invalid.map(({ element }) => ({
      ...broken(
        "nhs-number",
        "The NHS number of the patient must be ten digits of which the last is the right check digit.",
        element === "identifier" ? "participant[0].actor.identifier.value" : "participant[0].actor.reference",
        "value",
      ),
      spineCode: "INVALID_NHS_NUMBER" as const,
    }));
  if (new Set(named.map(({ nhsNumber }) => nhsNumber)).size > 1)
    return [
      broken(
        "same-patient",
        "The actor's identifier and reference must name the same patient.",
        "participant[0].actor",
        "business-rule",
      ),
    ];
  return [];
}

/** The registry holds no clinical or free text. */
const FORBIDDEN = [
  ["contained", "no-contained"],
  ["supportingInformation", "no-supporting-information"],
  ["description", "no-description"],
  ["slot", "no-slot"],
] as const;

function forbiddenElements(appointment: fhir.Appointment): Issue[] {
  return FORBIDDEN.filter(([name]) => has(appointment as unknown as Fields, name)).map(([name, rule]) =>
    broken(rule, `An entry of the registry must not have \`${name}\`.`, name, "business-rule"),
  );
}

/** STU3 extensibility.html#modifierExtension: what a modifier changes, the registry would not know when it searches and cancels. */
function modifiers({ modifierExtension, participant }: fhir.Appointment): Issue[] {
  const places = list<fhir.AppointmentParticipant>(participant).flatMap((each, index) =>
    each?.modifierExtension === undefined ? [] : [`participant[${index}].modifierExtension`],
  );
  if (modifierExtension !== undefined) places.unshift("modifierExtension");
  const message = "An entry of the registry must not have a `modifierExtension`: the registry understands none.";
  return places.map((place) => broken("no-modifier-extension", message, place, "business-rule"));
}

function broken(rule: string, message: string, path: string, code: Issue["code"]): Issue {
  return {
    severity: "error",
    code,
    rule: `registry:${rule}`,
    message,
    expression: `Appointment.${path}`,
    location: `/f:Appointment/${path.split(".").map(xpathStep).join("/")}`,
    spineCode: "FHIR_CONSTRAINT_VIOLATION",
  };
}

const xpathStep = (step: string): string =>
  `f:${step.replace(/\[(\d+)\]/, (_, index: string) => `[${Number(index) + 1}]`)}`;

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
