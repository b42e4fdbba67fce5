import {
  APPOINTMENT_URL_SYSTEM,
  NHS_NUMBER_SYSTEM,
  isError,
  nhsNumberOf,
  readResource,
  validateAppointment,
  writeResource,
} from "@appointment-registry/fhir-appointment";
import type { Format, Issue } from "@appointment-registry/fhir-appointment";
import { jsonPlaces, lineAt, getPlace, xmlPlaces } from "./places.js";
import type { Draft, DraftEdit, DraftField, DraftFields, ShownIssue } from "./shapes.js";

/** Applies an edit of one view to the others, and returns every issue that the library and the registry's rules find. */
export function checkDraft(edit: DraftEdit): Draft {
  const format: Format = edit.from === "xml" ? "xml" : "json";
  const text = edit.from === "form" ? withFields(edit) : edit.text;
  const read = readResource(text, { format, expectedType: "Appointment" });
  const found: readonly Issue[] =
    read.kind === "resource" ? validateAppointment(read.resource, { rules: "registry" }) : read.issues;
  const places = format === "json" ? jsonPlaces(text) : xmlPlaces(text);
  const issues = found.map((issue) => {
    const { severity, rule, message, expression } = issue;
    const at = issue.line === undefined ? getPlace(places, issue, format) : undefined;
    const line = issue.line ?? (at === undefined ? undefined : lineAt(text, at));
    const field = getField(issue);
    return {
      ...({ severity, rule, message } satisfies ShownIssue),
      ...(expression === undefined ? {} : { expression }),
      ...(line === undefined ? {} : { line }),
      ...(field === undefined ? {} : { field }),
    };
  });
  const valid = !found.some(isError);
  if (read.kind !== "resource") return { valid, issues, ...(edit.from === "form" ? { json: text } : {}) };
  const written = (other: Format): string => writeResource(read.resource, { format: other, pretty: true });
  const appointment = read.resource as fhir.Appointment;
  return {
    valid,
    issues,
    ...(edit.from === "form" ? {} : { fields: getFields(appointment) }),
    ...(edit.from === "json" ? {} : { json: edit.from === "form" ? text : written("json") }),
    ...(edit.from === "xml" ? {} : { xml: written("xml") }),
  };
}

export function getFields(appointment: fhir.Appointment): DraftFields {
  const { start = "", end = "", created = "", identifier = [] } = appointment;
  const url = identifier.find(({ system }) => system === APPOINTMENT_URL_SYSTEM)?.value ?? "";
  return { nhsNumber: nhsNumberOf(appointment) ?? "", providerUrl: url, start, end, created };
}

/** Returns an Appointment for registration as formatted JSON. An empty field is omitted, so that the rules report it as missing. */
export function draftFrom({ nhsNumber, providerUrl, ...times }: DraftFields): string {
  const present = Object.fromEntries(Object.entries(times).filter(([, value]) => value !== ""));
  const { created, ...period } = present;
  const appointment = {
    resourceType: "Appointment",
    meta: { profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"] },
    ...(providerUrl === "" ? {} : { identifier: [{ system: APPOINTMENT_URL_SYSTEM, value: providerUrl }] }),
    status: "booked",
    ...period,
    ...(created === undefined ? {} : { created }),
    participant: [
      {
        ...(nhsNumber === "" ? {} : { actor: { identifier: { system: NHS_NUMBER_SYSTEM, value: nhsNumber } } }),
        status: "accepted",
      },
    ],
  };
  return JSON.stringify(appointment, undefined, 2);
}

/** Returns the JSON with the field values inserted. Its other content remains. */
function withFields({ fields, json }: Extract<DraftEdit, { from: "form" }>): string {
  const read = readResource(json, { format: "json", expectedType: "Appointment" });
  const wanted = draftFrom(fields);
  if (read.kind !== "resource") return wanted;
  const appointment = read.resource as fhir.Appointment;
  const { nhsNumber, providerUrl, ...times } = fields;
  const present = Object.fromEntries(Object.entries(times).filter(([, value]) => value !== ""));
  const emptied = new Set(Object.keys(times).filter((name) => times[name as keyof typeof times] === ""));
  const kept = Object.fromEntries(Object.entries(appointment).filter(([name]) => !emptied.has(name)));
  const merged = {
    ...kept,
    ...present,
    identifier: withUrl(appointment.identifier ?? [], providerUrl),
    participant: withPatient(appointment.participant ?? [], nhsNumber),
  };
  if (merged.identifier.length === 0) Reflect.deleteProperty(merged, "identifier");
  // The form may contain values that are invalid in FHIR. They are shown unchanged.
  return JSON.stringify(merged, undefined, 2);
}

function withUrl(identifiers: readonly fhir.Identifier[], value: string): fhir.Identifier[] {
  const own = identifiers.find(({ system }) => system === APPOINTMENT_URL_SYSTEM);
  const others = identifiers.filter((each) => each !== own);
  return value === "" ? others : [{ ...own, system: APPOINTMENT_URL_SYSTEM, value }, ...others];
}

/** The patient is the participant with an NHS number, or otherwise the first participant. */
function withPatient(
  participants: readonly fhir.AppointmentParticipant[],
  value: string,
): fhir.AppointmentParticipant[] {
  const isPatient = ({ actor }: fhir.AppointmentParticipant): boolean =>
    actor?.identifier?.system === NHS_NUMBER_SYSTEM;
  const own = participants.find(isPatient) ?? participants[0] ?? { status: "accepted" as const };
  const { actor: { identifier, ...actor } = {}, ...rest } = own;
  const named = value === "" ? actor : { ...actor, identifier: { ...identifier, system: NHS_NUMBER_SYSTEM, value } };
  const patient = Object.keys(named).length === 0 ? rest : { actor: named, ...rest };
  return participants.length === 0 ? [patient] : participants.map((each) => (each === own ? patient : each));
}

/** Returns the form field that an issue concerns. */
function getField({ rule, expression = "" }: Issue): DraftField | undefined {
  const byRule = FIELDS_BY_RULE[rule];
  if (byRule !== undefined) return byRule;
  const [, name] = /^Appointment\.(start|end|created|identifier|participant)(?![a-z])/i.exec(expression) ?? [];
  if (name === "identifier") return "providerUrl";
  if (name === "participant") return "nhsNumber";
  return name as DraftField | undefined;
}

const FIELDS_BY_RULE: Readonly<Record<string, DraftField | undefined>> = {
  "registry:start-required": "start",
  "registry:end-required": "end",
  "registry:created-required": "created",
  "registry:one-identifier": "providerUrl",
  "registry:identifier-url": "providerUrl",
  "registry:patient": "nhsNumber",
  "registry:nhs-number": "nhsNumber",
  "app-1": "nhsNumber",
  "app-2": "end",
  "app-3": "start",
};
