import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { Registry } from "prom-client";
import type { Measured } from "./metrics.js";
import { createMetrics } from "./metrics.js";
import { Probe } from "./probe.js";
import type { Operated, Readiness, TlsFault } from "./readiness.js";
import { faultsOf, readinessOf } from "./readiness.js";

/**
 * For those who run the registry: `/health` (the process answers), `/ready` (200 or 503, and why) and `/metrics` (Prometheus). Plain
 * HTTP without identity on a port of its own, off unless configured: it reveals nothing of appointments or clients.
 */
export function createOperationsServer(operated: Operated & Measured): Server {
  const { store, audit } = operated;
  const probes = { store: new Probe(() => store.health()), audit: new Probe(() => audit.health()) };
  const readiness = () => readinessOf(operated, probes);
  const metrics = createMetrics(operated, readiness);
  return createServer({ headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 4096 }, (request, response) => {
    void answer(request.url ?? "", request.method ?? "", operated, readiness, metrics, response).catch(() =>
      response.destroy(),
    );
  });
}

/** The process answers. The answer names what is degraded, too; a restart would not mend it. */
function healthOf({ listener }: Operated): { readonly status: "up"; readonly degraded?: readonly TlsFault[] } {
  const degraded = faultsOf(listener);
  return degraded.length === 0 ? { status: "up" } : { status: "up", degraded };
}

async function answer(
  path: string,
  method: string,
  operated: Operated,
  readiness: () => Promise<Readiness>,
  metrics: Registry,
  response: ServerResponse,
): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return send(response, 405, "text/plain", "");
  switch (path) {
    case "/health":
      return send(response, 200, "application/json", JSON.stringify(healthOf(operated)));
    case "/ready": {
      const found = await readiness();
      return send(response, found.ready ? 200 : 503, "application/json", JSON.stringify(found));
    }
    case "/metrics":
      return send(response, 200, metrics.contentType, await metrics.metrics());
    default:
      return send(response, 404, "text/plain", "");
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
