import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { Admission } from "../admission/admission.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { AccessTokenVerifier } from "../auth/access-token.js";
import type { AppointmentStore } from "../store/store.js";
import type { Listener } from "../tls/listener.js";
import type { RequestCounts } from "./counted-audit.js";
import { metricsText } from "./metrics-text.js";
import { Probe } from "./probe.js";

export interface Operated {
  readonly verifier: Pick<AccessTokenVerifier, "state">;
  readonly listener: Pick<Listener, "state">;
  readonly store: Pick<AppointmentStore, "health">;
  readonly audit: Pick<AuditTrail, "health">;
  readonly counts: RequestCounts;
  readonly admission: Pick<Admission, "overload" | "memory">;
}

/** A file of keys, certificates or revocation lists that cannot be used, and what serves meanwhile. */
export interface TlsFault {
  readonly file: string;
  readonly problem: string;
  /** Since what is in use was read. */
  readonly ageSeconds: number;
}

export interface Readiness {
  readonly ready: boolean;
  /** Requests are refused with 503. Nothing is wrong with the node: a balancer that took it away would overload the others. */
  readonly overloaded?: true;
  readonly store: "up" | "down";
  readonly audit: "up" | "down";
  /** `degraded`: a file cannot be used, see `faults`. `down`: and no client certificate can be accepted. */
  readonly tls: "up" | "degraded" | "down";
  readonly faults?: readonly TlsFault[];
  /** `stale`: in use though the issuer cannot be reached. */
  readonly keys: readonly { readonly issuer: string; readonly state: "fresh" | "stale" | "unavailable" }[];
}

interface Probes {
  readonly store: Probe;
  readonly audit: Probe;
}

/** Ready: requests of clients of at least one issuer, with certificates of at least one authority, can be served. */
export async function readinessOf({ verifier, listener, admission }: Operated, probes: Probes): Promise<Readiness> {
  const [storeState, auditState] = await Promise.all([probes.store.state(), probes.audit.state()]);
  const keys = verifier.state().issuers.map(({ issuer, state }) => ({ issuer, state }));
  const { acceptsClients } = listener.state();
  const faults = faultsOf(listener);
  const tls = !acceptsClients ? "down" : faults.length > 0 ? "degraded" : "up";
  const usable = keys.some(({ state }) => state !== "unavailable");
  const ready = storeState === "up" && auditState === "up" && acceptsClients && usable;
  const states = { store: storeState, audit: auditState, tls } as const;
  const overloaded = admission.overload.isOverloaded ? ({ overloaded: true } as const) : {};
  return { ready, ...overloaded, ...states, ...(faults.length > 0 ? { faults } : {}), keys };
}

function faultsOf(listener: Operated["listener"]): TlsFault[] {
  return listener
    .state()
    .files.flatMap(({ file, problem, ageSeconds }) =>
      problem === undefined ? [] : [{ file, problem, ageSeconds: Math.round(ageSeconds) }],
    );
}

/**
 * For those who run the registry: `/health` (the process answers), `/ready` (200 or 503, and why) and `/metrics` (Prometheus). Plain
 * HTTP without identity on a port of its own, off unless configured: it tells nothing of appointments or clients.
 */
export function createOperationsServer(operated: Operated): Server {
  const { store, audit } = operated;
  const probes = { store: new Probe(() => store.health()), audit: new Probe(() => audit.health()) };
  return createServer({ headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 4096 }, (request, response) => {
    void answer(request.url ?? "", request.method ?? "", operated, probes, response).catch(() => response.destroy());
  });
}

/** The process answers. What is degraded is told, too; a restart would not mend it. */
function healthOf({ listener }: Operated): { readonly status: "up"; readonly degraded?: readonly TlsFault[] } {
  const degraded = faultsOf(listener);
  return degraded.length === 0 ? { status: "up" } : { status: "up", degraded };
}

async function answer(
  path: string,
  method: string,
  operated: Operated,
  probes: Probes,
  response: ServerResponse,
): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return send(response, 405, "text/plain", "");
  switch (path) {
    case "/health":
      return send(response, 200, "application/json", JSON.stringify(healthOf(operated)));
    case "/ready": {
      const readiness = await readinessOf(operated, probes);
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
