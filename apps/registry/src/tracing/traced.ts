import type { Attributes, Span, SpanKind } from "@opentelemetry/api";
import { SpanStatusCode, context, propagation } from "@opentelemetry/api";
import { ERRORS } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { tracer } from "./tracer.js";

interface SpanFacts {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

/** The same function, each call of it in a span of this name; the function itself where no SDK is registered. */
export function traced<F extends (...args: never[]) => unknown>(name: string, work: F, facts: SpanFacts = {}): F {
  const registered = tracer;
  if (registered === undefined) return work;
  const inSpan = (...args: never[]): unknown =>
    registered.startActiveSpan(name, facts, (span) => {
      try {
        const result = work(...args);
        if (!(result instanceof Promise)) return ended(span, result);
        return result.then(
          (value: unknown) => ended(span, value),
          (error: unknown) => failed(span, error),
        );
      } catch (error) {
        return failed(span, error);
      }
    });
  return inSpan as F;
}

function ended<T>(span: Span, result: T): T {
  span.end();
  return result;
}

function failed(span: Span, error: unknown): never {
  setError(span, error instanceof RegistryError ? error.code : (error as Error).name);
  span.end();
  throw error;
}

/**
 * By its code in the catalogue, or its name. No message and no stack: either may hold what a caller sent. A refusal of the caller (4xx) is
 * no error of the registry.
 */
export function setError(span: Span, code: string): void {
  span.setAttribute("error.type", code);
  const status = (ERRORS as Readonly<Record<string, { readonly status: number } | undefined>>)[code]?.status ?? 500;
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** What a call to another server carries of the trace (W3C Trace Context). */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (tracer !== undefined) propagation.inject(context.active(), headers);
  return headers;
}
