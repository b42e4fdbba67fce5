import { createServer as createHttpServer } from "node:http";
import type { Server, ServerInjectResponse } from "@hapi/hapi";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { Admission } from "../../admission/admission.js";
import { RefusedRequests } from "../../admission/refused-requests.js";
import type { AuditEntry, RequestedWrite } from "../../audit/audit-trail.js";
import { RegistryError } from "../../errors.js";
import type { FixedPorts } from "../../interactions/testing/ports.js";
import { BASE, fixedPorts } from "../../interactions/testing/ports.js";
import { createLog } from "../../logging/log.js";
import { createServer } from "../../server.js";
import type { Application } from "../application.js";

export const THUMBPRINT = "t".repeat(43);
export const JSON_TYPE = "application/fhir+json";
export const XML_TYPE = "application/fhir+xml";

export interface Sent {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "OPTIONS" | "DELETE" | "PATCH";
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | undefined;
  /** `null`: no token. Absent: a token with all permissions. */
  readonly token?: string | null;
}

export type Answer = ServerInjectResponse;

/** The HTTP layer over fixed ports, called without a socket. Callers are identified by their tokens, which are not signed here. */
export class InjectedRegistry {
  readonly audited: AuditEntry[] = [];
  readonly logged: Record<string, unknown>[] = [];
  /** Error with which the audit trail fails. */
  auditFailure: Error | undefined;
  /** Error with which the listener rejects every certificate. */
  certificateFailure: RegistryError | undefined;
  /** Error with which the rate limiter rejects every client. */
  limitFailure: RegistryError | undefined;
  readonly server: Server;
  readonly refusals: RefusedRequests;

  constructor(
    readonly ports: FixedPorts = fixedPorts(),
    http: Partial<Application["config"]["http"]> = {},
  ) {
    const tokens: Readonly<Record<string, readonly string[]>> = {
      all: Object.values(INTERACTION_IDS),
      none: [],
    };
    const audit = {
      admitWrite: ({ interaction }: Pick<RequestedWrite, "interaction">) => ports.admitWrite(interaction),
      record: (entry: AuditEntry) => {
        if (this.auditFailure !== undefined) return Promise.reject(this.auditFailure);
        this.audited.push(entry);
        return Promise.resolve();
      },
    };
    const log = createLog("debug", {
      write: (line: string) => void this.logged.push(JSON.parse(line) as Record<string, unknown>),
    });
    this.refusals = new RefusedRequests(audit, log, () => ports.now());
    this.server = createServer({
      config: {
        host: "127.0.0.1",
        port: 0,
        baseUrl: BASE,
        http: {
          maxBodyBytes: 65_536,
          bodyTimeoutMilliseconds: 60_000,
          headersTimeoutMilliseconds: 60_000,
          keepAliveMilliseconds: 60_000,
          maxConnections: 10,
          maxHandshakes: 10,
          answerTimeoutMilliseconds: 60_000,
          shutdownMilliseconds: 60_000,
          ...http,
        },
      },
      ports,
      listener: {
        server: createHttpServer(),
        secure: false,
        thumbprintOf: () => THUMBPRINT,
        clientCertificate: () => {
          if (this.certificateFailure !== undefined) throw this.certificateFailure;
          return { thumbprint: THUMBPRINT, subject: "CN=supplier", der: new Uint8Array() };
        },
      },
      verifier: {
        verify: (authorization, { certificateThumbprint }) => {
          const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
          const granted = tokens[token ?? ""] ?? (token === undefined ? undefined : [token]);
          if (granted === undefined) return Promise.reject(new RegistryError("token-missing"));
          return Promise.resolve({
            clientId: "supplier-a",
            granted: new Set(granted),
            certificateThumbprint,
            tokenExpires: 0,
          });
        },
      },
      limiter: {
        admit: () => {
          if (this.limitFailure !== undefined) throw this.limitFailure;
        },
      },
      admission: new Admission(
        { maxRequests: 100, maxDelayMilliseconds: 60_000, memoryBytes: 16 * 1024 * 1024, maxLargeAnswers: 16 },
        { secondsToWait: () => undefined },
      ),
      refusals: this.refusals,
      audit,
      observe: () => undefined,
      log,
      softwareVersion: "1.2.3",
    });
    this.server.ext("onRequest", ({ raw: { req } }, h) => {
      // An injected request has no raw fields.
      req.rawHeaders ??= Object.entries(req.headers).flatMap(([name, value]) => [name, String(value)]);
      return h.continue;
    });
  }

  /** `path` is relative to the FHIR base. */
  send(path: string, { method = "GET", headers = {}, body, token = "all" }: Sent = {}): Promise<Answer> {
    return this.server.inject({
      method,
      url: `/STU3${path}`,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  /** Returns the only record written since the last call. */
  takeAudited(): AuditEntry {
    const [entry, ...others] = this.audited.splice(0);
    if (entry === undefined || others.length > 0)
      throw new Error(`${others.length + Number(entry !== undefined)} records`);
    return entry;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** Issues of an OperationOutcome in JSON, as rule and element. */
export function getRules(answer: Answer): string[] {
  const { issue } = JSON.parse(answer.payload) as fhir.OperationOutcome;
  return issue.map(({ diagnostics = "", expression }) =>
    [/\(Rule ([^\s,)]+)/.exec(diagnostics)?.[1], ...(expression ?? [])].join(" "),
  );
}
