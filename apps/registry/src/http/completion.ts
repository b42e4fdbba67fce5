import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { ERRORS, contentType } from "@appointment-registry/registry-contract";
import type { AuditEntry } from "../audit/audit-trail.js";
import { RegistryError, issuesOf } from "../errors.js";
import type { Application } from "./application.js";
import { bodyLimitsOf, discardBody } from "./body.js";
import type { RequestContext } from "./context.js";
import { contextOf } from "./context.js";
import { printFailure, refusalOf } from "./failures.js";
import { fieldOf } from "./headers/field.js";
import { parameter } from "./query.js";

/** Nothing of an answer is to be sniffed, framed or loaded from, and nobody is to come back without TLS. */
const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["cache-control", "no-store"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["referrer-policy", "no-referrer"],
  ["strict-transport-security", "max-age=31536000"],
  ["x-content-type-options", "nosniff"],
];

/** What nginx calls it when a caller closes the connection before there is an answer; never sent. */
const CALLER_GONE = 499;

export interface Completion {
  /**
   * What happens to every answer: a failure is printed as an OperationOutcome, the interaction is audited before the caller hears
   * of it, common headers are set, one line is logged.
   */
  complete(request: Request, h: ResponseToolkit): Promise<ResponseObject>;
  /** The same account of a request whose caller did not wait: hapi ends it without an answer, but the handler may have written. */
  abandoned(request: Request): void;
  /** Resolves when all that were abandoned are accounted for. */
  settled(): Promise<void>;
}

export function completion({ audit, config, log, ports }: Application): Completion {
  const limits = bodyLimitsOf(config);
  const pending = new Set<Promise<void>>();

  return {
    async complete(request, h) {
      const context =
        (request.app as Partial<RequestContext>).requestId === undefined ? contextOf(request.raw.req) : request.app;
      const { response } = request;
      let answer =
        response instanceof Error || !("statusCode" in response)
          ? failed(refusalOf(response), context, h)
          : (response as ResponseObject);
      const callers = callersIdsOf(request);
      context.accounted = true;
      try {
        await audit.record(auditEntryOf(request, context, callers, answer.statusCode, ports.now()));
      } catch (cause) {
        const refusal = cause instanceof RegistryError ? cause : new RegistryError("audit-unavailable", { cause });
        answer = failed(refusal, context, h);
      }
      for (const [name, value] of SECURITY_HEADERS) answer.header(name, value, { override: false });
      answer.header("x-request-id", context.requestId);
      if (context.correlationId !== undefined) answer.header("x-correlation-id", context.correlationId);
      logAnswer(request, context, callers, answer.statusCode);
      if (answer.headers["connection"] !== "close") await discardBody(request.raw.req, limits);
      return answer;
    },

    abandoned(request) {
      if ((request.app as Partial<RequestContext>).requestId === undefined || request.app.accounted === true) return;
      request.app.accounted = true;
      const accounting = account(request, request.app).finally(() => pending.delete(accounting));
      pending.add(accounting);
    },

    async settled() {
      await Promise.all(pending);
    },
  };

  async function account(request: Request, context: RequestContext): Promise<void> {
    const callers = callersIdsOf(request);
    let status = CALLER_GONE;
    try {
      if (context.serving === undefined) context.code = "caller-gone";
      else status = (await context.serving).statusCode;
    } catch (error) {
      const { code } = refusalOf(error);
      context.code = code;
      status = ERRORS[code].status;
    }
    try {
      await audit.record(auditEntryOf(request, context, callers, status, ports.now()));
    } catch (error) {
      log.error("A request whose caller was gone could not be audited.", { requestId: context.requestId, error });
    }
    logAnswer(request, context, callers, status, "A request was served whose caller was gone.");
  }

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

  function logAnswer(
    request: Request,
    context: RequestContext,
    callers: CallersIds,
    status: number,
    message = "A request was answered.",
  ): void {
    log.info(message, {
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
