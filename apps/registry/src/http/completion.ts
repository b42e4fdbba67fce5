import { Readable } from "node:stream";
import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS, contentType } from "@appointment-registry/registry-contract";
import { RefusedRequests } from "../admission/refused-requests.js";
import { RegistryError, overloaded } from "../errors.js";
import type { RequestOutcome } from "./request-outcome.js";
import { toAuditEntry, toLogFields, getObservation, getReason, getRefusedRequest, getWork } from "./request-outcome.js";
import type { Application } from "./application.js";
import { BodyCutOffError, SMALL_BYTES, getBodyLimits, discardBody } from "./body.js";
import type { RequestContext } from "./context.js";
import { getContext } from "./context.js";
import { printFailure, toRefusal } from "./failures.js";
import { getFields } from "./http-error.js";
import { parameter } from "./query.js";

/** Responses must not be sniffed, framed or used as a resource of a page, and callers must not return without TLS. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["cache-control", "no-store"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["referrer-policy", "no-referrer"],
  ["strict-transport-security", "max-age=31536000"],
  ["x-content-type-options", "nosniff"],
];

/** nginx's status for a caller that closes the connection before there is a response; never sent. */
const CALLER_GONE = 499;

type LargeAnswer = ResponseObject & { readonly source: string };

/** Returns whether the response has a text that counts towards the memory in flight. */
function isLarge(answer: ResponseObject): answer is LargeAnswer {
  return typeof answer.source === "string" && answer.source.length > SMALL_BYTES;
}

export interface Completion {
  /**
   * Completes every response: converts a failure to an OperationOutcome, audits the interaction before the caller receives the result, sets
   * the common headers and logs one line.
   */
  complete(request: Request, h: ResponseToolkit): Promise<ResponseObject>;
  /** The same accounting for a request whose caller did not wait. hapi ends it without a response, but the handler may have written. */
  abandoned(request: Request): void;
  /** Resolves when all abandoned requests are accounted for. */
  settled(): Promise<void>;
}

export function completion(application: Application): Completion {
  const { admission, audit, log, observe, ports, refusals } = application;
  const limits = getBodyLimits(application);
  const pending = new Set<Promise<void>>();

  return {
    async complete(request, h) {
      const context =
        (request.app as Partial<RequestContext>).requestId === undefined ? getContext(request.raw.req) : request.app;
      context.accounted = true;
      const { response } = request;
      const refusal = response instanceof Error || !("statusCode" in response) ? toRefusal(response) : undefined;
      let answer = refusal === undefined ? (response as ResponseObject) : refused(refusal, context, h);
      let outcome: RequestOutcome = {
        status: answer.statusCode,
        ...(await getWork(request, context)),
        ...getReason(refusal),
      };
      if (isLarge(answer) && !outcome.wrote && !admission.reserve(request.raw.req, answer.source.length)) {
        const full = overloaded();
        answer = refused(full, context, h);
        outcome = { ...outcome, status: answer.statusCode, ...getReason(full) };
      }
      const isCounted = RefusedRequests.takes(outcome.code) && !outcome.wrote;
      if (isCounted) refusals.add(getRefusedRequest(request, context, outcome.code as ErrorCode));
      else
        try {
          await audit.record(toAuditEntry(request, context, outcome, ports.now()));
        } catch (cause) {
          const unaudited = cause instanceof RegistryError ? cause : new RegistryError("audit-unavailable", { cause });
          answer = refused(unaudited, context, h);
          outcome = { ...outcome, status: answer.statusCode, ...getReason(unaudited) };
        }
      // The handler decided whether the version is unmodified. hapi would decide again after the audit, and would accept invalid dates.
      delete request.headers["if-none-match"];
      delete request.headers["if-modified-since"];
      for (const [name, value] of SECURITY_HEADERS) answer.headers[name] ??= value;
      answer.header("x-request-id", context.requestId);
      if (context.correlationId !== undefined) answer.header("x-correlation-id", context.correlationId);
      observe(getObservation(request, context, outcome));
      if (!isCounted) log.info("A request was answered.", toLogFields(request, context, outcome));
      if (answer.source instanceof Readable && request.method !== "head")
        followStream(request, context, outcome, answer.source);
      admission.served(request.raw.req);
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
      await refusals.flush();
    },
  };

  async function account(request: Request, context: RequestContext): Promise<void> {
    const outcome = await outcomeWithoutAnswer(request, context);
    await recordLater(request, context, outcome);
    observe(getObservation(request, context, outcome));
    log.info("A request was completed after its caller had disconnected.", toLogFields(request, context, outcome));
  }

  async function recordLater(request: Request, context: RequestContext, outcome: RequestOutcome): Promise<void> {
    try {
      await audit.record(toAuditEntry(request, context, outcome, ports.now()));
    } catch (error) {
      log.error("A request whose caller had disconnected could not be audited.", {
        requestId: context.requestId,
        error,
      });
    }
  }

  /** A response that is written while it is sent is accounted for at its head. If it is not sent completely, that is recorded too. */
  function followStream(request: Request, context: RequestContext, outcome: RequestOutcome, source: Readable): void {
    const { res } = request.raw;
    let fault: Error | undefined;
    source.once("error", (error) => (fault = error));
    const ended = (): void => {
      // hapi ends the response that it destroyed, after which Node reports it as finished.
      if (source.readableEnded) return;
      source.destroy();
      const status = fault === undefined ? CALLER_GONE : ERRORS[toRefusal(fault).code].status;
      const incomplete: RequestOutcome = { ...outcome, status, code: "answer-incomplete" };
      const fields = { ...toLogFields(request, context, incomplete), error: fault };
      if (fault === undefined) log.info("A response was not read completely.", fields);
      else log.error("A response could not be sent completely.", fields);
      const recording = recordLater(request, context, incomplete).finally(() => pending.delete(recording));
      pending.add(recording);
    };
    if (res.closed) ended();
    else res.once("close", ended);
  }

  async function outcomeWithoutAnswer(request: Request, context: RequestContext): Promise<RequestOutcome> {
    const work = await getWork(request, context);
    try {
      if (context.serving === undefined) return { ...work, status: CALLER_GONE, code: "caller-gone" };
      return { ...work, status: (await context.serving).response.statusCode };
    } catch (error) {
      if (error instanceof BodyCutOffError) return { ...work, status: CALLER_GONE, code: "caller-gone" };
      const { code } = toRefusal(error);
      return { ...work, status: ERRORS[code].status, code };
    }
  }

  function refused(refusal: RegistryError, context: RequestContext, h: ResponseToolkit): ResponseObject {
    const { status, body } = printFailure(refusal, context.errorFormat, parameter(context.query, "_pretty") === "true");
    if (status >= 500 && !RefusedRequests.takes(refusal.code))
      log.error("A request failed.", { requestId: context.requestId, code: refusal.code, error: refusal });
    const answer = h.response(body).code(status).header("content-type", contentType(context.errorFormat));
    for (const [name, value] of Object.entries(getFields(refusal))) answer.header(name, value);
    return answer;
  }
}
