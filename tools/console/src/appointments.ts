import { diff, nhsNumberOf, readResource, writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import type { HistoryResult, Registered } from "@appointment-registry/client";
import { shellWord } from "@appointment-registry/test-kit";
import { getFields } from "./draft.js";
import { getOutcome, shownChange } from "./outcome.js";
import type { Entry, Opened, Result, ShownVersion } from "./shapes.js";
import type { Suppliers } from "./supplier.js";

/** The result of an action, without the exchanges that the wire recorded. */
export type Action = Omit<Result, "exchanges">;

export async function findByPatient(suppliers: Suppliers, nhsNumber: string): Promise<Action> {
  const result = await suppliers.own.search(nhsNumber);
  const found = result.status === 200 ? result.found.map(({ appointment }) => getEntry(appointment)) : [];
  const text =
    found.length === 0
      ? "The patient has no appointment that has not ended. One that has ended is found by its provider's URL."
      : "Every appointment of the patient that has not ended. One that has ended is found by its provider's URL.";
  return {
    ...getOutcome(result, { title: count(found.length), text }),
    found,
    commands: suppliers.commands((client, flags) => `${client} search --nhs-number ${shellWord(nhsNumber)}${flags}`),
  };
}

export async function findByProvider(suppliers: Suppliers, url: string): Promise<Action> {
  const result = await suppliers.own.search({ providerUrl: url });
  const found = result.status === 200 ? result.found.map(({ appointment }) => getEntry(appointment)) : [];
  return {
    ...getOutcome(result, { title: count(found.length), text: "Past and cancelled appointments are included." }),
    found,
    commands: suppliers.commands((client, flags) => `${client} search --provider-url ${shellWord(url)}${flags}`),
  };
}

const count = (found: number): string => (found === 1 ? "1 appointment" : `${found} appointments`);

/** Registers an appointment from JSON. */
export async function register(suppliers: Suppliers, json: string): Promise<Action> {
  const read = readResource(json, { format: "json", expectedType: "Appointment" });
  if (read.kind === "unreadable") {
    const issues = read.issues.map(({ severity, rule, message }) => ({ severity, rule, message }));
    const text = "The text cannot be read as an Appointment; nothing was sent.";
    return { verdict: "refused", title: "Not sent", text, issues, changes: [] };
  }
  const result = await suppliers.own.register(read.resource as fhir.Appointment, { once: true });
  const again = result.status === 200;
  const done = again
    ? {
        title: "Registered already",
        text: "The registry has an appointment with this provider URL; nothing was registered.",
      }
    : { title: "Registered", text: "The appointment is in the registry, and any service can find it." };
  return {
    ...getOutcome(result, done),
    commands: suppliers.commands((client, flags) => `${client} register -${flags} ${stdin(json)}`),
    ...("id" in result ? { id: result.id } : {}),
  };
}

export async function open(suppliers: Suppliers, id: string): Promise<Action> {
  const { own } = suppliers;
  const current = await own.read(id);
  const history = current.status === 200 ? await own.history(id) : undefined;
  const outcome = getOutcome(history ?? current, {
    title: "Retrieved",
    text: "The current version and every one before.",
  });
  const commands = suppliers.commands((client, flags) => `${client} history ${shellWord(id)}${flags}`);
  if (current.status !== 200 || history?.status !== 200) return { ...outcome, commands, id };
  return { ...outcome, commands, id, opened: getOpened(current, history) };
}

export async function cancel(suppliers: Suppliers, id: string, to: "cancelled" | "entered-in-error"): Promise<Action> {
  const result = await suppliers.own.cancel(id, { to });
  const text = "Retrieved, `status` changed and nothing else, and sent back with `If-Match`.";
  const title = to === "cancelled" ? "Cancelled" : "Marked as entered in error";
  const target = to === "cancelled" ? "" : " --entered-in-error";
  return {
    ...getOutcome(result, { title, text }),
    commands: suppliers.commands((client, flags) => `${client} cancel ${shellWord(id)}${target}${flags}`),
    id,
  };
}

function getEntry(appointment: fhir.Appointment): Entry {
  const { id = "", status = "", start = "", end = "" } = appointment;
  const isFinal = status !== "booked";
  return {
    id,
    status,
    start,
    end,
    nhsNumber: nhsNumberOf(appointment) ?? "",
    providerUrl: getFields(appointment).providerUrl,
    group: isFinal ? "final" : Date.parse(end) < Date.now() ? "past" : "upcoming",
  };
}

function getOpened({ appointment, etag }: Registered, history: Extract<HistoryResult, { status: 200 }>): Opened {
  const written = (format: "json" | "xml"): string =>
    writeResource(appointment as fhir.Appointment & AnyResource, { format, pretty: true });
  return {
    ...getEntry(appointment),
    created: appointment.created ?? "",
    etag,
    json: written("json"),
    xml: written("xml"),
    versions: history.versions.map(({ appointment: version, versionId, method }, index): ShownVersion => {
      const before = history.versions[index + 1]?.appointment;
      const changes =
        before === undefined
          ? []
          : diff(before as fhir.Appointment & AnyResource, version as fhir.Appointment & AnyResource);
      const lastUpdated = version.meta?.lastUpdated ?? "";
      return { versionId, method, status: version.status ?? "", lastUpdated, changes: changes.map(shownChange) };
    }),
  };
}

/** Returns a here-document. A line that is exactly `END` terminates it, and no JSON text contains such a line. */
export const stdin = (json: string): string => `<<'END'\n${json}\nEND`;
