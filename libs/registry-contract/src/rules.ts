import { CANCELLATION_RULES, ENTRY_RULES } from "@appointment-registry/fhir-appointment";

/** The registry's own rules, by the keys with which `issue.diagnostics` reports them (`(Rule registry:status-booked)`). */
export const REGISTRY_RULES: Readonly<Record<string, string>> = {
  ...ENTRY_RULES,
  "registry:live-entries":
    "Where the operator bounds them: a client may have so many live entries, booked and not past, of one patient.",
  ...CANCELLATION_RULES,
};

/** How the keys of all other rules begin, with the status of an answer that is full of them. */
export const RULE_FAMILIES: readonly (readonly [key: string, status: string, meaning: string])[] = [
  ["`json:`, `xml:`, `read:`", "400", "The text is not JSON or XML as FHIR has it, or not an Appointment."],
  ["`structure:`", "422", "An element that STU3 does not have, of another type, missing, empty, or once too often."],
  ["`xhtml:`", "422", "A narrative that is not one XHTML element."],
  ["`app-1`, `ext-1`, `dom-3`, …", "422", "An invariant of STU3, by its own key."],
  [
    "`reference:`, `contained:`, `extension:`",
    "422",
    "What STU3 says of references, contained resources and extensions.",
  ],
  [
    "`code:`, `uri:`, `identifier:`, `element:`, `sampled-data:`",
    "422",
    "What STU3 says of codes, URIs, identifiers, ids of elements and sampled data.",
  ],
  ["`careconnect-appointment-1:`", "422", "A constraint of the profile, with the element that it is on."],
  ["`registry:`", "422", "A rule of the registry (below)."],
  ["`validation:more-issues`", "422", "There are more issues than are listed."],
  ["`changed-since:`", "409", "What has changed since the version that the request was for."],
];
