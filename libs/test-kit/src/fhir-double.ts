import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { weakTag } from "@appointment-registry/registry-contract";
import type { Authority } from "./certificates.js";
import { createIdentities, testIdentities } from "./identities.js";

export interface DoubleRequest {
  readonly method: string;
  /** Path with its query, below the FHIR base. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Common name of the client's certificate; empty if it sent none. */
  readonly subject: string;
}

export interface DoubleAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Behaviour that differs between servers. Each default is that of this contract. */
export interface ServerBehaviour {
  /** Returns the resource to store for a submitted one. */
  readonly complete?: (appointment: fhir.Appointment) => fhir.Appointment;
  /** Status of the answer to a successful PUT; 204 and 202 have no body. */
  readonly updated?: 200 | 202 | 204;
  /** Omits the ETag. */
  readonly withoutEtag?: boolean;
  /** Number of entries per page of a search or history. */
  readonly pageSize?: number;
}

/**
 * Called for each request in place of the server's own behaviour, which `answer` performs and returns. The return value
 * is sent; `undefined` if the interceptor handled the response itself.
 */
export type Intercept = (
  request: DoubleRequest,
  answer: () => DoubleAnswer,
  response: ServerResponse,
) => DoubleAnswer | undefined | Promise<DoubleAnswer | undefined>;

const FHIR_JSON = "application/fhir+json";

/** A FHIR server with an in-memory store, over real TLS, for behaviour and faults that the registry does not have. */
export class FhirDouble {
  readonly received: DoubleRequest[] = [];
  readonly versions = new Map<string, fhir.Appointment[]>();
  intercept: Intercept = (_, answer) => answer();
  habits: ServerBehaviour = {};

  private constructor(
    readonly authority: Authority,
    /** The client's TLS options for calling it, as PEM. */
    readonly tls: { readonly ca: string; readonly cert: string; readonly key: string },
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async start(authority?: Authority): Promise<FhirDouble> {
    const identities = authority === undefined ? testIdentities() : createIdentities(authority);
    const { authority: trusted, server: own, client } = await identities;
    const server = createServer({
      key: own.key,
      cert: own.cert,
      ca: trusted.cert,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const double = new FhirDouble(trusted, { ca: trusted.cert, cert: client.cert, key: client.key }, server);
    server.on("request", (incoming, outgoing) => {
      double.#handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return double;
  }

  get baseUrl(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/STU3`;
  }

  /** Stores a booked Appointment and returns its id. */
  hold(appointment: object, id: string = randomUUID()): string {
    this.#store({ ...(appointment as fhir.Appointment), id });
    return id;
  }

  current(id: string): fhir.Appointment | undefined {
    return this.versions.get(id)?.at(-1);
  }

  /** Number of requests received with this method. */
  count(method: string): number {
    return this.received.filter((request) => request.method === method).length;
  }

  /** Closes every new connection from now on. */
  refuseConnections(): void {
    this.server.prependListener("connection", (socket: Socket) => socket.destroy());
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = {
      method: incoming.method ?? "",
      path: (incoming.url ?? "").replace(/^\/STU3/, ""),
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
      subject: getSubject(incoming.socket as TLSSocket),
    };
    this.received.push(request);
    const answer = await this.intercept(request, () => this.#answer(request), outgoing);
    if (answer === undefined) return;
    outgoing.writeHead(answer.status, { date: new Date().toUTCString(), ...answer.headers }).end(answer.body);
  }

  #answer({ method, path, headers, body }: DoubleRequest): DoubleAnswer {
    const { pathname, searchParams } = new URL(path, "https://localhost");
    const [, type, id = "", , vid] = pathname.split("/");
    if (pathname === "/metadata") return json(200, { resourceType: "CapabilityStatement", fhirVersion: "3.0.1" });
    if (type !== "Appointment") return outcome(404, "There is no such resource.");
    const page = Number(searchParams.get("page") ?? 0);
    if (method === "POST" && id === "") return this.#create(JSON.parse(body) as fhir.Appointment, headers);
    if (id === "_search") return this.#search(page);
    const versions = this.versions.get(id);
    if (versions === undefined) return outcome(404, "There is no such Appointment.");
    if (method === "PUT") return this.#update(id, JSON.parse(body) as fhir.Appointment, headers["if-match"]);
    if (!pathname.includes("_history")) return this.#version(200, versions.at(-1));
    if (vid !== undefined) return this.#version(200, versions[Number(vid) - 1]);
    return this.#history(id, versions, page);
  }

  #create(appointment: fhir.Appointment, headers: IncomingHttpHeaders): DoubleAnswer {
    const condition = headers["if-none-exist"];
    if (condition !== undefined) {
      const wanted = decodeURIComponent(String(condition).replace(/^identifier=/, ""));
      const known = [...this.versions.values()].find((versions) =>
        versions[0]?.identifier?.some(({ system, value }) => `${system}|${value}` === wanted),
      );
      if (known !== undefined) return this.#version(200, known.at(-1));
    }
    return this.#version(201, this.#store({ ...appointment, id: randomUUID() }));
  }

  #update(id: string, appointment: fhir.Appointment, condition: string | undefined): DoubleAnswer {
    if (condition !== getEtag(this.current(id))) return outcome(409, "The version is not current.");
    const stored = this.#store({ ...appointment, id });
    const status = this.habits.updated ?? 200;
    return status === 200 ? this.#version(200, stored) : { status };
  }

  #store(appointment: fhir.Appointment): fhir.Appointment {
    const versions = this.versions.get(appointment.id ?? "") ?? [];
    const { complete = (same) => same } = this.habits;
    const meta = { ...appointment.meta, versionId: String(versions.length + 1), lastUpdated: new Date().toISOString() };
    const stored = complete({ ...appointment, meta });
    this.versions.set(stored.id ?? "", [...versions, stored]);
    return stored;
  }

  #version(status: number, appointment: fhir.Appointment | undefined): DoubleAnswer {
    if (appointment === undefined) return outcome(404, "There is no such version.");
    const { id, meta } = appointment;
    return json(status, appointment, {
      ...(this.habits.withoutEtag === true ? {} : { etag: getEtag(appointment) }),
      ...(status === 201 ? { location: `${this.baseUrl}/Appointment/${id}/_history/${meta?.versionId}` } : {}),
    });
  }

  #search(page: number): DoubleAnswer {
    const matches = [...this.versions.values()].map((versions) => versions.at(-1) as fhir.Appointment);
    const entry = matches.map((resource) => ({ resource, search: { mode: "match" } }));
    return this.#bundle("searchset", entry, "/Appointment/_search", page);
  }

  #history(id: string, versions: readonly fhir.Appointment[], page: number): DoubleAnswer {
    const entry = versions.map((resource, index) => ({
      resource,
      request: index === 0 ? { method: "POST", url: "Appointment" } : { method: "PUT", url: `Appointment/${id}` },
    }));
    return this.#bundle("history", entry.reverse(), `/Appointment/${id}/_history`, page);
  }

  #bundle(type: string, all: readonly object[], path: string, page: number): DoubleAnswer {
    const { pageSize = all.length } = this.habits;
    const entry = all.slice(page * pageSize, (page + 1) * pageSize);
    const more = (page + 1) * pageSize < all.length;
    const link = more ? [{ relation: "next", url: `${this.baseUrl}${path}?page=${page + 1}` }] : [];
    return json(200, {
      resourceType: "Bundle",
      type,
      total: all.length,
      ...(link.length > 0 ? { link } : {}),
      ...(entry.length > 0 ? { entry } : {}),
    });
  }
}

const getSubject = (socket: TLSSocket): string => String(socket.getPeerCertificate().subject?.CN ?? "");
const getEtag = (appointment: fhir.Appointment | undefined): string => weakTag(String(appointment?.meta?.versionId));

function json(status: number, resource: object, headers: Record<string, string> = {}): DoubleAnswer {
  return { status, headers: { "content-type": FHIR_JSON, ...headers }, body: JSON.stringify(resource) };
}

/** Returns an answer that refuses a request with an OperationOutcome. */
export function outcome(status: number, text: string, headers: Record<string, string> = {}): DoubleAnswer {
  const issue = [{ severity: "error", code: "processing", details: { text } }];
  return json(status, { resourceType: "OperationOutcome", issue }, headers);
}
