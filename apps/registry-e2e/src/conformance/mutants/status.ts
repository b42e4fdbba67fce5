import { status } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Replaces one status by another in all answers. */
export const STATUS: readonly Mutant[] = [
  {
    name: "400 for 422",
    breaks: [
      "cancel-difference-422",
      "cancel-profile-422",
      "change-identifier",
      "change-patient",
      "change-addition",
      "change-reason",
      "register-status-booked",
      "register-start-end",
      "register-created",
      "register-identifier-one",
      "register-identifier-url",
      "register-participant-one",
      "register-participant-patient",
      "register-nhs-number",
      "register-no-contained",
      "register-no-supporting-information",
      "register-no-slot",
      "register-profile-422",
      "change-other-status",
      "invariant-app-1",
      "invariant-app-3",
      "invariant-ref-1",
      "invariant-per-1",
      "invariant-ext-1",
    ],
    fault: status(422, 400),
  },
  {
    name: "422 for 400",
    breaks: [
      "cancel-invalid-400",
      "update-id-other",
      "register-unreadable-400",
      "search-malformed-parameter",
      "choice-order-readable",
      "choice-order-id",
      "update-id-missing",
    ],
    fault: status(400, 422),
  },
  {
    name: "412 for 409",
    breaks: ["cancel-conflict-409", "update-conflict-409", "choice-if-match-list"],
    fault: status(409, 412),
  },
  { name: "428 for 412", breaks: ["cancel-if-match-412", "update-if-match-412"], fault: status(412, 428) },
  {
    name: "401 for 403",
    breaks: ["cancel-no-jwt-403", "caller-403-not-401", "caller-token-scheme"],
    fault: status(403, 401),
  },
  { name: "404 for 403", breaks: ["cancel-no-jwt-403", "caller-may-read"], fault: status(403, 404) },
  {
    name: "410 for 404",
    breaks: ["read-unknown-id", "choice-unknown-id", "register-id-ignored", "read-unknown-version"],
    fault: status(404, 410),
  },
  { name: "503 for 500", breaks: ["cancel-server-error-500"], fault: status(500, 503) },
];
