import { describe, expect, it } from "@jest/globals";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { RetiredCounters, mergedMetrics } from "./merged-metrics.js";
import { mergedHealth, mergedReadiness } from "./merged-readiness.js";
import type { Readiness } from "./readiness.js";

const up: Readiness = {
  ready: true,
  store: "up",
  audit: "up",
  tls: "up",
  keys: [{ issuer: "https://issuer.example", state: "fresh" }],
};

describe("Readiness of several processes", () => {
  it("equals that of one if all agree", () => expect(mergedReadiness([up, up])).toEqual(up));

  it("has the worst value of each part", () => {
    const fault = { file: "ca.pem", problem: "It cannot be read.", ageSeconds: 5 };
    const one: Readiness = {
      ...up,
      ready: false,
      store: "down",
      keys: [{ issuer: "https://issuer.example", state: "stale" }],
    };
    const other: Readiness = { ...up, overloaded: true, tls: "degraded", faults: [fault] };
    const third: Readiness = { ...up, tls: "degraded", faults: [{ ...fault, ageSeconds: 7 }] };
    expect(mergedReadiness([one, other, third])).toEqual({
      ready: false,
      overloaded: true,
      store: "down",
      audit: "up",
      tls: "degraded",
      faults: [{ ...fault, ageSeconds: 7 }],
      keys: [{ issuer: "https://issuer.example", state: "stale" }],
    });
    expect(mergedHealth([{ status: "up" }, { status: "up", degraded: [fault] }])).toEqual({
      status: "up",
      degraded: [fault],
    });
  });

  it("is negative if none serves", () =>
    expect(mergedReadiness([])).toEqual({ ready: false, store: "down", audit: "down", tls: "down", keys: [] }));
});

describe("Metrics of several processes", () => {
  function processWith(count: number, size: number) {
    const registry = new Registry();
    const of = { help: "A metric.", registers: [registry] };
    new Counter({ ...of, name: "requests_total", labelNames: ["code"] }).inc({ code: "a" }, count);
    new Gauge({ ...of, name: "size_bytes", aggregator: "max" }).set(size);
    new Histogram({ ...of, name: "duration_seconds", buckets: [1] }).observe(count);
    return registry.getMetricsAsJSON();
  }

  it("are sums, unless a sum is meaningless, and the counts of a process remain when it ends", async () => {
    const [one, other] = await Promise.all([processWith(2, 10), processWith(1, 20)]);
    const whole = await mergedMetrics([one, other]).metrics();
    const retired = new RetiredCounters();
    await retired.add(one);
    const afterwards = await mergedMetrics([other, retired.metrics]).metrics();
    for (const text of [whole, afterwards]) {
      const values = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      expect(values).toEqual([
        'requests_total{code="a"} 3',
        "size_bytes 20",
        'duration_seconds_bucket{le="1"} 1',
        'duration_seconds_bucket{le="+Inf"} 2',
        "duration_seconds_sum 3",
        "duration_seconds_count 2",
      ]);
    }
  });
});
