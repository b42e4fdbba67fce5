import type { Attributes, Span, SpanKind } from "@opentelemetry/api";
import { SpanStatusCode, context, propagation } from "@opentelemetry/api";
import { ERRORS } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { tracer } from "./tracer.js";

interface SpanFacts {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

/** Wraps the function so that each call has a span of this name; returns the function itself if no SDK is registered. */
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
 * Records an error by its code in the catalogue, or its name. Omits message and stack: either may contain caller input. A refusal of the
 * caller (4xx) is not an error of the registry.
 */
export function setError(span: Span, code: string): void {
  span.setAttribute("error.type", code);
  const status = (ERRORS as Readonly<Record<string, { readonly status: number } | undefined>>)[code]?.status ?? 500;
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The trace context sent with a call to another server (W3C Trace Context). */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (tracer !== undefined) propagation.inject(context.active(), headers);
  return headers;
}
