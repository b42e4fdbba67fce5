/** The registry's own rules, by the keys with which `issue.diagnostics` tells them (`(Rule registry:status-booked)`). */
export const REGISTRY_RULES: Readonly<Record<string, string>> = {
  "registry:status-booked": "An entry is registered as `booked`.",
  "registry:start-required": "An entry has `start`.",
  "registry:end-required": "An entry has `end`.",
  "registry:created-required": "An entry has `created`.",
  "registry:one-identifier": "An entry has just one identifier of the system `urn:ietf:rfc:3986`.",
  "registry:identifier-url": "The value of that identifier is an absolute http or https URL.",
  "registry:one-participant": "An entry has just one participant.",
  "registry:patient": "The participant is a patient, named by NHS number.",
  "registry:nhs-number": "The NHS number has ten digits, the last of them the right check digit.",
  "registry:same-patient": "Identifier and reference of the actor name the same patient.",
  "registry:no-contained": "An entry has no `contained`.",
  "registry:no-supporting-information": "An entry has no `supportingInformation`.",
  "registry:no-description": "An entry has no `description`.",
  "registry:no-slot": "An entry has no `slot`.",
  "registry:no-modifier-extension": "An entry has no `modifierExtension`: the registry understands none.",
  "registry:cancel-status": "A cancel makes the status `cancelled` or `entered-in-error`, nothing else.",
  "registry:cancel-status-unchanged": "A cancel changes the status.",
  "registry:cancel-final": "Only what is `booked` can be cancelled.",
  "registry:cancel-added": "A cancel adds no element.",
  "registry:cancel-removed": "A cancel leaves no element out.",
  "registry:cancel-changed": "A cancel changes no element but the status.",
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
  ["`validation:more-issues`", "422", "There are more issues than are told."],
  ["`changed-since:`", "409", "What has changed since the version that the request was for."],
];
