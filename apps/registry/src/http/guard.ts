import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ErrorCode, Format } from "@appointment-registry/registry-contract";
import { contentType, mirroredId, newRequestId } from "@appointment-registry/registry-contract";
import type { Refused } from "../admission/admission.js";
import { Turns } from "../admission/turns.js";
import { RegistryError } from "../errors.js";
import { continueReading, readChunksInTurns, stopReading } from "../tls/reading.js";
import type { Application } from "./application.js";
import { SECURITY_HEADERS } from "./completion.js";
import type { Failure } from "./failures.js";
import { printFailure } from "./failures.js";
import { negotiate, ownFormat } from "./negotiation.js";
import { parameter, parseQuery } from "./query.js";
import { UnreadAnswers } from "./unread-answers.js";

type Dispatch = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Maximum number of pipelined requests of one connection served at once. The others wait, and nothing more is read meanwhile. Responses are
 * sent in the order of the requests (RFC 9112, 9.3.2), so they would have to wait anyway.
 */
const MOST_OF_A_CONNECTION = 16;

interface Sent {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly dispatch: Dispatch;
}

interface OnConnection {
  readonly served: Map<ServerResponse, IncomingMessage>;
  /** Not admitted yet. */
  readonly waiting: Sent[];
}

/** If the body is larger than this, the connection ends with the refusal. */
const MOST_DISCARDED_BYTES = 1024 * 1024;

/**
 * Runs before hapi. node:http rejects a request that is not admitted, before its token is checked and its body is read. The content of such
 * a refusal is created only once.
 */
export function guard(
  server: Pick<Server, "listeners" | "removeListener" | "on">,
  application: GuardedApplication,
): void {
  const { admission, listener, refusals } = application;
  const answer = refuser();
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    refused: Refused,
    certificateThumbprint: string | undefined,
  ): void => {
    const requestId = mirroredId(request.headers["x-request-id"]) ?? newRequestId();
    answer(request, response, refused, requestId);
    // Node would discard the rest of a body as fast as it arrives. It is read at the same pace as that of any other request.
    if (request.headers["transfer-encoding"] !== undefined) request.resume();
    const { remoteAddress } = request.socket;
    refusals.add({ code: refused.code, requestId, certificateThumbprint, remoteAddress });
  };
  const turns = new Turns();
  const unread = new UnreadAnswers(application.config.http.answerTimeoutMilliseconds);
  const end = (request: IncomingMessage, response: ServerResponse): void => {
    unread.sent(response);
    admission.release(request);
  };
  const begin = (connection: OnConnection, { request, response, dispatch }: Sent): void => {
    // The connection was closed while its pipelined requests were being read.
    if (request.socket.destroyed) return;
    const thumbprint = listener.thumbprintOf(request);
    const refused = admission.admit(request, thumbprint);
    if (refused !== undefined) return refuse(request, response, refused, thumbprint);
    unread.watch(response);
    connection.served.set(response, request);
    response.once("close", () => {
      connection.served.delete(response);
      end(request, response);
      next(connection, request.socket);
    });
    turns.add(thumbprint, () => {
      if (request.socket.destroyed) return;
      const late = admission.refuseLate(request);
      if (late === undefined) dispatch(request, response);
      else refuse(request, response, late, thumbprint);
    });
  };
  const next = (connection: OnConnection, socket: Socket): void => {
    const { served, waiting } = connection;
    if (waiting.length === 0) return;
    while (waiting.length > 0 && served.size < MOST_OF_A_CONNECTION) begin(connection, waiting.shift() as Sent);
    if (waiting.length === 0) continueReading(socket);
  };
  const connections = new WeakMap<Socket, OnConnection>();
  const getConnection = (socket: Socket): OnConnection => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const connection: OnConnection = { served: new Map(), waiting: [] };
    connections.set(socket, connection);
    // When a connection closes, Node emits `close` only for the response being sent, not for those waiting behind it.
    socket.once("close", () => {
      connection.waiting.length = 0;
      for (const [response, request] of connection.served) end(request, response);
    });
    return connection;
  };
  for (const event of ["request", "checkContinue"]) {
    const dispatch = server.listeners(event).at(-1) as Dispatch;
    server.removeListener(event, dispatch);
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      readChunksInTurns(request);
      const { socket } = request;
      const connection = getConnection(socket);
      const sent = { request, response, dispatch };
      if (connection.served.size < MOST_OF_A_CONNECTION && connection.waiting.length === 0)
        return begin(connection, sent);
      if (connection.waiting.push(sent) === 1) stopReading(socket);
    });
  }
  server.on("close", () => unread.close());
}

type GuardedApplication = Pick<Application, "admission" | "config" | "listener" | "refusals">;

/** Sends the same head and body repeatedly, cached by code and format. */
function refuser() {
  const failures = new Map<string, Failure & { readonly fields: readonly string[] }>();
  const getFailure = (code: ErrorCode, format: Format, pretty: boolean) => {
    const key = `${code} ${format} ${pretty}`;
    let failure = failures.get(key);
    if (failure === undefined) {
      const printed = printFailure(new RegistryError(code), format, pretty);
      const length = String(Buffer.byteLength(printed.body));
      const fields = [["content-type", contentType(format)], ["content-length", length], ...SECURITY_HEADERS].flat();
      failures.set(key, (failure = { ...printed, fields }));
    }
    return failure;
  };

  return (request: IncomingMessage, response: ServerResponse, refused: Refused, requestId: string): void => {
    const { format, pretty } = getPreferences(request);
    const { status, body, fields } = getFailure(refused.code, format, pretty);
    const head = [...fields, "retry-after", String(refused.retryAfterSeconds), "x-request-id", requestId];
    const correlationId = mirroredId(request.headers["x-correlation-id"]);
    if (correlationId !== undefined) head.push("x-correlation-id", correlationId);
    if (isBodyLong(request)) head.push("connection", "close");
    response.writeHead(status, head);
    response.end(body);
  };
}

/**
 * Returns whether the remaining body is not worth reading: it is too long, or may never come because the caller waits for `100 Continue`.
 */
function isBodyLong({ headers }: IncomingMessage): boolean {
  return headers.expect !== undefined || Number(headers["content-length"] ?? 0) > MOST_DISCARDED_BYTES;
}

interface Wishes {
  readonly format: Format;
  readonly pretty: boolean;
}

function getPreferences({ headers, url = "" }: IncomingMessage): Wishes {
  const query = url.includes("_") ? parseQuery(url) : [];
  const preferences = {
    format: parameter(query, "_format"),
    accept: headers.accept,
    contentType: headers["content-type"],
  };
  const pretty = parameter(query, "_pretty") === "true";
  return { format: negotiate(preferences) ?? ownFormat(preferences), pretty };
}
