import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { AuditEntry } from "../audit/audit-trail.js";
import { RegistryError, issuesOf } from "../errors.js";
import type { Application } from "./application.js";
import type { RequestContext } from "./context.js";
import { contextOf } from "./context.js";
import { printFailure, refusalOf } from "./failures.js";
import { fieldOf } from "./headers/field.js";
import { contentType } from "./headers/media-type.js";
import { parameter } from "./query.js";

/**
 * What happens to every answer: a failure is printed as an OperationOutcome, the interaction is audited before the caller hears
 * of it, common headers are set, one line is logged.
 */
export function completion({ audit, log, ports }: Application) {
  return async function complete(request: Request, h: ResponseToolkit): Promise<ResponseObject> {
    const context =
      (request.app as Partial<RequestContext>).requestId === undefined ? contextOf(request.raw.req) : request.app;
    const { response } = request;
    let answer =
      response instanceof Error || !("statusCode" in response)
        ? failed(refusalOf(response), context, h)
        : (response as ResponseObject);
    const callers = callersIdsOf(request);
    try {
      await audit.record(auditEntryOf(request, context, callers, answer.statusCode, ports.now()));
    } catch (cause) {
      const refusal = cause instanceof RegistryError ? cause : new RegistryError("audit-unavailable", { cause });
      answer = failed(refusal, context, h);
    }
    answer.header("cache-control", "no-store").header("x-request-id", context.requestId);
    if (context.correlationId !== undefined) answer.header("x-correlation-id", context.correlationId);
    logAnswer(request, context, callers, answer.statusCode);
    return answer;
  };

  function failed(refusal: RegistryError, context: RequestContext, h: ResponseToolkit): ResponseObject {
    context.code = refusal.code;
    if (refusal.issues.length > 0) context.rules = [...new Set(issuesOf(refusal).map(({ rule }) => rule))];
    const { status, body } = printFailure(refusal, context.errorFormat, parameter(context.query, "_pretty") === "true");
    if (status >= 500)
      log.error("A request failed.", { requestId: context.requestId, code: refusal.code, error: refusal });
    const answer = h.response(body).code(status).header("content-type", contentType(context.errorFormat));
    for (const [name, value] of Object.entries(refusal.headers)) answer.header(name, value);
    return answer;
  }

  function logAnswer(request: Request, context: RequestContext, callers: CallersIds, status: number): void {
    log.info("A request was answered.", {
      requestId: context.requestId,
      correlationId: context.correlationId,
      method: request.method.toUpperCase(),
      route: context.interaction === undefined ? undefined : request.route.path,
      interaction: context.interaction?.code,
      status,
      code: context.code,
      rules: context.rules,
      durationMilliseconds: Math.round((performance.now() - context.started) * 100) / 100,
      clientId: context.caller?.clientId,
      certificateThumbprint: context.certificateThumbprint,
      remoteAddress: request.info.remoteAddress,
      ...callers,
    });
  }
}

type CallersIds = Pick<AuditEntry, "traceParent" | "sspTraceId" | "sspFrom" | "sspTo" | "sspInteractionId">;

function callersIdsOf(request: Request): CallersIds {
  const { req } = request.raw;
  return {
    traceParent: fieldOf(req, "traceparent"),
    sspTraceId: fieldOf(req, "ssp-traceid"),
    sspFrom: fieldOf(req, "ssp-from"),
    sspTo: fieldOf(req, "ssp-to"),
    sspInteractionId: fieldOf(req, "ssp-interactionid"),
  };
}

function auditEntryOf(
  request: Request,
  context: RequestContext,
  callers: CallersIds,
  status: number,
  at: number,
): AuditEntry {
  return {
    at,
    interaction: context.interaction?.code ?? "unknown",
    status,
    code: context.code,
    rules: context.rules,
    durable: context.wrote === true,
    clientId: context.caller?.clientId,
    certificateThumbprint: context.certificateThumbprint,
    remoteAddress: request.info.remoteAddress,
    id: context.id,
    version: context.version,
    requestId: context.requestId,
    correlationId: context.correlationId,
    ...callers,
  };
}
