import type { Request } from "@hapi/hapi";
import type { ErrorCode, InteractionRow } from "@appointment-registry/registry-contract";
import type { RefusedRequest } from "../admission/refused-requests.js";
import type { AuditEntry } from "../audit/audit-trail.js";
import type { RegistryError } from "../errors.js";
import { getIssues } from "../errors.js";
import type { LogFields } from "../logging/log.js";
import type { Observation } from "./application.js";
import type { RequestContext } from "./context.js";
import { getField } from "./headers/field.js";
import type { HandlerResult } from "./handler-result.js";

/** Outcome of a request, as recorded by audit trail and log. */
export interface RequestOutcome extends Omit<HandlerResult, "response"> {
  readonly status: number;
  /** Absent if the interaction succeeded. */
  readonly code?: ErrorCode | "caller-gone" | "answer-incomplete";
  readonly rules?: readonly string[];
}

/** Returns the code and violated rules of a refusal. */
export function getReason(refusal: RegistryError | undefined): Pick<RequestOutcome, "code" | "rules"> {
  if (refusal === undefined) return {};
  if (refusal.issues.length === 0) return { code: refusal.code };
  return { code: refusal.code, rules: [...new Set(getIssues(refusal).map(({ rule }) => rule))] };
}

/** Returns the work of the handler. If it rejected the request, the Appointment is the one in the URL. */
export async function getWork(request: Request, { serving }: RequestContext): Promise<Omit<HandlerResult, "response">> {
  if (serving === undefined) return NOTHING;
  try {
    const { response: _, ...done } = await serving;
    return done;
  } catch {
    const id = request.params["id"] as string | undefined;
    return id === undefined ? NOTHING : { id, wrote: false };
  }
}
const NOTHING = { wrote: false } as const;

export function toAuditEntry(
  request: Request,
  context: RequestContext,
  outcome: RequestOutcome,
  at: number,
): AuditEntry {
  const { status, code, rules, id, version, wrote } = outcome;
  return {
    at,
    interaction: getInteraction(request) ?? "unknown",
    status,
    code,
    rules,
    wrote,
    account: context.account,
    id,
    version,
    ...getCaller(request, context),
  };
}

/** Returns the record of a refusal that is counted with others. */
export function getRefusedRequest(request: Request, context: RequestContext, code: ErrorCode): RefusedRequest {
  return {
    code,
    requestId: context.requestId,
    clientId: context.caller?.clientId,
    certificateThumbprint: context.certificateThumbprint,
    remoteAddress: request.info.remoteAddress,
  };
}

export function toLogFields(request: Request, context: RequestContext, outcome: RequestOutcome): LogFields {
  const { status, code, rules } = outcome;
  const interaction = getInteraction(request);
  return {
    method: request.method.toUpperCase(),
    route: interaction === undefined ? undefined : request.route.path,
    interaction,
    status,
    code,
    rules,
    durationMilliseconds: Math.round((performance.now() - context.started) * 100) / 100,
    ...getCaller(request, context),
  };
}

export function getObservation(
  request: Request,
  { started }: RequestContext,
  { status, code }: RequestOutcome,
): Observation {
  const interaction = getInteraction(request);
  return {
    request: request.raw.req,
    route: interaction === undefined ? undefined : request.route.path,
    interaction: interaction ?? "unknown",
    status,
    code,
    milliseconds: performance.now() - started,
  };
}

/** Returns the interaction of the route; a request that was rejected before routing has none. */
function getInteraction(request: Request): InteractionRow["code"] | undefined {
  return (request.route.settings.app as InteractionRow | undefined)?.code;
}

function getCaller(request: Request, context: RequestContext) {
  const { req } = request.raw;
  return {
    requestId: context.requestId,
    correlationId: context.correlationId,
    clientId: context.caller?.clientId,
    certificateThumbprint: context.certificateThumbprint,
    remoteAddress: request.info.remoteAddress,
    traceParent: getField(req, "traceparent"),
    sspTraceId: getField(req, "ssp-traceid"),
    sspFrom: getField(req, "ssp-from"),
    sspTo: getField(req, "ssp-to"),
    sspInteractionId: getField(req, "ssp-interactionid"),
  };
}
