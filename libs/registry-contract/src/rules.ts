import { CANCELLATION_RULES, ENTRY_RULES } from "@appointment-registry/fhir-appointment";

/** The registry's own rules, by the keys with which `issue.diagnostics` reports them (`(Rule registry:status-booked)`). */
export const REGISTRY_RULES: Readonly<Record<string, string>> = {
  ...ENTRY_RULES,
  "registry:live-entries":
    "If the operator sets a limit: a client must not exceed this number of booked, future entries of one patient.",
  ...CANCELLATION_RULES,
};

/** Key prefixes of all other rules, each with the status of a response that has only such issues. */
export const RULE_FAMILIES: readonly (readonly [key: string, status: string, meaning: string])[] = [
  ["`json:`, `xml:`, `read:`", "400", "The text is not valid FHIR JSON or XML, or is not an Appointment."],
  ["`structure:`", "422", "An element that is unknown in STU3, of a wrong type, missing, empty or repeated too often."],
  ["`xhtml:`", "422", "A narrative that is not one XHTML element."],
  ["`app-1`, `ext-1`, `dom-3`, …", "422", "An invariant of STU3, by its own key."],
  [
    "`reference:`, `contained:`, `extension:`",
    "422",
    "A rule of STU3 for references, contained resources and extensions.",
  ],
  [
    "`code:`, `uri:`, `identifier:`, `element:`, `sampled-data:`",
    "422",
    "A rule of STU3 for codes, URIs, identifiers, ids of elements and sampled data.",
  ],
  ["`careconnect-appointment-1:`", "422", "A constraint of the profile, with its element."],
  ["`registry:`", "422", "A rule of the registry (below)."],
  ["`validation:more-issues`", "422", "There are more issues than are listed."],
  ["`changed-since:`", "409", "A change since the version of the request."],
];
