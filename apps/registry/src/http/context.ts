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

/** What is known of a request while it is served. */
export interface RequestContext {
  readonly started: number;
  readonly requestId: string;
  readonly correlationId: string | undefined;
  query: Parameters;
  /** Of the answer; `undefined` if none is acceptable. */
  format: Format | undefined;
  /** Of an error. */
  errorFormat: Format;
  certificateThumbprint?: string;
  caller?: Caller;
  /** The handler at work: it continues where the caller does not wait for the answer. */
  serving?: Promise<HandlerResult>;
  /** Of the write that was admitted for it. */
  account?: VersionAccount;
  /** Has the request been audited? */
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

/** The parameters of a form stand beside those of the URL, `_format` and `_pretty` too (STU3 http.html, 2.21.0.11). */
export function addForm(context: RequestContext, request: IncomingMessage, form: Parameters): Parameters {
  context.query = [...context.query, ...form];
  context.format = negotiate(getPreferences(request, context.query));
  if (context.format !== undefined) context.errorFormat = context.format;
  return context.query;
}

function getPreferences({ headers }: IncomingMessage, query: Parameters): FormatPreferences {
  return { format: parameter(query, "_format"), accept: headers.accept, contentType: headers["content-type"] };
}
