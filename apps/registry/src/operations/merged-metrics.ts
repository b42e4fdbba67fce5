import { AggregatorRegistry } from "prom-client";
import type { Registry } from "prom-client";
import type { Metrics } from "./operations.js";

/** Merges the metrics of several processes, each by its `aggregator`. */
export function mergedMetrics(each: readonly Metrics[]): Registry {
  return AggregatorRegistry.aggregate(each.map((metrics) => [...metrics]));
}

/** Counters of processes that have ended. Without them the sums would decrease, and rates computed from them would be wrong. */
export class RetiredCounters {
  #counters: Metrics = [];

  get metrics(): Metrics {
    return this.#counters;
  }

  async add(metrics: Metrics): Promise<void> {
    const counters = metrics.filter(({ type }) => ["counter", "histogram"].includes(String(type)));
    this.#counters = await mergedMetrics([this.#counters, counters]).getMetricsAsJSON();
  }
}
