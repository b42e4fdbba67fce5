import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { constants, createBrotliCompress } from "node:zlib";
import hapi from "@hapi/hapi";
import type { Server } from "@hapi/hapi";
import type { InteractionRow } from "@appointment-registry/registry-contract";
import { INTERACTIONS, PATHS, ROUTES, allowedMethods } from "@appointment-registry/registry-contract";
import { RegistryError } from "./errors.js";
import type { Application } from "./http/application.js";
import { CERTIFICATE_AND_TOKEN, registerAuthentication } from "./http/authentication.js";
import { clientErrors, notAllowed } from "./http/client-error.js";
import { completion } from "./http/completion.js";
import { getContext } from "./http/context.js";
import { guard } from "./http/guard.js";
import { registerDocs } from "./http/docs.js";
import { createHandlers } from "./http/handlers.js";
import { joinRepeated } from "./http/headers/field.js";
import { requireFraming } from "./http/headers/framing.js";
import { getPretty, requireKnown } from "./http/query.js";
import { HttpError } from "./http/http-error.js";
import { traceRequests } from "./tracing/requests.js";

/** Smaller responses are not worth compressing: they fit in one packet. */
const COMPRESSED_FROM_BYTES = 1400;

/** Assembles the HTTP server, which does not listen yet. Every refusal is answered with an OperationOutcome. */
export function createServer(application: Application): Server {
  const { config, listener } = application;
  const server = hapi.server({
    listener: listener.server,
    tls: listener.secure,
    host: config.host,
    port: config.port,
    debug: false,
    router: { stripTrailingSlash: true },
    compression: { minBytes: COMPRESSED_FROM_BYTES },
    routes: {
      // `readBody` reads the bodies: hapi would reject some before the token is checked, and resets connections with oversize ones.
      payload: {
        parse: false,
        output: "stream",
        override: "application/octet-stream",
        maxBytes: Number.MAX_SAFE_INTEGER,
        timeout: false,
      },
      state: { parse: false, failAction: "ignore" },
      // RFC 9110, 14.2: a server may ignore Range. hapi would apply it after the request was accounted for.
      response: { ranges: false },
    },
  });
  traceRequests(listener.server);
  guard(listener.server, application);
  server.encoder("br", () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }));
  const refuse = clientErrors(application);
  listener.server.removeAllListeners("clientError").on("clientError", refuse);
  // Node would close the connection without a response.
  listener.server.on("connect", ({ headers }: IncomingMessage, socket: Socket) => refuse(notAllowed(headers), socket));
  // RFC 9110, 10.1.1: an unknown expectation may be ignored; Node would respond with a bare 417.
  listener.server.on("checkExpectation", (request, response) => listener.server.emit("request", request, response));

  server.ext("onRequest", (request, h) => {
    joinRepeated(request.raw.req);
    request.app = getContext(request.raw.req);
    requireFraming(request.raw.req);
    request.app.certificateThumbprint = listener.clientCertificate(request.raw.req).thumbprint;
    return h.continue;
  });
  const { complete, abandoned, settled } = completion(application);
  server.ext("onPreResponse", complete);
  server.events.on("response", abandoned);
  server.ext("onPostStop", settled);

  registerAuthentication(server, application);
  registerRoutes(server, application);
  const { docsDirectory } = config.http;
  if (docsDirectory !== undefined) registerDocs(server, config.baseUrl, docsDirectory);
  return server;
}

/** Some clients put the criteria of a conditional create into the URL, which STU3 does not define (http.html, 2.21.0.8.1). */
const CRITERIA_BELONG_ELSEWHERE = ": the criteria of a conditional create belong in If-None-Exist";

function registerRoutes(server: Server, application: Application): void {
  const handlers = createHandlers(application);
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  const mount = new URL(application.config.baseUrl).pathname.replace(/\/+$/, "");
  const at = (path: string) => mount + (path === "/" ? "" : path) || "/";

  for (const { method, path, interaction } of ROUTES) {
    const row: InteractionRow = INTERACTIONS[interaction];
    const handler = handlers[interaction];
    server.route({
      method,
      path: at(path),
      options: {
        app: row,
        auth: row.permission === undefined ? false : CERTIFICATE_AND_TOKEN,
        handler: async (request, h) => {
          requireKnown(request.app.query, row.parameters, interaction === "create" ? CRITERIA_BELONG_ELSEWHERE : "");
          getPretty(request.app.query);
          if (request.app.format === undefined) throw new RegistryError("not-acceptable");
          request.app.serving = Promise.resolve(handler(request, h));
          return (await request.app.serving).response;
        },
      },
    });
  }
  for (const path of PATHS) {
    const allow = allowedMethods(path);
    if (!ROUTES.some((each) => each.path === path && each.method === "OPTIONS")) {
      server.route({
        method: "OPTIONS",
        path: at(path),
        handler: (_, h) => h.response().code(204).header("allow", allow),
      });
    }
    const refuse = () => {
      throw new HttpError("method-not-allowed", { fields: { allow } });
    };
    // Registered by name if the router has a table for the method: `GET /Appointment/{id}` would take precedence over `*
    // /Appointment/_search`.
    const missing = [...new Set(ROUTES.map(({ method }) => method))].filter(
      (method) => method !== "OPTIONS" && !ROUTES.some((each) => each.path === path && each.method === method),
    );
    for (const method of [...missing, "*"] as const) server.route({ method, path: at(path), handler: refuse });
  }
}
