import type { Metrics } from "../operations/operations.js";
import type { Health, Readiness } from "../operations/readiness.js";

/** Commands from the primary process to a worker. */
export type WorkerCommand =
  { readonly order: "stop" } | { readonly order: "reload" } | { readonly order: "look"; readonly look: number };

/** Reports from a worker. */
export type WorkerReport =
  | { readonly report: "serving"; readonly port: number }
  | { readonly report: "look"; readonly look: number; readonly found: WorkerState };

/** A worker as operators see it. */
export interface WorkerState {
  readonly health: Health;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
}
