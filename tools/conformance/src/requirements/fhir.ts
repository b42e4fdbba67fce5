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

/** The requirements of fhir-stu3-rules.md, from top to bottom. */
export const FHIR = {
  "format-json-types": formats(
    "SHOULD",
    "JSON is taken as application/fhir+json, application/json+fhir, application/json and text/json.",
    "older `application/json+fhir`, `application/xml+fhir`, generic",
  ),
  "format-xml-types": formats(
    "SHOULD",
    "XML is taken as application/fhir+xml, application/xml+fhir, application/xml and text/xml.",
    "older `application/json+fhir`, `application/xml+fhir`, generic",
  ),
  "format-content-type": formats(
    "WILL",
    "Answers say application/fhir+json or application/fhir+xml, with charset=utf-8.",
    "Responses state `charset=utf-8`.",
  ),
  "format-accept": formats("WILL", "Accept with q values is negotiated.", "`Accept` with q values is negotiated"),
  "format-parameter": formats("SHOULD", "_format (xml, json or a media type) overrides Accept.", "overrides `Accept`"),
  "format-parameter-body": formats(
    "SHOULD",
    "_format does not override the request's Content-Type.",
    "but not the request's `Content-Type`",
  ),
  "format-unsupported-415": formats("WILL", "A request body of another type is 415.", "Unsupported request type: 415."),
  "format-not-acceptable-406": formats(
    "SHOULD",
    "Where nothing acceptable can be given, the answer is 406.",
    "Nothing acceptable: 406.",
  ),
  "format-errors": formats(
    "WILL",
    "Error bodies are negotiated like others.",
    "Error bodies honour the same negotiation.",
  ),

  "read-matches-url": read(
    "WILL",
    "id and versionId of a body match the URL it was read from.",
    "Body id and versionId match the URL.",
  ),
  "read-etag": read("WILL", "ETag is weak and equal to meta.versionId.", "`ETag` weak, equal to versionId"),
  "read-last-modified": read("WILL", "Last-Modified is meta.lastUpdated, to the second.", "`Last-Modified`"),
  "read-if-none-match": read(
    "SHOULD",
    "If-None-Match with the current ETag is 304, without a body; with another it is 200.",
    "`If-None-Match` or `If-Modified-Since` -> 304 without a body",
  ),
  "read-if-modified-since": read(
    "SHOULD",
    "If-Modified-Since not before Last-Modified is 304, without a body.",
    "`If-None-Match` or `If-Modified-Since` -> 304 without a body",
  ),

  "update-id-missing": update(
    "MUST",
    "A body without an id is 400.",
    "Body without id, or with another id than the URL: 400.",
  ),
  "update-id-other": update(
    "MUST",
    "A body with another id than the URL is 400.",
    "Body without id, or with another id than the URL: 400.",
  ),
  "update-returned-as-stored": update(
    "WILL",
    "The answer to an update is what a read gives afterwards.",
    "Stored as submitted, returned as stored.",
  ),
  "update-etag": update(
    "WILL",
    "An update is answered with the ETag and Last-Modified of the new version.",
    "200 + ETag + Last-Modified",
  ),
  "update-conflict-409": update(
    "WILL",
    "An If-Match that is not current is 409, not 412.",
    "`If-Match` not current: **409** in STU3 (412 is R4).",
  ),
  "update-if-match-412": update("WILL", "No If-Match at all is 412.", "No `If-Match`: **412** here."),

  "prefer-minimal": prefer(
    "SHOULD",
    "return=minimal has an empty body, for create and update.",
    "`return=minimal` -> empty body",
  ),
  "prefer-representation": prefer(
    "SHOULD",
    "return=representation, like no preference, has the resource.",
    "`return=representation` (default) -> the resource",
  ),
  "prefer-outcome": prefer(
    "SHOULD",
    "return=OperationOutcome has an OperationOutcome.",
    "`return=OperationOutcome` -> an OperationOutcome",
  ),
  "prefer-failure": prefer(
    "WILL",
    "A failure has its OperationOutcome whatever is preferred.",
    "Failures always carry one.",
  ),

  "create-id-ignored": create(
    "WILL",
    "Two registrations with the same submitted id are two entries.",
    "Submitted id ignored",
  ),
  "create-if-none-exist-none": create("SHOULD", "If-None-Exist without a match creates: 201.", "no match creates"),
  "create-if-none-exist-one": create(
    "SHOULD",
    "If-None-Exist with one match is 200 with the existing entry; nothing is created.",
    "one match 200 with the existing one",
  ),
  "create-if-none-exist-several": create("SHOULD", "If-None-Exist with several matches is 412.", "several 412"),

  "history-bundle": history(
    "WILL",
    "_history is a Bundle of type history, newest version first.",
    "Bundle `history`, newest first",
  ),
  "history-request": history(
    "WILL",
    "Each entry has its request: POST or PUT, and the URL.",
    "each entry with `request` (POST/PUT and URL) and the resource",
  ),
  "history-resource": history(
    "WILL",
    "Each entry has the resource, as that version was.",
    "each entry with `request` (POST/PUT and URL) and the resource",
  ),
  "history-count": history("SHOULD", "_count bounds the number of entries.", "`_count`, `_since`"),
  "history-since": history("SHOULD", "_since leaves out what is older.", "`_count`, `_since`"),

  "search-self-link": search(
    "WILL",
    "The self link is an absolute URL that repeats the search.",
    "Bundle `searchset`, `self` link",
  ),
  "search-posted-form": search(
    "WILL",
    "A search posted as a form answers like the same search by GET.",
    "also `POST [type]/_search` as a form",
  ),

  "outcome-severity-code": outcome(
    "WILL",
    "Each issue has a severity and a code of the STU3 value sets.",
    "`code` from the STU3 issue-type value set",
  ),
  "outcome-valid": outcome(
    "WILL",
    "The OperationOutcome is valid STU3, in JSON and in XML.",
    "`issue[1..*]`: `severity` (fatal, error, warning, information)",
  ),
  "outcome-location": outcome(
    "SHOULD",
    "An issue about an element has both location (XPath) and expression (FHIRPath).",
    "`location` (XPath) *and* `expression` (FHIRPath): send both",
  ),
  "outcome-details": outcome(
    "SHOULD",
    "details has a Spine-ErrorOrWarningCode-1 coding.",
    "NHS services put a coding from",
  ),

  "json-no-empties": json(
    "WILL",
    "Answers have no empty objects, arrays or strings.",
    "No empty objects, arrays or strings",
  ),
  "json-null": json(
    "WILL",
    "Answers have null only inside arrays; a null elsewhere in a request is refused.",
    "`null` only inside arrays of primitives",
  ),
  "json-resource-type": json("SHOULD", "resourceType comes first in an answer.", "`resourceType` first"),
  "json-decimal": json(
    "WILL",
    "A decimal keeps the precision it was written with.",
    "decimals keep their written precision",
  ),
  "json-unknown-property": json("WILL", "An unknown property is an error.", "unknown properties are errors"),
  "json-duplicate-key": json("WILL", "A duplicate key is an error.", "duplicate keys are errors"),
  "json-empties-refused": json(
    "WILL",
    "An empty object, array or string in a request is an error.",
    "No empty objects, arrays or strings",
  ),

  "xml-namespace": xml(
    "WILL",
    "XML answers are in the namespace http://hl7.org/fhir; a body in another is refused.",
    "Namespace `http://hl7.org/fhir`",
  ),
  "xml-attributes": xml(
    "WILL",
    "Values are `value` attributes; id and url are attributes of their element.",
    "values in `value` attributes",
  ),
  "xml-order": xml(
    "WILL",
    "Elements in another order than the definition's are an error.",
    "element order is fixed by the definition",
  ),
  "xml-narrative": xml(
    "WILL",
    "The xhtml div of a narrative is kept.",
    "`xhtml` div in its own namespace, kept as written",
  ),
  "xml-doctype": xml("WILL", "A DOCTYPE is refused.", "no DTD (a DOCTYPE is refused)"),
  "xml-comments": xml(
    "WILL",
    "Comments and processing instructions are ignored.",
    "comments and processing instructions may be dropped",
  ),

  "privacy-no-store": privacy(
    "SHOULD",
    "Cache-Control: no-store is on every answer that carries patient data.",
    "`Cache-Control: no-store` on every answer that carries or refuses patient data",
  ),
  "privacy-no-store-refused": privacy(
    "SHOULD",
    "Cache-Control: no-store is on every answer that refuses patient data.",
    "`Cache-Control: no-store` on every answer that carries or refuses patient data",
  ),
  "privacy-log": privacy(
    "WILL",
    "NHS numbers and bodies do not go to the log.",
    "NHS numbers and bodies never go to the log.",
  ),

  "invariant-app-1": invariants(
    "MUST",
    "app-1: a participant has a type or an actor.",
    "app-1 participant has type or actor",
  ),
  "invariant-app-2": invariants(
    "MUST",
    "app-2: start and end are both there, or neither.",
    "app-2 start and end both or neither",
  ),
  "invariant-app-3": invariants(
    "MUST",
    "app-3: only what is proposed or cancelled may lack start and end.",
    "app-3 only proposed or cancelled may lack start/end",
  ),
  "invariant-dom": invariants(
    "MUST",
    "dom-1 to dom-4: contained resources are plain, and referred to.",
    "dom-1..4 on contained resources",
  ),
  "invariant-ref-1": invariants("MUST", "ref-1: a local reference resolves.", "ref-1 local references resolve"),
  "invariant-per-1": invariants("MUST", "per-1: a period does not end before it starts.", "per-1 period start <= end"),
  "invariant-ele-1": invariants(
    "MUST",
    "ele-1: an element has a value or children.",
    "ele-1 an element has value or children",
  ),
  "invariant-ext-1": invariants(
    "MUST",
    "ext-1: an extension has either a value or extensions.",
    "ext-1 an extension has value or extensions, not both",
  ),
} as const;
