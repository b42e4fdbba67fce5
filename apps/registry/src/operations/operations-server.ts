import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { Registry } from "prom-client";
import type { Operations } from "./operations.js";

/**
 * For operators: `/health` (the process responds), `/ready` (200 or 503, with the reasons) and `/metrics` (Prometheus). Plain HTTP without
 * authentication on a separate port, disabled unless configured: it reveals nothing about appointments or clients.
 */
function createOperationsServer(operations: Operations): Server {
  return createServer({ headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 4096 }, (request, response) => {
    void answer(request.url ?? "", request.method ?? "", operations, response).catch(() => response.destroy());
  });
}

async function answer(path: string, method: string, operations: Operations, response: ServerResponse): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return send(response, 405, "text/plain", "");
  switch (path) {
    case "/health":
      return send(response, 200, "application/json", JSON.stringify(await operations.health()));
    case "/ready": {
      const found = await operations.readiness();
      return send(response, found.ready ? 200 : 503, "application/json", JSON.stringify(found));
    }
    case "/metrics":
      return send(response, 200, Registry.PROMETHEUS_CONTENT_TYPE, await operations.exposition());
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

/** Starts listening and returns a function that stops it. */
export async function serveOperations(
  operations: Operations,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<() => void> {
  const server = createOperationsServer(operations);
  server.listen(port, host);
  await once(server, "listening");
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
