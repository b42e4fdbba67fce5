import { isSpanContextValid, trace } from "@opentelemetry/api";

/** The fields of a log line that identify the active span. */
export function activeSpan(): { readonly traceId?: string; readonly spanId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return {};
  return { traceId: span.traceId, spanId: span.spanId };
}
