import { row } from "../requirement.js";

const formats = row("Formats");
const read = row("read / vread");
const update = row("update");
const prefer = row("Prefer");
const create = row("create");
const history = row("history");
const search = row("search");
const outcome = row("OperationOutcome");
const json = row("JSON");
const xml = row("XML");
const privacy = row("Privacy");
const invariants = row("Invariants of Appointment");

/** fhir-stu3-rules.md, from top to bottom. */
export const FHIR = {
  "format-json-types": formats(
    "MUST",
    "JSON is taken as application/fhir+json, application/json+fhir, application/json and text/json.",
  ),
  "format-xml-types": formats(
    "MUST",
    "XML is taken as application/fhir+xml, application/xml+fhir, application/xml and text/xml.",
  ),
  "format-content-type": formats(
    "WILL",
    "Answers say application/fhir+json or application/fhir+xml, with charset=utf-8.",
  ),
  "format-accept": formats("WILL", "Accept with q values is negotiated."),
  "format-parameter": formats("WILL", "_format (xml, json or a media type) overrides Accept."),
  "format-parameter-body": formats("WILL", "_format does not override the request's Content-Type."),
  "format-unsupported-415": formats("WILL", "A request body of another type is 415."),
  "format-not-acceptable-406": formats("WILL", "Where nothing acceptable can be given, the answer is 406."),
  "format-errors": formats("WILL", "Error bodies are negotiated like others."),

  "read-matches-url": read("WILL", "id and versionId of a body match the URL it was read from."),
  "read-etag": read("WILL", "ETag is weak and equal to meta.versionId."),
  "read-last-modified": read("WILL", "Last-Modified is meta.lastUpdated, to the second."),
  "read-if-none-match": read(
    "WILL",
    "If-None-Match with the current ETag is 304, without a body; with another it is 200.",
  ),
  "read-if-modified-since": read("WILL", "If-Modified-Since not before Last-Modified is 304, without a body."),

  "update-id-missing": update("MUST", "A body without an id is 400."),
  "update-id-other": update("MUST", "A body with another id than the URL is 400."),
  "update-returned-as-stored": update("WILL", "The answer to an update is what a read gives afterwards."),
  "update-etag": update("WILL", "An update is answered with the ETag and Last-Modified of the new version."),
  "update-conflict-409": update("WILL", "An If-Match that is not current is 409, not 412."),
  "update-if-match-412": update("WILL", "No If-Match at all is 412."),

  "prefer-minimal": prefer("WILL", "return=minimal has an empty body, for create and update."),
  "prefer-representation": prefer("WILL", "return=representation, like no preference, has the resource."),
  "prefer-outcome": prefer("WILL", "return=OperationOutcome has an OperationOutcome."),
  "prefer-failure": prefer("WILL", "A failure has its OperationOutcome whatever is preferred."),

  "create-id-ignored": create("WILL", "Two registrations with the same submitted id are two entries."),
  "create-if-none-exist-none": create("WILL", "If-None-Exist without a match creates: 201."),
  "create-if-none-exist-one": create(
    "WILL",
    "If-None-Exist with one match is 200 with the existing entry; nothing is created.",
  ),
  "create-if-none-exist-several": create("WILL", "If-None-Exist with several matches is 412."),

  "history-bundle": history("WILL", "_history is a Bundle of type history, newest version first."),
  "history-request": history("WILL", "Each entry has its request: POST or PUT, and the URL."),
  "history-resource": history("WILL", "Each entry has the resource, as that version was."),
  "history-count": history("WILL", "_count bounds the number of entries."),
  "history-since": history("WILL", "_since leaves out what is older."),

  "search-self-link": search("WILL", "The self link is an absolute URL that repeats the search."),
  "search-posted-form": search("WILL", "A search posted as a form answers like the same search by GET."),

  "outcome-severity-code": outcome("WILL", "Each issue has a severity and a code of the STU3 value sets."),
  "outcome-valid": outcome("WILL", "The OperationOutcome is valid STU3, in JSON and in XML."),
  "outcome-location": outcome("WILL", "An issue about an element has both location (XPath) and expression (FHIRPath)."),
  "outcome-details": outcome("WILL", "details has a Spine-ErrorOrWarningCode-1 coding."),

  "json-no-empties": json("WILL", "Answers have no empty objects, arrays or strings."),
  "json-null": json("WILL", "Answers have null only inside arrays; a null elsewhere in a request is refused."),
  "json-resource-type": json("WILL", "resourceType comes first in an answer."),
  "json-decimal": json("WILL", "A decimal keeps the precision it was written with."),
  "json-unknown-property": json("WILL", "An unknown property is an error."),
  "json-duplicate-key": json("WILL", "A duplicate key is an error."),
  "json-empties-refused": json("WILL", "An empty object, array or string in a request is an error."),

  "xml-namespace": xml("WILL", "XML answers are in the namespace http://hl7.org/fhir; a body in another is refused."),
  "xml-attributes": xml("WILL", "Values are `value` attributes; id and url are attributes of their element."),
  "xml-order": xml("WILL", "Elements in another order than the definition's are an error."),
  "xml-narrative": xml("WILL", "The xhtml div of a narrative is kept."),
  "xml-doctype": xml("WILL", "A DOCTYPE is refused."),
  "xml-comments": xml("WILL", "Comments and processing instructions do not hinder."),

  "privacy-no-store": privacy("WILL", "Cache-Control: no-store is on every answer that carries patient data."),
  "privacy-no-store-refused": privacy("WILL", "Cache-Control: no-store is on every answer that refuses patient data."),
  "privacy-log": privacy("WILL", "NHS numbers and bodies do not go to the log."),

  "invariant-app-1": invariants("MUST", "app-1: a participant has a type or an actor."),
  "invariant-app-2": invariants("MUST", "app-2: start and end are both there, or neither."),
  "invariant-app-3": invariants("MUST", "app-3: only what is proposed or cancelled may lack start and end."),
  "invariant-dom": invariants("MUST", "dom-1 to dom-4: contained resources are plain, and referred to."),
  "invariant-ref-1": invariants("MUST", "ref-1: a local reference resolves."),
  "invariant-per-1": invariants("MUST", "per-1: a period does not end before it starts."),
  "invariant-ele-1": invariants("MUST", "ele-1: an element has a value or children."),
  "invariant-ext-1": invariants("MUST", "ext-1: an extension has a value or extensions, not both and not neither."),
} as const;
