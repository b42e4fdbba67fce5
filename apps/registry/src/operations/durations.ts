import { Histogram } from "prom-client";

/** What is observed when it happens; all other metrics are read when they are asked for. */
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
