import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { ERRORS, contentType } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import type { Outcome } from "./account.js";
import { auditEntryOf, logFieldsOf, reasonOf, workOf } from "./account.js";
import type { Application } from "./application.js";
import { bodyLimitsOf, discardBody } from "./body.js";
import type { RequestContext } from "./context.js";
import { contextOf } from "./context.js";
import { printFailure, refusalOf } from "./failures.js";
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
      context.accounted = true;
      const { response } = request;
      const refusal = response instanceof Error || !("statusCode" in response) ? refusalOf(response) : undefined;
      let answer = refusal === undefined ? (response as ResponseObject) : refused(refusal, context, h);
      let outcome: Outcome = { ...(await workOf(request, context)), status: answer.statusCode, ...reasonOf(refusal) };
      try {
        await audit.record(auditEntryOf(request, context, outcome, ports.now()));
      } catch (cause) {
        const unaudited = cause instanceof RegistryError ? cause : new RegistryError("audit-unavailable", { cause });
        answer = refused(unaudited, context, h);
        outcome = { ...outcome, status: answer.statusCode, ...reasonOf(unaudited) };
      }
      // What is unmodified was decided by the handler; hapi would decide again after the account, and read dates that are none.
      delete request.headers["if-none-match"];
      delete request.headers["if-modified-since"];
      for (const [name, value] of SECURITY_HEADERS) answer.headers[name] ??= value;
      answer.header("x-request-id", context.requestId);
      if (context.correlationId !== undefined) answer.header("x-correlation-id", context.correlationId);
      log.info("A request was answered.", logFieldsOf(request, context, outcome));
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
    const outcome = await outcomeWithoutAnswer(request, context);
    try {
      await audit.record(auditEntryOf(request, context, outcome, ports.now()));
    } catch (error) {
      log.error("A request whose caller was gone could not be audited.", { requestId: context.requestId, error });
    }
    log.info("A request was served whose caller was gone.", logFieldsOf(request, context, outcome));
  }

  async function outcomeWithoutAnswer(request: Request, context: RequestContext): Promise<Outcome> {
    const work = await workOf(request, context);
    try {
      if (context.serving === undefined) return { ...work, status: CALLER_GONE, code: "caller-gone" };
      return { ...work, status: (await context.serving).response.statusCode };
    } catch (error) {
      const { code } = refusalOf(error);
      return { ...work, status: ERRORS[code].status, code };
    }
  }

  function refused(refusal: RegistryError, context: RequestContext, h: ResponseToolkit): ResponseObject {
    const { status, body } = printFailure(refusal, context.errorFormat, parameter(context.query, "_pretty") === "true");
    if (status >= 500)
      log.error("A request failed.", { requestId: context.requestId, code: refusal.code, error: refusal });
    const answer = h.response(body).code(status).header("content-type", contentType(context.errorFormat));
    for (const [name, value] of Object.entries(refusal.headers)) answer.header(name, value);
    return answer;
  }
}
