import type { MetricObjectWithValues, MetricValue, Registry } from "prom-client";
import type { MetricSources } from "./metrics.js";
import { createMetrics } from "./metrics.js";
import { Probe } from "./probe.js";
import type { Health, ReadinessSources, Readiness } from "./readiness.js";
import { getFaults, getHealth, getReadiness } from "./readiness.js";

/** Information available to operators, about one process or all workers together. */
export interface Operations {
  health(): Promise<Health>;
  readiness(): Promise<Readiness>;
  /** Metrics in the text format of Prometheus. */
  exposition(): Promise<string>;
}

export type Metrics = readonly MetricObjectWithValues<MetricValue<string>>[];

/** Information about this process. */
export interface ProcessOperations extends Operations {
  metrics(): Promise<Metrics>;
}

export function createOperations(operated: ReadinessSources & MetricSources): ProcessOperations {
  const { store, audit, listener } = operated;
  const probes = { store: new Probe(() => store.health()), audit: new Probe(() => audit.health()) };
  const readiness = () => getReadiness(operated, probes);
  // Measuring the process has a cost, so it starts only on demand.
  let created: Registry | undefined;
  const registry = () => (created ??= createMetrics(operated, readiness));
  return {
    health: () => Promise.resolve(getHealth(getFaults(listener))),
    readiness,
    exposition: () => registry().metrics(),
    metrics: () => registry().getMetricsAsJSON(),
  };
}
