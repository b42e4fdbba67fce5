import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createHttpsServer } from "node:https";
import hapi from "@hapi/hapi";
import type { Request, ResponseObject, ResponseToolkit, Server } from "@hapi/hapi";
import { cancel, read, register, scanJson, scanXml, search } from "./entries.js";
import type { FloorVersion } from "./tables.js";
import { openTables } from "./tables.js";

export interface FloorOptions {
  readonly directory: string;
  /** PEM texts. */
  readonly tls: { readonly key: string; readonly cert: string; readonly ca: string };
  /** An access token that has already been verified. */
  readonly token: string;
  /** The body that answers a request for the capability statement. */
  readonly statement: string;
  /** The body of answers without a stored resource. */
  readonly sample: string;
}

export interface Floor {
  readonly ports: { readonly node: number; readonly hapi: number; readonly tls: number };
  stop(): Promise<void>;
}

const XML = "application/fhir+xml; charset=utf-8";
const JSON_TYPE = "application/fhir+json; charset=utf-8";

/**
 * Starts a server with the components of the registry in their simplest form. The difference to the registry is the cost of the registry's
 * own code. Steps of increasing work have their own addresses: node:http, hapi, mutual TLS, remembered token (`/token`), scanned body
 * (`/scan`), and the tables under `/STU3`.
 */
export async function startFloor(options: FloorOptions): Promise<Floor> {
  const tables = openTables(options.directory);
  const { sample } = options;
  const node = createHttpServer((request, response) => {
    request
      .on("data", () => undefined)
      .on("end", () => {
        response.writeHead(200, { "content-type": XML, "content-length": Buffer.byteLength(sample) }).end(sample);
      });
  }).listen(0, "127.0.0.1");
  await once(node, "listening");

  const plain = hapiServer(undefined);
  plain.route(step("/STU3", () => undefined));
  await plain.start();

  const secure = hapiServer(options.tls);
  const remembered = new Map([[toKey(options.token), { expires: Date.now() + 3600_000 }]]);
  const isRemembered = (request: Request): boolean => {
    const token = (request.headers["authorization"] as string | undefined)?.slice("Bearer ".length) ?? "";
    return (remembered.get(toKey(token))?.expires ?? 0) > Date.now();
  };
  const requireToken = (request: Request): void => {
    if (!isRemembered(request)) throw new Error("The token is not remembered.");
  };
  secure.route([
    step("/tls", () => undefined),
    step("/token", requireToken),
    step("/scan", (request) => {
      requireToken(request);
      scan(request);
    }),
    { method: "GET", path: "/STU3/metadata", handler: (_, h) => h.response(options.statement).type(JSON_TYPE) },
    {
      method: "GET",
      path: "/STU3/Appointment",
      handler(request, h) {
        requireToken(request);
        const value = (request.query as Record<string, string>)["patient.identifier"] ?? "";
        return h.response(search(tables, value.slice(value.indexOf("|") + 1))).type(JSON_TYPE);
      },
    },
    {
      method: "GET",
      path: "/STU3/Appointment/{id}",
      handler(request, h) {
        requireToken(request);
        const found = read(tables, request.params["id"] as string);
        return found === undefined ? h.response().code(404) : answer(h, found, "json");
      },
    },
    {
      method: "POST",
      path: "/STU3/Appointment",
      options: PAYLOAD,
      async handler(request, h) {
        requireToken(request);
        const { text, format } = getBody(request);
        return answer(h, await register(tables, text, format), format).code(201);
      },
    },
    {
      method: "PUT",
      path: "/STU3/Appointment/{id}",
      options: PAYLOAD,
      async handler(request, h) {
        requireToken(request);
        const { text, format } = getBody(request);
        const expected = Number(/\d+/.exec(request.headers["if-match"] as string)?.[0]);
        const next = await cancel(tables, request.params["id"] as string, expected, text, format);
        return next === undefined ? h.response().code(409) : answer(h, next, format);
      },
    },
  ]);
  await secure.start();

  /** Adds a `PUT` that does `work` and returns the sample. */
  function step(prefix: string, work: (request: Request) => void) {
    return {
      method: "PUT",
      path: `${prefix}/Appointment/{id}`,
      options: PAYLOAD,
      handler(request: Request, h: ResponseToolkit) {
        work(request);
        return h.response(sample).type(XML);
      },
    } as const;
  }

  return {
    ports: { node: (node.address() as AddressInfo).port, hapi: getPort(plain), tls: getPort(secure) },
    async stop() {
      node.close();
      node.closeAllConnections();
      await Promise.all([plain.stop({ timeout: 0 }), secure.stop({ timeout: 0 })]);
      await tables.close();
    },
  };
}

const PAYLOAD = { payload: { parse: false, output: "data" } } as const;

function hapiServer(tls: FloorOptions["tls"] | undefined): Server {
  const listener =
    tls === undefined ? createHttpServer() : createHttpsServer({ ...tls, requestCert: true, rejectUnauthorized: true });
  return hapi.server({ listener, tls: tls !== undefined, host: "127.0.0.1", port: 0, debug: false });
}

function getPort(server: Server): number {
  return Number(server.info.port);
}

function toKey(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}

function getBody(request: Request): { readonly text: string; readonly format: "json" | "xml" } {
  const type = request.headers["content-type"] as string | undefined;
  return {
    text: (request.payload as Buffer).toString("utf8"),
    format: type?.includes("xml") === true ? "xml" : "json",
  };
}

function scan(request: Request): void {
  const { text, format } = getBody(request);
  if (format === "xml") scanXml(text);
  else scanJson(text);
}

function answer(
  h: ResponseToolkit,
  { id, version, lastUpdated, body }: FloorVersion,
  format: "json" | "xml",
): ResponseObject {
  return h
    .response(body)
    .type(format === "xml" ? XML : JSON_TYPE)
    .header("etag", `W/"${version}"`)
    .header("last-modified", new Date(lastUpdated).toUTCString())
    .header("location", `https://localhost/STU3/Appointment/${id}/_history/${version}`);
}
