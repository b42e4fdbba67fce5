import type { Attributes } from "@opentelemetry/api";
import { ProxyTracerProvider, SpanKind, SpanStatusCode, context, propagation, trace } from "@opentelemetry/api";
import type { Answer, Message } from "./transport.js";

export interface TracedRequest {
  /** The interaction, or `token`. */
  readonly name: string;
  /** From 1. */
  readonly attempt?: number;
}

const TRACER = "@appointment-registry/client";

type Send = (message: Message) => Promise<Answer>;

/**
 * Sends a message in a span whose context the request carries (W3C Trace Context), if the program has registered an
 * OpenTelemetry SDK. The span has neither path nor query, because those of a search contain NHS numbers.
 */
export function traced(about: TracedRequest, message: Message, send: Send): Promise<Answer> {
  return isRegistered() ? inSpan(about, message, send) : send(message);
}

function isRegistered(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer("") !== undefined;
}

/** Runs a client call in a span. Its requests, their repetitions and their token requests are child spans. */
export function tracedCall<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!isRegistered()) return work();
  return trace.getTracer(TRACER).startActiveSpan(`client.${name}`, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setAttribute("error.type", (error as Error).name).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

async function inSpan({ name, attempt = 1 }: TracedRequest, message: Message, send: Send): Promise<Answer> {
  const { protocol, hostname, port } = new URL(message.url);
  const attributes: Attributes = {
    "http.request.method": message.method,
    "server.address": hostname,
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
    ...(attempt === 1 ? {} : { "http.request.resend_count": attempt - 1 }),
  };
  const span = trace.getTracer(TRACER).startSpan(name, { kind: SpanKind.CLIENT, attributes });
  const within = trace.setSpan(context.active(), span);
  const headers = { ...message.headers };
  propagation.inject(within, headers);
  const failed = (type: string): void => {
    span.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR });
  };
  try {
    const answer = await context.with(within, send, undefined, { ...message, headers });
    span.setAttribute("http.response.status_code", answer.status);
    if (answer.status >= 400) failed(String(answer.status));
    return answer;
  } catch (error) {
    failed((error as Error).name);
    throw error;
  } finally {
    span.end();
  }
}
