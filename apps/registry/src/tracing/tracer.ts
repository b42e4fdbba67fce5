import { ProxyTracerProvider, trace } from "@opentelemetry/api";
import type { Tracer } from "@opentelemetry/api";
import { SOFTWARE_VERSION } from "../software-version.js";

/**
 * Of the SDK that the operator registered before the registry was loaded (`node --import`); undefined without one. Decided once: without
 * an SDK nothing is wrapped, so that a request costs what it would cost without tracing.
 */
export const tracer: Tracer | undefined = isRegistered()
  ? trace.getTracer("@appointment-registry/registry", SOFTWARE_VERSION)
  : undefined;

function isRegistered(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer("") !== undefined;
}
