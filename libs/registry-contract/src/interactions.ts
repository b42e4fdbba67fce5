import type { Permission } from "./permissions.js";
import { SEARCH_PARAMETER_NAMES } from "./search-parameters.js";

/** The common properties of all requests of an interaction, whichever component serves it. */
export interface InteractionRow {
  /** The permission that the token must grant. If absent, the client certificate is sufficient. */
  readonly permission?: Permission;
  /** Code of http://hl7.org/fhir/restful-interaction, as in the capability statement and the audit trail. */
  readonly code:
    "create" | "read" | "vread" | "update" | "history-instance" | "search-type" | "capabilities" | "operation";
  /** Query parameters besides `_format` and `_pretty`. */
  readonly parameters: readonly string[];
  /** The kind of request body. */
  readonly body: "none" | "resource" | "form";
  /** Text for the capability statement; only interactions with such a text are listed there. */
  readonly documentation?: string;
}

export const INTERACTIONS = {
  create: {
    permission: "create",
    code: "create",
    parameters: [],
    body: "resource",
    documentation: "Registers a booked appointment; conditional with If-None-Exist: identifier=system|value.",
  },
  read: { permission: "read", code: "read", parameters: [], body: "none" },
  vread: { permission: "read", code: "vread", parameters: [], body: "none" },
  update: {
    permission: "update",
    code: "update",
    parameters: [],
    body: "resource",
    documentation:
      "Cancels: status becomes cancelled or entered-in-error and nothing else changes. If-Match is mandatory.",
  },
  history: {
    permission: "read",
    code: "history-instance",
    parameters: ["_count", "_since"],
    body: "none",
    documentation: "Newest first.",
  },
  search: {
    permission: "search",
    code: "search-type",
    parameters: SEARCH_PARAMETER_NAMES,
    body: "none",
    documentation:
      "The appointments of one patient, by NHS number, that do not lie in the past; or those with an identifier, past and final ones included. No paging.",
  },
  searchForm: { permission: "search", code: "search-type", parameters: SEARCH_PARAMETER_NAMES, body: "form" },
  validateCreate: { permission: "create", code: "operation", parameters: ["mode", "profile"], body: "resource" },
  validateUpdate: { permission: "update", code: "operation", parameters: ["mode", "profile"], body: "resource" },
  capabilities: { code: "capabilities", parameters: [], body: "none" },
} as const satisfies Record<string, InteractionRow>;

export type InteractionName = keyof typeof INTERACTIONS;
