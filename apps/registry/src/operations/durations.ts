import { Histogram } from "prom-client";

/** Durations, observed as they occur; all other metrics are read on demand. */
export class Durations {
  readonly request = new Histogram({
    name: "registry_request_duration_seconds",
    help: "Time from the head of a request to its response.",
    labelNames: ["interaction", "status_class"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [],
  });
  readonly commit = new Histogram({
    name: "registry_store_commit_duration_seconds",
    help: "Duration of a write that became durable or lost to another writer.",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [],
  });
}
