import { plannedEntry } from "../../chaos/entries.js";
import type { RegistryUnderTest } from "../../harness/registry.js";
import { bodyRefusalsOf, busyRefusalOf, refusalsOf, tokenRefusalsOf, unknownParameter } from "./failures.js";
import type { Ask, Format, Scenario, Scenarios } from "./scenario.js";
import { acceptFor, changed, registered, requestExample, send } from "./scenario.js";

const FORM = JSON.parse(requestExample("search-by-form-200", "json")) as Record<string, string>;
const [[PARAMETER, PATIENT]] = Object.entries(FORM) as [[string, string]];
/** An NHS number with a wrong check digit. */
const NOBODY = PATIENT.replace(/\d$/, "0");
// eslint-disable-next-line regexp/no-super-linear-move -- a constant
const WITHOUT_APPOINTMENT = PATIENT.replace(/\d+$/, plannedEntry("examples", 5).nhsNumber);

const byUrl =
  (patient: string): Ask =>
  (format) => ({
    path: `/Appointment?${new URLSearchParams({ [PARAMETER]: patient }).toString()}`,
    headers: acceptFor(format),
  });
const byForm =
  (parameters: Record<string, string>): Ask =>
  (format) => ({
    path: "/Appointment/_search",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...acceptFor(format) },
    body: new URLSearchParams(parameters).toString(),
  });
const search = byUrl(PATIENT);
const searchByForm = byForm(FORM);

/** The only Appointment of the patient, shared by all scenarios that search for it. */
const ENTRIES = new WeakMap<RegistryUnderTest, Promise<string>>();
function found(ask: Ask): Scenario {
  return async ({ usual }, format: Format) => {
    const { body, nhsNumber } = plannedEntry("examples", 0);
    const entry =
      ENTRIES.get(usual) ?? registered(usual, "json", body.replace(nhsNumber, PATIENT.replace(/^.*\|/, "")));
    ENTRIES.set(usual, entry);
    await entry;
    return send(usual, ask(format, ""));
  };
}

export const SEARCH: Scenarios = {
  "search-200": found(search),
  "search-200-none": changed(byUrl(WITHOUT_APPOINTMENT)),
  "search-400": unknownParameter(search),
  "search-400-no-patient": changed(search, () => ({ path: "/Appointment" })),
  "search-400-nhs-number": changed(byUrl(NOBODY)),
  ...tokenRefusalsOf("search", search, "update"),
  ...refusalsOf("search", search),
  ...busyRefusalOf("search", search),

  "search-by-form-200": found(searchByForm),
  "search-by-form-200-none": changed(byForm({ [PARAMETER]: WITHOUT_APPOINTMENT })),
  "search-by-form-400": changed(byForm({})),
  "search-by-form-400-nhs-number": changed(byForm({ [PARAMETER]: NOBODY })),
  ...tokenRefusalsOf("search-by-form", searchByForm, "update"),
  ...bodyRefusalsOf("search-by-form", searchByForm),
  ...refusalsOf("search-by-form", searchByForm),
  ...busyRefusalOf("search-by-form", searchByForm),
  // The media type of a form selects neither format, so that Accept decides the format of a refusal.
  "search-by-form-406": changed(byForm({ ...FORM, _format: "text/csv" })),
};
