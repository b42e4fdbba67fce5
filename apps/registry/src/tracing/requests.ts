import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Context, Span, TextMapGetter, Tracer } from "@opentelemetry/api";
import { ROOT_CONTEXT, SpanKind, context, defaultTextMapGetter, propagation, trace } from "@opentelemetry/api";
import { setError } from "./traced.js";
import { tracer } from "./tracer.js";

/** One answered request: only values from closed lists. */
export interface AnsweredRequest {
  readonly request: IncomingMessage;
  /** The template, such as `/STU3/Appointment/{id}`; absent if no template matches the path. */
  readonly route: string | undefined;
  readonly interaction: string;
  readonly status: number;
  /** Code of the error catalogue. */
  readonly code: string | undefined;
}

type Dispatch = (request: IncomingMessage, response: ServerResponse) => void;

const spans = new WeakMap<IncomingMessage, Span>();

/**
 * Only the ids of the caller's trace. `tracestate` and `baggage` are texts chosen by the caller. They would leave the registry with every
 * span, and may be dropped (W3C Trace Context, 6.3; Baggage, 5).
 */
const IDS_ONLY: TextMapGetter = {
  keys: (headers) => defaultTextMapGetter.keys(headers).filter(isId),
  get: (headers, name) => (isId(name) ? defaultTextMapGetter.get(headers, name) : undefined),
};

function isId(name: string): boolean {
  return name !== "tracestate" && name !== "baggage";
}

/** Serves each request in its own span, a child of the caller's. Does nothing if no SDK is registered. */
export function traceRequests(server: Pick<Server, "listeners" | "removeListener" | "on">): void {
  if (tracer === undefined) return;
  for (const event of ["request", "checkContinue"]) {
    const dispatch = server.listeners(event).at(-1) as Dispatch;
    server.removeListener(event, dispatch);
    server.on(event, servedIn(tracer, dispatch));
  }
}

function servedIn(registered: Tracer, dispatch: Dispatch): Dispatch {
  return (request, response) => {
    const parent: Context = propagation.extract(ROOT_CONTEXT, request.headers, IDS_ONLY);
    const attributes = {
      "http.request.method": request.method,
      "url.scheme": "https",
      "network.protocol.version": request.httpVersion,
    };
    const span = registered.startSpan(`${request.method}`, { kind: SpanKind.SERVER, attributes }, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), dispatch, undefined, request, response);
  };
}

/** Ends the span of a request. */
export function traceAnswer({ request, route, interaction, status, code }: AnsweredRequest): void {
  const span = tracer === undefined ? undefined : spans.get(request);
  if (span === undefined) return;
  if (route !== undefined) {
    span.updateName(`${request.method} ${route}`);
    span.setAttribute("http.route", route);
  }
  span.setAttributes({ "http.response.status_code": status, "registry.interaction": interaction });
  if (code !== undefined) setError(span, code);
  span.end();
}
