import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { AccessTokenVerifier } from "../auth/access-token.js";
import type { AppointmentStore } from "../store/store.js";
import type { RequestCounts } from "./counted-audit.js";
import { metricsText } from "./metrics-text.js";

export interface Operated {
  readonly verifier: Pick<AccessTokenVerifier, "state">;
  readonly store: Pick<AppointmentStore, "health">;
  readonly audit: Pick<AuditTrail, "health">;
  readonly counts: RequestCounts;
}

export interface Readiness {
  readonly ready: boolean;
  readonly store: "up" | "down";
  readonly audit: "up" | "down";
  /** `stale`: in use though the issuer cannot be reached. */
  readonly keys: readonly { readonly issuer: string; readonly state: "fresh" | "stale" | "unavailable" }[];
}

/** Ready: requests of at least one issuer's clients can be served. */
export async function readinessOf({ verifier, store, audit }: Operated): Promise<Readiness> {
  const [storeState, auditState] = await Promise.all([store.health(), audit.health()].map(upOrDown));
  const keys = verifier.state().issuers.map(({ issuer, state }) => ({ issuer, state }));
  const ready = storeState === "up" && auditState === "up" && keys.some(({ state }) => state !== "unavailable");
  return { ready, store: storeState ?? "down", audit: auditState ?? "down", keys };
}

/**
 * For those who run the registry: `/health` (the process answers), `/ready` (200 or 503, and why) and `/metrics` (Prometheus). Plain
 * HTTP without identity on a port of its own, off unless configured: it tells nothing of appointments or clients.
 */
export function createOperationsServer(operated: Operated): Server {
  return createServer({ headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 4096 }, (request, response) => {
    void answer(request.url ?? "", request.method ?? "", operated, response).catch(() => response.destroy());
  });
}

async function answer(path: string, method: string, operated: Operated, response: ServerResponse): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return send(response, 405, "text/plain", "");
  switch (path) {
    case "/health":
      return send(response, 200, "application/json", JSON.stringify({ status: "up" }));
    case "/ready": {
      const readiness = await readinessOf(operated);
      return send(response, readiness.ready ? 200 : 503, "application/json", JSON.stringify(readiness));
    }
    case "/metrics":
      return send(response, 200, "text/plain; version=0.0.4; charset=utf-8", metricsText(operated));
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

function upOrDown(health: Promise<void>): Promise<"up" | "down"> {
  return health.then(
    () => "up",
    () => "down",
  );
}
