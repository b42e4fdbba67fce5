import type { Admission } from "../admission/admission.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { AccessTokenVerifier } from "../auth/access-token.js";
import type { AppointmentStore } from "../store/store.js";
import type { Listener } from "../tls/listener.js";
import type { Probe } from "./probe.js";

export interface ReadinessSources {
  readonly verifier: Pick<AccessTokenVerifier, "state">;
  readonly listener: Pick<Listener, "state">;
  readonly store: Pick<AppointmentStore, "health">;
  readonly audit: Pick<AuditTrail, "health">;
  readonly admission: Pick<Admission, "overload">;
}

/** A file with keys, certificates or revocation lists that cannot be used, and the state of the content in use instead. */
export interface TlsFault {
  readonly file: string;
  readonly problem: string;
  /** Seconds since the content in use was read. */
  readonly ageSeconds: number;
}

export interface Readiness {
  readonly ready: boolean;
  /** Requests are rejected with 503. Nothing is wrong with the node: a load balancer that removed it would overload the others. */
  readonly overloaded?: true;
  readonly store: "up" | "down";
  readonly audit: "up" | "down";
  /** `degraded`: a file cannot be used, see `faults`. `down`: in addition, no client certificate can be accepted. */
  readonly tls: "up" | "degraded" | "down";
  readonly faults?: readonly TlsFault[];
  /** `stale`: in use although the issuer cannot be reached. */
  readonly keys: readonly { readonly issuer: string; readonly state: "fresh" | "stale" | "unavailable" }[];
}

/** The process responds. */
export interface Health {
  readonly status: "up";
  /** Faults that a restart would not repair. */
  readonly degraded?: readonly TlsFault[];
}

export interface Probes {
  readonly store: Probe;
  readonly audit: Probe;
}

/** Ready means that clients of at least one issuer, with certificates of at least one authority, can be served. */
export async function getReadiness(
  { verifier, listener, admission }: ReadinessSources,
  probes: Probes,
): Promise<Readiness> {
  const [storeState, auditState] = await Promise.all([probes.store.state(), probes.audit.state()]);
  const keys = verifier.state().issuers.map(({ issuer, state }) => ({ issuer, state }));
  const { acceptsClients } = listener.state();
  const faults = getFaults(listener);
  const tls = !acceptsClients ? "down" : faults.length > 0 ? "degraded" : "up";
  const usable = keys.some(({ state }) => state !== "unavailable");
  const ready = storeState === "up" && auditState === "up" && acceptsClients && usable;
  const states = { store: storeState, audit: auditState, tls } as const;
  const overloaded = admission.overload.isOverloaded ? ({ overloaded: true } as const) : {};
  return { ready, ...overloaded, ...states, ...(faults.length > 0 ? { faults } : {}), keys };
}

export function getHealth(degraded: readonly TlsFault[]): Health {
  return degraded.length === 0 ? { status: "up" } : { status: "up", degraded };
}

export function getFaults(listener: ReadinessSources["listener"]): TlsFault[] {
  return listener
    .state()
    .files.flatMap(({ file, problem, ageSeconds }) =>
      problem === undefined ? [] : [{ file, problem, ageSeconds: Math.round(ageSeconds) }],
    );
}
