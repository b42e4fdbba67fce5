import type { RecordedForms } from "../logging/recorded-forms.js";
import type { AuditEntry, AuditedInteraction } from "./audit-trail.js";

/** The recorded forms of texts chosen by others. */
type Forms = Pick<RecordedForms, "ofCaller" | "ofIssuer" | "ofInteraction">;

const ACTIONS: Readonly<Record<AuditedInteraction, "C" | "R" | "U" | "E">> = {
  create: "C",
  read: "R",
  vread: "R",
  update: "U",
  "history-instance": "R",
  "search-type": "E",
  capabilities: "R",
  operation: "E",
  unknown: "E",
};

/** Converts the entry to an STU3 AuditEvent (auditevent.html). `baseUrl` names the registry that observed it. */
export function toAuditEvent(entry: AuditEntry, baseUrl: string, forms: Forms): fhir.AuditEvent {
  const who = toAgent(entry, forms);
  const from = ofCaller(entry.sspFrom, forms);
  const to = ofCaller(entry.sspTo, forms);
  return {
    resourceType: "AuditEvent",
    type: { system: "http://hl7.org/fhir/audit-event-type", code: "rest", display: "RESTful Operation" },
    subtype: [{ system: "http://hl7.org/fhir/restful-interaction", code: entry.interaction }],
    action: ACTIONS[entry.interaction],
    recorded: new Date(entry.at).toISOString(),
    outcome: entry.status < 400 ? "0" : entry.status < 500 ? "4" : "8",
    outcomeDesc: entry.code === undefined ? String(entry.status) : `${entry.status} ${entry.code}`,
    agent: [
      who,
      ...(from === undefined ? [] : [{ userId: asid(from), requestor: false }]),
      ...(to === undefined ? [] : [{ userId: asid(to), requestor: false }]),
    ],
    source: { identifier: { system: "urn:ietf:rfc:3986", value: baseUrl } },
    ...(entry.id === undefined ? {} : { entity: [{ reference: { reference: getReference(entry, entry.id, forms) } }] }),
  };
}

function toAgent(entry: AuditEntry, forms: Forms): fhir.AuditEventAgent {
  const clientId = entry.clientId === undefined ? undefined : forms.ofIssuer(entry.clientId);
  return {
    requestor: true,
    ...(clientId === undefined ? {} : { userId: { value: clientId } }),
    ...(entry.certificateThumbprint === undefined ? {} : { altId: entry.certificateThumbprint }),
    ...(entry.remoteAddress === undefined ? {} : { network: { address: entry.remoteAddress, type: "2" } }),
  };
}

function asid(value: string): fhir.Identifier {
  return { system: "https://fhir.nhs.uk/Id/ASID", value };
}

function getReference(entry: AuditEntry, id: string, forms: Forms): string {
  const reference = `Appointment/${forms.ofCaller(id)}`;
  return entry.version === undefined ? reference : `${reference}/_history/${entry.version}`;
}

/** Details for which STU3 has no readable place: `entity.detail` is base64, and an operator must be able to search for a request id. */
export interface AuditDetail {
  readonly status: number;
  readonly requestId: string;
  readonly code?: string | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly correlationId?: string | undefined;
  readonly traceParent?: string | undefined;
  readonly sspTraceId?: string | undefined;
  readonly sspInteractionId?: string | undefined;
  /** Number of requests, if the record represents several. */
  readonly requests?: number | undefined;
  /** Number of the account that the version has in the store; present if and only if a version was created. */
  readonly write?: number | undefined;
  /** The record was created from the account, after the request. */
  readonly recovered?: true;
  /** Instance whose account a recovered record was created from. For other records it is the instance of the trail. */
  readonly instance?: string;
}

export function toAuditDetail(entry: AuditEntry, forms: Forms): AuditDetail {
  const { status, code, rules } = entry;
  return {
    status,
    requestId: forms.ofCaller(entry.requestId),
    code,
    rules: rules?.length === 0 ? undefined : rules,
    correlationId: ofCaller(entry.correlationId, forms),
    traceParent: ofCaller(entry.traceParent, forms),
    sspTraceId: ofCaller(entry.sspTraceId, forms),
    sspInteractionId: entry.sspInteractionId === undefined ? undefined : forms.ofInteraction(entry.sspInteractionId),
    requests: entry.requests,
    write: entry.wrote ? entry.account?.sequence : undefined,
  };
}

function ofCaller(value: string | undefined, forms: Forms): string | undefined {
  return value === undefined ? undefined : forms.ofCaller(value);
}
