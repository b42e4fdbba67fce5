import { isSpanContextValid, trace } from "@opentelemetry/api";

/** What a line of the log has of the span in which it is written. */
export function activeSpan(): { readonly traceId?: string; readonly spanId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return {};
  return { traceId: span.traceId, spanId: span.spanId };
}
