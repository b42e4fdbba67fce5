import { ProxyTracerProvider, trace } from "@opentelemetry/api";
import type { Tracer } from "@opentelemetry/api";
import { SOFTWARE_VERSION } from "../software-version.js";

/**
 * Tracer of the SDK that the operator registered before the registry was loaded (`node --import`); undefined without one. This is
 * determined once: without an SDK nothing is wrapped, so the cost of a request is the same as without tracing.
 */
export const tracer: Tracer | undefined = isRegistered()
  ? trace.getTracer("@appointment-registry/registry", SOFTWARE_VERSION)
  : undefined;

function isRegistered(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer("") !== undefined;
}
