import { Counter, Gauge, Registry } from "prom-client";
import type { RegistryConfig } from "../config/config.js";
import type { Log } from "../logging/log.js";
import { mergedMetrics } from "../operations/merged-metrics.js";
import { mergedHealth, mergedReadiness } from "../operations/merged-readiness.js";
import type { Operations } from "../operations/operations.js";
import { serveOperations } from "../operations/operations-server.js";
import type { ProcessControl } from "./control.js";
import { WorkerPool } from "./worker-pool.js";

/** Milliseconds beyond the time that a worker gives its requests when it stops. */
const STOP_GRACE = 5_000;

/**
 * Serves with `config.workers` processes behind one port (decision 0093). This process accepts connections, distributes them in rotation,
 * replaces workers that end, and answers operators. It accesses neither store nor audit trail.
 * @returns the exit code
 */
export async function serveByWorkers(config: RegistryConfig, log: Log, control: ProcessControl): Promise<number> {
  const crew = new WorkerPool(config.workers, log);
  control.onReload(() => crew.reload());
  let isStopping = false;
  const stopping = control.stopping.then(() => (isStopping = true));
  let closeOperations: () => void = () => undefined;
  try {
    const port = await Promise.race([crew.start(), stopping.then(() => undefined)]);
    if (!isStopping) {
      if (port === undefined) return 1;
      if (config.operations !== undefined)
        closeOperations = await serveOperations(operationsOfCrew(crew), config.operations);
      log.info("The registry is serving.", { address: `${config.host}:${port}`, baseUrl: config.baseUrl });
      await stopping;
    }
    log.info("The registry is stopping.");
  } finally {
    closeOperations();
    await crew.stop(config.http.shutdownMilliseconds + STOP_GRACE);
  }
  log.info("The registry has stopped.");
  return 0;
}

function operationsOfCrew(crew: WorkerPool): Operations {
  const own = new Registry();
  new Gauge({
    name: "registry_workers",
    help: "Running worker processes.",
    registers: [own],
    collect() {
      this.set(crew.serving);
    },
  });
  new Counter({
    name: "registry_worker_restarts_total",
    help: "Worker processes that ended unexpectedly and were replaced.",
    registers: [own],
    collect() {
      this.reset();
      this.inc(crew.restarts);
    },
  });
  return {
    health: async () => mergedHealth((await crew.look()).map(({ health }) => health)),
    readiness: async () => mergedReadiness((await crew.look()).map(({ readiness }) => readiness)),
    async exposition() {
      const states = await crew.look();
      const each = [...states.map(({ metrics }) => metrics), crew.retired.metrics, await own.getMetricsAsJSON()];
      return mergedMetrics(each).metrics();
    },
  };
}
