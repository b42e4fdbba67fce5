import { choiceRow, row } from "../requirement.js";

const caller = row("Caller identity");
const callerChoice = choiceRow("Caller identity");
const register = row("Register");
const registerChoice = choiceRow("Register");
const read = row("Read and vread");
const readChoice = choiceRow("Read and vread");
const search = row("Search");
const searchChoice = choiceRow("Search");
const capabilities = row("Capabilities");
const capabilitiesChoice = choiceRow("Capabilities");
const change = row("Cancel: what may change");
const changeChoice = choiceRow("Cancel: what may change");
const choice = choiceRow("Where the pages leave a choice");

/** The requirements of registry-interactions.md, from top to bottom. */
export const INTERACTIONS = {
  "caller-certificate": caller(
    "WILL",
    "A caller without a client certificate gets no HTTP at all, on any path.",
    "A caller without a certificate from a trusted CA gets no HTTP at all.",
  ),
  "caller-certificate-unknown": caller(
    "WILL",
    "A client certificate of an unknown CA gets no HTTP at all.",
    "A caller without a certificate from a trusted CA gets no HTTP at all.",
  ),
  "caller-token-missing": caller(
    "WILL",
    "Every interaction but the capability statement is 403 without a token.",
    "No valid JWT: **403** (not 401), with an OperationOutcome.",
  ),
  "caller-token-scheme": caller(
    "WILL",
    "A token sent under another scheme than Bearer is 403.",
    "No valid JWT: **403** (not 401), with an OperationOutcome.",
  ),
  "caller-token-malformed": caller("WILL", "A bearer token that is no JWT is 403.", "signed, from a known issuer"),
  "caller-token-unsigned": caller("WILL", "A JWT of algorithm `none` is 403.", "signed, from a known issuer"),
  "caller-token-altered": caller(
    "WILL",
    "A JWT whose claims were altered after it was signed is 403.",
    "signed, from a known issuer",
  ),
  "caller-token-foreign-key": caller(
    "WILL",
    "A JWT signed by a key that is not the issuer's is 403.",
    "signed, from a known issuer",
  ),
  "caller-token-expired": caller("WILL", "A JWT that has expired is 403.", "`iat`, `nbf`, `exp` (1 h)"),
  "caller-token-not-yet": caller("WILL", "A JWT that is not valid yet is 403.", "`iat`, `nbf`, `exp` (1 h)"),
  "caller-token-audience": caller(
    "WILL",
    "A JWT for another audience is 403.",
    "`aud` (the registry's base URL; may be an array)",
  ),
  "caller-token-issuer": caller("WILL", "A JWT that names an unknown issuer is 403.", "signed, from a known issuer"),
  "caller-403-not-401": caller(
    "WILL",
    "A refusal because of a missing JWT is 403 and not 401, with an OperationOutcome.",
    "No valid JWT: **403** (not 401), with an OperationOutcome.",
  ),
  "caller-may-create": caller(
    "WILL",
    "A token without the interaction id for create may not register: 403.",
    "Without it: 403.",
  ),
  "caller-may-read": caller(
    "WILL",
    "A token without the interaction id for read may not read, vread or ask for history: 403.",
    "Without it: 403.",
  ),
  "caller-may-search": caller(
    "WILL",
    "A token without the interaction id for search may not search: 403.",
    "Without it: 403.",
  ),
  "caller-may-update": caller(
    "WILL",
    "A token without the interaction id for update may not cancel: 403.",
    "Without it: 403.",
  ),
  "caller-metadata-open": callerChoice(
    "The capability statement is readable with the client certificate alone.",
    "the capability statement is readable with the client certificate alone",
    "A capability statement that needs a token, as every other URL.",
  ),
  "caller-spine-headers": caller(
    "WILL",
    "Ssp-TraceID, Ssp-From, Ssp-To and Ssp-InteractionID are accepted.",
    "Callers may send `Ssp-TraceID` (UUID), `Ssp-From`, `Ssp-To` (ASIDs), `Ssp-InteractionID`",
  ),
  "caller-claim-names": callerChoice(
    "The interaction id is found in any of scope, scp, groups and roles.",
    "The registry looks for the id it needs in any of `scope`",
    "Interaction ids in the claims that the registry's issuer uses, and in no other.",
  ),
  "caller-claim-shapes": callerChoice(
    "There it is found in an array as well as in a text separated by spaces.",
    "The registry looks for the id it needs in any of `scope`",
    "Interaction ids in the shape that the registry's issuer uses, and in no other.",
  ),
  "caller-audience-array": caller(
    "WILL",
    "`aud` may be an array that has the registry among others.",
    "`aud` (the registry's base URL; may be an array)",
  ),
  "caller-ids-logged": callerChoice(
    "X-Request-ID and X-Correlation-ID of a request are in the log, and its Ssp headers, or a hash of each.",
    "recorded in log and audit; the last two mirrored back",
    "A log that identifies requests otherwise.",
  ),
  "caller-request-id": callerChoice(
    "X-Request-ID is mirrored, also by a refusal.",
    "recorded in log and audit; the last two mirrored back",
    "An answer without X-Request-ID: neither FHIR STU3 nor the NHS pages have it.",
  ),
  "caller-correlation-id": callerChoice(
    "X-Correlation-ID is mirrored, also by a refusal.",
    "recorded in log and audit; the last two mirrored back",
    "An answer without X-Correlation-ID: neither FHIR STU3 nor the NHS pages have it.",
  ),

  "register-status-201": register(
    "WILL",
    "A registration is answered with 201.",
    "201; `Location: [base]/Appointment/[id]/_history/[vid]` (absolute)",
  ),
  "register-location": register(
    "WILL",
    "Its Location is absolute and versioned: [base]/Appointment/[id]/_history/[vid].",
    "`Location: [base]/Appointment/[id]/_history/[vid]` (absolute)",
  ),
  "register-etag": register(
    "WILL",
    "Its ETag is the version of the entry.",
    "`ETag`, `Last-Modified`; the body is the created Appointment",
  ),
  "register-last-modified": register(
    "WILL",
    "It has Last-Modified, an HTTP date, of the entry's meta.lastUpdated.",
    "`ETag`, `Last-Modified`; the body is the created Appointment",
  ),
  "register-body": register(
    "WILL",
    "Its body is the created Appointment with id, versionId and lastUpdated, and otherwise as sent.",
    "the body is the created Appointment with `id`, `meta.versionId`, `meta.lastUpdated`",
  ),
  "register-id-ignored": register(
    "WILL",
    "A submitted id is ignored.",
    "A submitted `id` is ignored, as FHIR demands.",
  ),
  "register-status-booked": register(
    "MUST",
    "Only what is `booked` can be registered: 422.",
    "MUST have: `status` = `booked`",
  ),
  "register-start-end": register("MUST", "An entry has start and end: 422.", "`start`, `end` (instants)"),
  "register-created": register("MUST", "An entry has `created`: 422.", "`created`; exactly one `identifier`"),
  "register-identifier-one": register(
    "MUST",
    "An entry has exactly one identifier of system urn:ietf:rfc:3986: 422.",
    "exactly one `identifier` with system `urn:ietf:rfc:3986` and an absolute http(s) URL as value",
  ),
  "register-identifier-url": register(
    "MUST",
    "That identifier's value is an absolute http or https URL: 422.",
    "exactly one `identifier` with system `urn:ietf:rfc:3986` and an absolute http(s) URL as value",
  ),
  "register-participant-one": register(
    "MUST",
    "An entry has exactly one participant: 422.",
    "exactly one participant, a patient, by `actor.identifier`",
  ),
  "register-participant-patient": register(
    "MUST",
    "That participant is a patient named by NHS number: 422.",
    "exactly one participant, a patient, by `actor.identifier`",
  ),
  "register-participant-reference": register(
    "WILL",
    "A patient may be named by a demographics URL with the NHS number.",
    "or by `actor.reference`",
  ),
  "register-nhs-number": register(
    "MUST",
    "The NHS number passes its modulus 11 check: 422.",
    "the NHS number passes its modulus 11 check",
  ),
  "register-no-contained": register(
    "MUST NOT",
    "An entry has no contained resource: 422.",
    "MUST NOT have: `contained`, `supportingInformation`, `description`, `slot`.",
  ),
  "register-no-supporting-information": register(
    "MUST NOT",
    "An entry has no supportingInformation: 422.",
    "MUST NOT have: `contained`, `supportingInformation`, `description`, `slot`.",
  ),
  "register-no-description": register(
    "MUST NOT",
    "An entry has no description: 422.",
    "MUST NOT have: `contained`, `supportingInformation`, `description`, `slot`.",
  ),
  "register-no-slot": register(
    "MUST NOT",
    "An entry has no slot: 422.",
    "MUST NOT have: `contained`, `supportingInformation`, `description`, `slot`.",
  ),
  "register-unreadable-400": register(
    "WILL",
    "A body that cannot be read is 400.",
    "Errors: 400 unreadable, 403, 422 profile or rule.",
  ),
  "register-profile-422": register(
    "WILL",
    "A body that breaks the profile is 422.",
    "Errors: 400 unreadable, 403, 422 profile or rule.",
  ),
  "register-condition-spellings": registerChoice(
    "A condition with escapes, or percent-encoded, names the same identifier: 200.",
    "escapes and encodings as FHIR writes search parameters",
    "400 for a spelling that the registry does not read; never a second entry.",
  ),
  "register-condition-cancelled": registerChoice(
    "A cancelled entry matches a condition: 200, and the answer shows its status.",
    "cancelled ones do, and the answer shows their status",
    "201: a cancelled entry does not count, and the statement or the guide says so.",
  ),
  "register-condition-in-error": registerChoice(
    "An entry in error does not match a condition: 201.",
    "Entries that are `entered-in-error` do not match",
    "200 with the entry in error, whose status the answer shows.",
  ),

  "read-200": read(
    "WILL",
    'An entry is read with 200, ETag W/"[vid]" and Last-Modified.',
    '200 with `ETag: W/"[vid]"` and `Last-Modified`',
  ),
  "read-vread": read(
    "WILL",
    "A version is read with 200, its own ETag and Last-Modified.",
    '200 with `ETag: W/"[vid]"` and `Last-Modified`',
  ),
  "read-unknown-id": read("WILL", "An unknown id is 404, for read, vread and history.", "404 unknown id or version"),
  "read-unknown-version": read("WILL", "An unknown version is 404.", "404 unknown id or version"),
  "read-unknown-parameter": readChoice(
    "An unknown query parameter is 400, for read and vread.",
    "400 unknown query parameter",
    "An unknown parameter is ignored, as STU3 allows.",
  ),
  "read-versions-kept": read(
    "WILL",
    "An old version stays as it was after an update.",
    "Old versions are kept for ever.",
  ),

  "search-participant-actor-patient-identifier": search(
    "MUST",
    "Appointment.participant.actor:Patient.identifier=[system]|[NHS number] finds the patient's appointments.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-participant-actor": search(
    "MUST",
    "Appointment.participant.actor=[system]|[NHS number] finds them.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-patient-identifier-modifier": search(
    "MUST",
    "patient:identifier=[system]|[NHS number] finds them.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-patient-identifier-chain": search(
    "MUST",
    "patient.identifier=[system]|[NHS number] finds them.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-actor-demographics-bar": search(
    "MUST",
    "…actor=https://demographics.spineservices.nhs.uk|[NHS number] finds them.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-actor-demographics-slash": search(
    "MUST",
    "…actor=https://demographics.spineservices.nhs.uk/[NHS number] finds them.",
    "The NHS pages spell the parameter in several ways; all of them mean the same search and must be accepted",
  ),
  "search-form": search(
    "WILL",
    "POST [base]/Appointment/_search with a form is the same search.",
    "`POST [base]/Appointment/_search`",
  ),
  "search-reference-participant": search(
    "WILL",
    "An entry whose patient is named by a demographics URL is found as well.",
    "All appointments of one patient",
  ),
  "search-bundle": search(
    "WILL",
    "The answer is a searchset Bundle with total and a self link.",
    "as a `searchset` Bundle: `total`, `link` self, no paging",
  ),
  "search-nothing": search(
    "WILL",
    "For a patient without appointments it is a Bundle with total 0.",
    "as a `searchset` Bundle: `total`, `link` self, no paging",
  ),
  "search-full-url": search(
    "WILL",
    "fullUrl of each entry is its versioned URL, of the current version.",
    "`entry.fullUrl` is version specific",
  ),
  "search-mode": search("WILL", "search.mode of each entry is `match`.", "`entry.search.mode` = match"),
  "search-one-patient": search(
    "WILL",
    "Appointments of other patients are not in the answer.",
    "All appointments of one patient",
  ),
  "search-every-status": search(
    "WILL",
    "An appointment that was cancelled is in the answer, until its end has passed.",
    "All appointments of one patient",
  ),
  "search-no-paging": search(
    "WILL",
    "All appointments are in one Bundle: there is no paging.",
    "as a `searchset` Bundle: `total`, `link` self, no paging",
  ),
  "search-past-hidden": search(
    "WILL",
    "Appointments whose end is past are not in the answer; one that is under way is.",
    "that do not lie in the past (`end` >= now)",
  ),
  "search-unknown-parameter": searchChoice(
    "An unknown parameter is 400.",
    "or malformed parameters: 400",
    "An unknown parameter is ignored and left out of the self link, as STU3 allows.",
  ),
  "search-malformed-parameter": searchChoice(
    "A malformed parameter, or none, is 400.",
    "or malformed parameters: 400",
    "An empty Bundle for a patient that cannot be.",
  ),
  "search-identifier": searchChoice(
    "identifier=[system]|[value], or the value alone, finds an entry by the provider's URL, also with a patient.",
    "`identifier=system|value` (also `|value`, `value`) finds entries by the provider's URL",
    "400: entries are found by patient alone.",
  ),
  "search-identifier-final": searchChoice(
    "Such a search finds past and final entries as well.",
    "past and final ones included",
    "Past entries are hidden from every search.",
  ),
  "search-count": searchChoice(
    "_count is accepted and ignored, but 0 means the total without entries; any other value is 400.",
    "`_count` is an integer of 0 or more, accepted and ignored",
    "_count is an unknown parameter: 400, or ignored in every form.",
  ),
  "search-format": search("WILL", "_format and Accept choose between JSON and XML.", "choose the format"),

  "capabilities-valid": capabilities(
    "WILL",
    "/metadata is a valid STU3 CapabilityStatement.",
    "A valid STU3 CapabilityStatement that tells the truth",
  ),
  "capabilities-interactions": capabilities(
    "WILL",
    "It lists create, read, vread, update, history-instance and search-type of Appointment.",
    "Appointment with create, read, vread, update, history-instance, search-type",
  ),
  "capabilities-conditional": capabilitiesChoice(
    "It says that create can be conditional.",
    "A valid STU3 CapabilityStatement that tells the truth",
    "Registrations are never conditional, and the statement says so.",
  ),
  "capabilities-nothing-else": capabilities(
    "WILL",
    "Of patch, delete and conditional update, it lists those that exist; the others are refused.",
    "A valid STU3 CapabilityStatement that tells the truth",
  ),
  "capabilities-versioning": capabilities(
    "WILL",
    "It declares versioning `versioned-update` and readHistory true.",
    "`versioning` = `versioned-update`, `readHistory` true",
  ),
  "capabilities-update-create": capabilitiesChoice(
    "It says updateCreate false, and a PUT to a new id creates nothing.",
    "`updateCreate` false",
    "Another id on PUT is refused otherwise, and the statement says so.",
  ),
  "capabilities-conditional-read": capabilitiesChoice(
    "It says conditionalRead `full-support`.",
    "`conditionalRead` full-support",
    "Reads are never conditional, or by one header alone, and the statement says so.",
  ),
  "capabilities-formats": capabilities("WILL", "It lists JSON and XML as formats.", "formats, profile, security"),
  "capabilities-profile": capabilities(
    "WILL",
    "It names the profile CareConnect-Appointment-1.",
    "formats, profile, security",
  ),
  "capabilities-security": capabilities("WILL", "It says how callers are secured.", "formats, profile, security"),

  "change-start": change("MUST", "A changed start is refused: 422.", "`status` set to `cancelled`, nothing else"),
  "change-identifier": change(
    "MUST",
    "A changed identifier is refused: 422.",
    "`status` set to `cancelled`, nothing else",
  ),
  "change-patient": change("MUST", "A changed patient is refused: 422.", "`status` set to `cancelled`, nothing else"),
  "change-addition": change("MUST", "An added element is refused: 422.", "`status` set to `cancelled`, nothing else"),
  "change-meta": change(
    "MUST",
    "An added meta.profile, security or tag is refused: 422.",
    "`status` set to `cancelled`, nothing else",
  ),
  "change-within": change(
    "MUST",
    "A change within an element, however small, is refused: 422.",
    "`status` set to `cancelled`, nothing else",
  ),
  "change-in-xml": change(
    "MUST",
    "What is changed, added or left out is refused in XML as it is in JSON: 422.",
    "`status` set to `cancelled`, nothing else",
  ),
  "change-every-difference": changeChoice(
    "Each of several differences has an issue of its own.",
    "`status` set to `cancelled`, nothing else",
    "One issue for all differences, or for the first.",
  ),
  "change-reason": changeChoice(
    "An added cancellation reason extension is a difference like any other: 422.",
    "extension is a difference like any other",
    "The optional extension of Care Connect is taken with the cancellation.",
  ),
  "change-entered-in-error": changeChoice(
    "`entered-in-error` is accepted as a target.",
    "`entered-in-error` is accepted as a target too",
    "`cancelled` is the only target: 422 for any other.",
  ),
  "change-other-status": change(
    "MUST",
    "Another target status than cancelled or entered-in-error is 422.",
    "`status` set to `cancelled`, nothing else",
  ),
  "change-cancelled-twice": changeChoice(
    "What is cancelled cannot be cancelled again: 422, for its current version.",
    "Only a `booked` entry can be cancelled",
    "200: it is cancelled already, and stays so.",
  ),
  "change-cancelled-final": changeChoice(
    "What is cancelled cannot be booked again: 422.",
    "Only a `booked` entry can be cancelled",
    "409 or another 4xx.",
  ),
  "change-cancelled-in-error": changeChoice(
    "What is cancelled can become `entered-in-error`, by a PUT to the Location of the cancel's answer.",
    "`booked` and `cancelled` entries can become `entered-in-error`",
    "A cancelled entry is final: 409 or 422.",
  ),
  "change-in-error-final": changeChoice(
    "Nothing leaves `entered-in-error`: 422.",
    "nothing leaves that status",
    "`entered-in-error` is no target, or may be corrected.",
  ),

  "choice-versioned-url": choice(
    "A PUT to [base]/Appointment/[id]/_history/[vid] makes a new version.",
    "PUT to the Location URL",
    "The update is made, or refused because a version never changes (405).",
  ),
  "choice-versioned-url-if-match": choice(
    "There too If-Match is mandatory: 412.",
    "one more version condition beside `If-Match` (which stays mandatory)",
    "The version in the URL is condition enough.",
  ),
  "choice-versioned-url-stale": choice(
    "There [vid] is one more condition: 409 if it is not current.",
    "one more version condition beside `If-Match` (which stays mandatory)",
    "The version in the URL is not looked at, since If-Match decides.",
  ),
  "choice-order-token": choice(
    "The JWT is checked before media type and body: 403.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-permission": choice(
    "The interaction id is checked before media type and body: 403.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-media-type": choice(
    "The media type is checked before the version condition: 415.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-readable": choice(
    "Readability is checked before the version condition: 400.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-id": choice(
    "The id is checked before If-Match: 400.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-condition": choice(
    "If-Match is checked before the entry is looked up: 412.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-exists": choice(
    "Existence is checked before the resource's faults: 404.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-order-version": choice(
    "The version is checked before profile and differences: 409.",
    "order of checks",
    "Another order, if each fault alone has its status.",
  ),
  "choice-unknown-id": choice(
    "A PUT to an unknown id is 404.",
    "unknown id on PUT",
    "400, 405 or 410, or, where the statement says updateCreate true, an entry is created.",
  ),
  "choice-if-match-weak": choice(
    'If-Match W/"1" names version 1.',
    "`If-Match` forms",
    "One form of the ETag is accepted: the one that the registry gives.",
  ),
  "choice-if-match-strong": choice(
    'If-Match "1" names version 1.',
    "`If-Match` forms",
    "400, 409 or 412 for a form that the registry does not give.",
  ),
  "choice-if-match-bare": choice(
    "If-Match 1, bare, names version 1.",
    "`If-Match` forms",
    "400, 409 or 412: RFC 9110 requires quotes.",
  ),
  "choice-if-match-list": choice(
    "A list in If-Match matches if any member does.",
    "`If-Match` forms",
    "One ETag is accepted, and no list.",
  ),
  "choice-if-match-star": choice(
    "If-Match * names no version: 412.",
    "`If-Match` forms",
    "`*` matches any current version (RFC 9110, 13.1.1), or none: 409.",
  ),
  "choice-if-match-malformed": choice(
    "Any other If-Match is 400.",
    "`If-Match` forms",
    "412, as if it were not there.",
  ),
  "choice-meta-ignored": choice(
    "Submitted meta.versionId and meta.lastUpdated are ignored, also where missing.",
    "submitted `meta.versionId`, `meta.lastUpdated`",
    "409 or 422 where they contradict the version that is current.",
  ),
  "choice-equal-instants": choice(
    "The same instant with another offset is no difference.",
    "what is equal",
    "422: the text is compared.",
  ),
  "choice-equal-formats": choice(
    "XML of what was registered as JSON is no difference, and the other way round.",
    "what is equal",
    "One format for each entry.",
  ),
  "choice-equal-order": choice(
    "Another order of repeating elements is a difference: 422.",
    "what is equal",
    "The order of repeating elements does not count.",
  ),
  "choice-equal-sets": choice(
    "Another order of meta.tag or meta.security is no difference: they are sets.",
    "what is equal",
    "The order of tags and labels counts: 422.",
  ),
  "choice-end-before-start": choice(
    "An entry whose end lies before its start is accepted.",
    "the seed's sample has `end` before `start`",
    "422: such an appointment makes no sense.",
  ),
  "choice-repeated-409": choice(
    "The same PUT, sent again after it succeeded, is 409.",
    "the same PUT sent again after it succeeded",
    "200 with the entry as it is.",
  ),
  "choice-repeated-reported": choice(
    "That 409 names the current version, and says that it is cancelled already.",
    "the same PUT sent again after it succeeded",
    "409 without the reason.",
  ),
  "choice-past-readable": choice(
    "A past appointment, hidden from search, is still read.",
    "past appointments in search",
    "404 or 410: past appointments leave the index.",
  ),
} as const;
