import type { Admission } from "../admission/admission.js";
import type { RefusedRequests } from "../admission/refused-requests.js";
import type { AccessTokenVerifier } from "../auth/access-token.js";
import type { RateLimiter } from "../auth/rate-limit.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { RegistryConfig } from "../config/config.js";
import type { Ports } from "../interactions/ports.js";
import type { Log } from "../logging/log.js";
import type { Listener } from "../tls/listener.js";
import type { AnsweredRequest } from "../tracing/requests.js";

export interface Observation extends AnsweredRequest {
  /** Milliseconds from the head of the request to its response. */
  readonly milliseconds: number;
}

/** The components of the HTTP layer. */
export interface Application {
  readonly config: Pick<RegistryConfig, "host" | "port" | "baseUrl" | "http">;
  readonly ports: Omit<Ports, "admitWrite" | "claimLargeAnswer">;
  readonly listener: Pick<Listener, "server" | "secure" | "clientCertificate" | "thumbprintOf">;
  readonly verifier: Pick<AccessTokenVerifier, "verify">;
  readonly limiter: Pick<RateLimiter, "admit">;
  readonly admission: Admission;
  readonly refusals: RefusedRequests;
  readonly audit: Pick<AuditTrail, "record" | "admitWrite">;
  /** Called once for each response. */
  readonly observe: (request: Observation) => void;
  readonly log: Log;
  readonly softwareVersion: string;
}
