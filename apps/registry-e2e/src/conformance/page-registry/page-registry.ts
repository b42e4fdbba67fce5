import { randomBytes, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { ELEMENTS, readXml, writeXml } from "./formats.js";
import type { Json } from "./formats.js";

/** Choices that the page leaves open. */
export interface PageRegistryOptions {
  /** Returns the form of an ETag. The registry accepts only this form in If-Match. */
  readonly etag: (version: string) => string;
  /** True if the answer to a registration contains the Appointment, false if it has only a Location. */
  readonly showsRegistered: boolean;
  readonly json: string;
  readonly xml: string;
  /** The fault that decides the answer to a request with several faults, in order of precedence. */
  readonly order: readonly Fault[];
  /** Status for a PUT to an unknown id. */
  readonly unknown: number;
  /** True if cancelling a cancelled entry is answered as a success (RFC 9110, 13.1.1). */
  readonly repeats: boolean;
  readonly targets: readonly string[];
  /** True if a versionId in the body is an additional condition. */
  readonly comparesVersion: boolean;
  readonly open: boolean;
  readonly search: RegExp;
}

type Fault = "token" | "body" | "If-Match";

interface Answer {
  readonly status: number;
  readonly resource?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

const BASE = "/registry/fhir";
const STATUSES = "proposed pending booked arrived fulfilled cancelled noshow entered-in-error".split(" ");

/**
 * A registry that follows only the contract's page, as a supplier would write it without knowing the rest of this project. It uses
 * `node:https` and a Map, and none of our libraries. It has nothing that the page does not require. `PageRegistryOptions` decides the
 * choices that the page leaves open.
 */
export class PageRegistry {
  private readonly entries = new Map<string, Json[]>();

  private constructor(
    private readonly manners: PageRegistryOptions,
    private readonly issuer: { readonly name: string; readonly key: KeyObject },
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async start(
    tls: { readonly cert: string; readonly key: string; readonly ca: string },
    issuer: { readonly name: string; readonly key: KeyObject },
    manners: PageRegistryOptions,
  ): Promise<PageRegistry> {
    const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: true });
    const registry = new PageRegistry(manners, issuer, server);
    server.on("request", (incoming, outgoing) => {
      registry.serve(incoming, outgoing).catch((error: unknown) => {
        console.error(error);
        outgoing.destroy();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return registry;
  }

  get baseUrl(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}${BASE}`;
  }

  /** Base URL of the same registry in which every request fails internally. */
  get faultyUrl(): string {
    return this.baseUrl.replace(BASE, "/broken");
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? "", "https://localhost");
    const { method = "", headers } = incoming;
    const text = Buffer.concat(chunks).toString("utf8");
    const { status, resource, headers: more } = this.answer({ method, path, query, headers, text });
    const isXml = /xml/.test(headers.accept ?? "");
    const type = isXml ? this.manners.xml : this.manners.json;
    outgoing.writeHead(status, { ...(resource === undefined ? {} : { "content-type": type }), ...more });
    outgoing.end(resource === undefined ? "" : isXml ? writeXml(resource) : JSON.stringify(resource));
  }

  private answer(request: Request): Answer {
    const { method, path, query, headers } = request;
    if (path.startsWith("/broken")) return { status: 500 };
    const [type, id = "", , vid] = path.slice(BASE.length + 1).split("/");
    const mayCall = this.hasToken(headers.authorization);
    if (path === `${BASE}/metadata` && (mayCall || this.manners.open)) return { status: 200, resource: STATEMENT };
    if (method === "PUT" && type === "Appointment") return this.cancel(request, id, vid, mayCall);
    if (!mayCall) return refused(403, "forbidden", "There is no valid token.");
    if (type !== "Appointment") return refused(404, "not-found", "There is nothing here.");
    if (method === "POST" && id === "") return this.register(request);
    if (method !== "GET") return refused(405, "not-supported", "This is not done here.");
    if (id === "") return this.search(query);
    const version = this.entries.get(id)?.findLast((each) => vid === undefined || versionOf(each) === vid);
    if (version === undefined || path.endsWith("_history")) return refused(404, "not-found", "It is not known.");
    return this.shown(200, version);
  }

  private register(request: Request): Answer {
    const body = bodyOf(request);
    if (body === undefined) return { status: 400 };
    const fault = profileFault(body);
    if (fault !== undefined) return refused(422, "invalid", fault);
    const id = `APT.${this.entries.size + 1}-${randomBytes(3).toString("hex").toUpperCase()}`;
    const made = stamped(body, id);
    this.entries.set(id, [made]);
    const { status, resource, headers } = this.shown(201, made, true);
    return { status, ...(this.manners.showsRegistered ? { resource } : {}), headers } as Answer;
  }

  private cancel(request: Request, id: string, vid: string | undefined, mayCall: boolean): Answer {
    const versions = this.entries.get(id) ?? [];
    const [current] = versions.slice(-1);
    const body = bodyOf(request);
    const condition = request.headers["if-match"];
    const faults: Record<Fault, Answer | undefined> = {
      token: mayCall ? undefined : refused(403, "forbidden", "There is no valid token."),
      body: body === undefined || (current !== undefined && body["id"] !== id) ? { status: 400 } : undefined,
      "If-Match": condition === undefined ? refused(412, "conflict", "Say which version it is.") : undefined,
    };
    const [fault] = this.manners.order.flatMap((name) => faults[name] ?? []);
    if (fault !== undefined) return fault;
    if (current === undefined || body === undefined) return refused(this.manners.unknown, "not-found", "Not known.");
    const different = differences(body, current);
    const isDone = different.length === 0 && body["status"] === current["status"] && current["status"] !== "booked";
    if (isDone && this.manners.repeats) return this.shown(200, current, true);
    const named = [condition, ...(vid === undefined ? [] : [this.manners.etag(vid)])];
    const { versionId } = (body["meta"] ?? {}) as Json;
    if (this.manners.comparesVersion && versionId !== undefined) named.push(this.manners.etag(String(versionId)));
    if (named.some((each) => each !== this.manners.etag(versionOf(current))))
      return refused(409, "conflict", "Somebody else has changed it.");
    const profile = profileFault(body);
    if (profile !== undefined) return refused(422, "invalid", profile);
    if (different.length > 0) return refused(422, "business-rule", `Not as registered: ${different.join(", ")}.`);
    if (current["status"] !== "booked" || !this.manners.targets.includes(String(body["status"])))
      return refused(422, "business-rule", "It can only be cancelled, and once.");
    const made = stamped({ ...current, status: body["status"] }, id);
    this.entries.set(id, [...versions, made]);
    return this.shown(200, made, true);
  }

  private search(query: URLSearchParams): Answer {
    const [name = "", value = ""] = [...query].find(([each]) => this.manners.search.test(each)) ?? [];
    if (name === "") return refused(400, "invalid", "Say which patient.");
    const number = value.split(/[|/]/).at(-1) ?? "";
    const found = [...this.entries.values()].map((versions) => versions.at(-1) as Json);
    const matches = found.filter(({ participant }) => JSON.stringify(participant).includes(`${number}"`));
    const entry = matches.map((resource) => ({ fullUrl: `${this.baseUrl}/Appointment/${resource["id"]}`, resource }));
    const resource = { resourceType: "Bundle", type: "searchset", ...(entry.length === 0 ? {} : { entry }) };
    return { status: 200, resource };
  }

  private shown(status: number, version: Json, located = false): Answer {
    const location = `${this.baseUrl}/Appointment/${String(version["id"])}/_history/${versionOf(version)}`;
    const headers = { etag: this.manners.etag(versionOf(version)), ...(located ? { location } : {}) };
    return { status, resource: version, headers };
  }

  /** Accepts RS256 tokens of the known issuer for this registry that have not expired. */
  private hasToken(authorization = ""): boolean {
    const [, header = "", claims = "", signature = ""] =
      /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
    const read = (part: string): Json => JSON.parse(Buffer.from(part, "base64url").toString("utf8") || "{}") as Json;
    const signed = Buffer.from(`${header}.${claims}`);
    try {
      const { iss, aud, exp, nbf = 0 } = read(claims);
      const now = Date.now() / 1000;
      return (
        read(header)["alg"] === "RS256" &&
        verify("RSA-SHA256", signed, this.issuer.key, Buffer.from(signature, "base64url")) &&
        iss === this.issuer.name &&
        [aud].flat().includes(this.baseUrl) &&
        Number(exp) > now &&
        Number(nbf) <= now
      );
    } catch {
      return false;
    }
  }
}

const refused = (status: number, code: string, diagnostics: string): Answer => ({
  status,
  resource: { resourceType: "OperationOutcome", issue: [{ severity: "error", code, diagnostics }] },
});

const versionOf = ({ meta }: Json): string => String((meta as Json)["versionId"]);

const stamped = (appointment: Json, id: string): Json => ({
  ...appointment,
  id,
  meta: {
    ...(appointment["meta"] as Json | undefined),
    versionId: `r-${randomBytes(4).toString("hex")}`,
    lastUpdated: new Date().toISOString(),
  },
});

/** Returns undefined if the body cannot be read as an Appointment. */
function bodyOf({ text, headers }: Request): Json | undefined {
  try {
    const isXml = /xml/.test(headers["content-type"] ?? "");
    const body = isXml ? readXml(text) : (JSON.parse(text) as Json);
    return body["resourceType"] === "Appointment" ? body : undefined;
  } catch {
    return undefined;
  }
}

function profileFault(appointment: Json): string | undefined {
  const unknown = Object.keys(appointment).find((name) => !ELEMENTS.has(name));
  if (unknown !== undefined) return `${unknown} is not taken here.`;
  const { status, start, end, participant } = appointment as Partial<Record<string, unknown>>;
  if (!STATUSES.includes(String(status))) return "The status is none of an appointment.";
  if ((start === undefined) !== (end === undefined)) return "A start goes with an end.";
  const participants = (participant ?? []) as Json[];
  if (participants.length === 0) return "Nobody takes part.";
  const idle = participants.find((each) => each["status"] === undefined || !("actor" in each || "type" in each));
  return idle === undefined ? undefined : "A participant is somebody, and has a status.";
}

/** Returns the elements that differ, except the status and the elements that the registry owns. */
function differences(sent: Json, registered: Json): string[] {
  const compared = ({ meta, status: _status, ...rest }: Json): Json => {
    const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = (meta ?? {}) as Json;
    return { ...rest, meta: kept };
  };
  const [a, b] = [compared(sent), compared(registered)];
  return Object.keys({ ...a, ...b }).filter((name) => !isDeepStrictEqual(a[name], b[name]));
}

const STATEMENT: Json = {
  resourceType: "CapabilityStatement",
  status: "active",
  date: "2026-11-28",
  kind: "instance",
  fhirVersion: "3.0.1",
  acceptUnknown: "no",
  format: ["json", "xml"],
  rest: [{ mode: "server", resource: [{ type: "Appointment", interaction: [{ code: "read" }, { code: "update" }] }] }],
};
