import type { IncomingMessage } from "node:http";
import type { Format } from "@appointment-registry/registry-contract";
import { mirroredId, newRequestId } from "@appointment-registry/registry-contract";
import type { Caller } from "../caller.js";
import type { VersionAccount } from "../store/store.js";
import type { FormatPreferences } from "./negotiation.js";
import { negotiate, ownFormat } from "./negotiation.js";
import type { Parameters } from "./query.js";
import { parameter, parseQuery } from "./query.js";
import type { HandlerResult } from "./handler-result.js";

/** State of a request while it is served. */
export interface RequestContext {
  readonly started: number;
  readonly requestId: string;
  readonly correlationId: string | undefined;
  query: Parameters;
  /** Format of the response; `undefined` if none is acceptable. */
  format: Format | undefined;
  /** Format of an error. */
  errorFormat: Format;
  certificateThumbprint?: string;
  caller?: Caller;
  /** The running handler: it continues even if the caller does not wait for the response. */
  serving?: Promise<HandlerResult>;
  /** Account of the write admitted for the request. */
  account?: VersionAccount;
  /** True if the request has been audited. */
  accounted?: boolean;
}

declare module "@hapi/hapi" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the way hapi lets its request be extended
  interface RequestApplicationState extends RequestContext {}
}

export function getContext(request: IncomingMessage): RequestContext {
  const query = parseQuery(request.url ?? "");
  return {
    started: performance.now(),
    requestId: mirroredId(request.headers["x-request-id"]) ?? newRequestId(),
    correlationId: mirroredId(request.headers["x-correlation-id"]),
    query,
    ...getFormats(getPreferences(request, query)),
  };
}

function getFormats(preferences: FormatPreferences): Pick<RequestContext, "format" | "errorFormat"> {
  const format = negotiate(preferences);
  return { format, errorFormat: format ?? ownFormat(preferences) };
}

/** The parameters of a form are added to those of the URL, including `_format` and `_pretty` (STU3 http.html, 2.21.0.11). */
export function addForm(context: RequestContext, request: IncomingMessage, form: Parameters): Parameters {
  context.query = [...context.query, ...form];
  context.format = negotiate(getPreferences(request, context.query));
  if (context.format !== undefined) context.errorFormat = context.format;
  return context.query;
}

function getPreferences({ headers }: IncomingMessage, query: Parameters): FormatPreferences {
  return { format: parameter(query, "_format"), accept: headers.accept, contentType: headers["content-type"] };
}
