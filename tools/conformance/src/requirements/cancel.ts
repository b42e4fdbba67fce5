import { choiceRow, row } from "../requirement.js";

const security = row("Security");
const body = row("Request Body");
const success = row("Response, Success");
const failure = row("Response, Failure");
const failureChoice = choiceRow("Response, Failure");

/** The requirements of cancel_registered_appointment.md, from top to bottom. */
export const CANCEL = {
  "cancel-token": security(
    "WILL",
    "A cancellation without a JWT is refused and changes nothing.",
    "Utilises a JSON Web Token (JWT) to transmit Consumer system identity and authorisation details.",
  ),
  "cancel-mutual-tls": security(
    "WILL",
    "A cancellation without a client certificate gets no HTTP answer.",
    "Utilises TLS Mutual Authentication for system level authentication.",
  ),
  "cancel-put-json": body(
    "WILL",
    "A booked Appointment is cancelled by PUT of its JSON.",
    "The request body is sent using an http `PUT` method.",
  ),
  "cancel-put-xml": body(
    "WILL",
    "A booked Appointment is cancelled by PUT of its XML.",
    "The request body is sent using an http `PUT` method.",
  ),
  "cancel-profile-named": body(
    "WILL",
    "The answered Appointment conforms to STU3 and to CareConnect-Appointment-1.",
    "The body is a valid Appointment resource which conforms to",
  ),
  "cancel-nothing-lost": body(
    "MUST",
    "An update that lacks an element of the registered Appointment is refused.",
    "in order to ensure that no data is lost",
  ),
  "cancel-guarded": body(
    "WILL",
    "Of several updates racing from one version, one makes a version. The others get 409, or 200 with that version if the registry answers repeated updates so.",
    "an update may be rejected to prevent the loss of data",
  ),
  "cancel-status-200": success(
    "WILL",
    "A successful cancellation is answered with 200.",
    "the response WILL include a status of `200` **OK**",
  ),
  "cancel-location": success(
    "WILL",
    "Its Location is the absolute, versioned URL of the version just made.",
    "The response WILL include a Location header giving the absolute URL including the version",
  ),
  "cancel-version-new": success(
    "WILL",
    "The version id in Location is new: no version before it had the same.",
    "The response WILL include a Location header giving the absolute URL including the version",
  ),
  "cancel-location-stable": success(
    "WILL",
    "Both versions stay readable, unchanged, at their Location URLs.",
    "This URL WILL remain stable",
  ),
  "cancel-location-put": success(
    "WILL",
    "A PUT to the Location URL that a registration gave updates the Appointment.",
    "the resource WILL support RESTful updates using a PUT request to this URL",
  ),
  "cancel-body": success(
    "WILL",
    "The body is the updated Appointment: cancelled, in its new version, and otherwise unchanged.",
    "The response body WILL include the updated Appointment.",
  ),
  "cancel-stored": success(
    "WILL",
    "What the answer says is what is read afterwards.",
    "The response body WILL include the updated Appointment.",
  ),
  "cancel-difference-422": failure(
    "WILL",
    "An update that differs in more than its status is answered with 422.",
    "for example if differences are detected between the existing and updated Appointment",
  ),
  "cancel-difference-outcome": failure(
    "WILL",
    "That 422 has an OperationOutcome with detail.",
    "This WILL be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-difference-element": failureChoice(
    "It names the element that differs.",
    "This WILL be accompanied by an OperationOutcome resource providing additional detail.",
    "Detail in words alone.",
  ),
  "cancel-difference-kept-out": failure(
    "WILL",
    "Nothing of an update refused for a difference is kept.",
    "in order to ensure that no data is lost",
  ),
  "cancel-profile-422": failure(
    "WILL",
    "A body that breaks the profiles is answered with 422.",
    "because the request body failed validation against the relevant profiles",
  ),
  "cancel-profile-outcome": failure(
    "WILL",
    "That 422 has an OperationOutcome which says what is wrong.",
    "This **WILL** be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-no-jwt-403": failure(
    "WILL",
    "An update without a JWT is answered with 403.",
    "either no valid JWT is supplied or the supplied JWT failed validation",
  ),
  "cancel-no-jwt-outcome": failure(
    "WILL",
    "That 403 has an OperationOutcome.",
    "This **WILL** be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-bad-jwt-403": failure(
    "WILL",
    "An update with a JWT whose signature is wrong is answered with 403.",
    "either no valid JWT is supplied or the supplied JWT failed validation",
  ),
  "cancel-bad-jwt-outcome": failure(
    "WILL",
    "That 403 has an OperationOutcome.",
    "This **WILL** be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-conflict-409": failure(
    "WILL",
    "An update for a version that is not current is answered with 409.",
    "because a version conflict was detected",
  ),
  "cancel-conflict-outcome": failure(
    "WILL",
    "That 409 has an OperationOutcome.",
    "This **WILL** be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-if-match-412": failure(
    "WILL",
    "An update without If-Match is answered with 412, and changes nothing.",
    "an update is attempted which does not include an `If-Match` header",
  ),
  "cancel-if-match-outcome": failure(
    "WILL",
    "That 412 has an OperationOutcome.",
    "This **WILL** be accompanied by an OperationOutcome resource providing additional detail.",
  ),
  "cancel-invalid-400": failure(
    "WILL",
    "A body that cannot be read, in XML or in JSON, is answered with 400.",
    "because the request body was simply invalid",
  ),
  "cancel-server-error-500": failure(
    "WILL",
    "A request that fails within the server is answered with 500.",
    "because of a server error",
  ),
  "cancel-refusal-repeats": failure(
    "SHOULD NOT",
    "To send a refused request again, unchanged, does not help: it is refused again.",
    "**SHOULD NOT** be retried without taking steps to address the underlying cause of the failure",
  ),
} as const;
