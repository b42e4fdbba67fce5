import { row } from "../requirement.js";

const security = row("Security");
const body = row("Request Body");
const success = row("Response, Success");
const failure = row("Response, Failure");

/** cancel_registered_appointment.md, from top to bottom. */
export const CANCEL = {
  "cancel-token": security("WILL", "A cancellation without a JWT is refused and changes nothing."),
  "cancel-mutual-tls": security("WILL", "A cancellation without a client certificate gets no HTTP answer."),
  "cancel-put-json": body("WILL", "A booked Appointment is cancelled by PUT of its JSON."),
  "cancel-put-xml": body("WILL", "A booked Appointment is cancelled by PUT of its XML."),
  "cancel-profile-named": body("WILL", "The answered Appointment conforms to STU3 and to CareConnect-Appointment-1."),
  "cancel-nothing-lost": body("MUST", "An update that lacks an element of the registered Appointment is refused."),
  "cancel-guarded": body("WILL", "Of several updates racing from one version, one succeeds and the others conflict."),
  "cancel-status-200": success("WILL", "A successful cancellation is answered with 200."),
  "cancel-location": success("WILL", "Its Location is the absolute, versioned URL of the version just made."),
  "cancel-version-new": success("WILL", "The version id in Location is new: no version before it had the same."),
  "cancel-location-stable": success("WILL", "Both versions stay readable, unchanged, at their Location URLs."),
  "cancel-location-put": success("WILL", "A PUT to the Location URL that a registration gave updates the Appointment."),
  "cancel-body": success(
    "WILL",
    "The body is the updated Appointment: cancelled, in its new version, and else as before.",
  ),
  "cancel-stored": success("WILL", "What the answer says is what is read afterwards."),
  "cancel-difference-422": failure("WILL", "An update that differs in more than its status is answered with 422."),
  "cancel-difference-outcome": failure(
    "WILL",
    "That 422 has an OperationOutcome which names the element that differs.",
  ),
  "cancel-difference-kept-out": failure("WILL", "Nothing of an update refused for a difference is kept."),
  "cancel-profile-422": failure("WILL", "A body that breaks the profiles is answered with 422."),
  "cancel-profile-outcome": failure("WILL", "That 422 has an OperationOutcome with the fault."),
  "cancel-no-jwt-403": failure("WILL", "An update without a JWT is answered with 403."),
  "cancel-no-jwt-outcome": failure("WILL", "That 403 has an OperationOutcome."),
  "cancel-bad-jwt-403": failure("WILL", "An update with a JWT whose signature is wrong is answered with 403."),
  "cancel-bad-jwt-outcome": failure("WILL", "That 403 has an OperationOutcome."),
  "cancel-conflict-409": failure("WILL", "An update for a version that is not current is answered with 409."),
  "cancel-conflict-outcome": failure("WILL", "That 409 has an OperationOutcome."),
  "cancel-if-match-412": failure("WILL", "An update without If-Match is answered with 412, and changes nothing."),
  "cancel-if-match-outcome": failure("WILL", "That 412 has an OperationOutcome."),
  "cancel-invalid-400": failure("WILL", "A body that cannot be read, in XML or in JSON, is answered with 400."),
  "cancel-server-error-500": failure("WILL", "A request that fails within the server is answered with 500."),
  "cancel-refusal-repeats": failure(
    "SHOULD NOT",
    "To send a refused request again, unchanged, does not help: it is refused alike.",
  ),
} as const;
