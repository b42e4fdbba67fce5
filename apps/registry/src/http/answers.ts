import { Readable } from "node:stream";
import { toOperationOutcome, writeResource } from "@appointment-registry/fhir-appointment";
import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { Format } from "@appointment-registry/registry-contract";
import { contentType, entityTag, httpDate, parseReturnPreference } from "@appointment-registry/registry-contract";
import type { SearchResult } from "../interactions/search.js";
import type { Version } from "../appointment-version.js";
import { getResource } from "../appointment-version.js";
import { getField } from "./headers/field.js";
import { getPretty } from "./query.js";
import { searchset } from "./searchset.js";

type Writable = Parameters<typeof writeResource>[0];

/** A resource in the negotiated format. */
export function resourceAnswer(request: Request, h: ResponseToolkit, resource: unknown): ResponseObject {
  const format = request.app.format as Format;
  // Versions accepted under older rules must never cause a response to fail.
  const text = writeResource(resource as Writable, { format, pretty: getPretty(request.app.query), lenient: true });
  return h.response(text).header("content-type", contentType(format));
}

/** Number of characters from which a response is sent while it is being written. */
const STREAMED_FROM = 64 * 1024;

/** A searchset. A large one is sent while it is read and written, as fast as the caller reads. */
export async function searchAnswer(
  request: Request,
  h: ResponseToolkit,
  result: SearchResult,
  baseUrl: string,
): Promise<ResponseObject> {
  const format = request.app.format as Format;
  const chunks = searchset(result, baseUrl, { format, pretty: getPretty(request.app.query) });
  let begin = "";
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return h.response(begin).header("content-type", contentType(format));
    begin += next.value;
    if (begin.length >= STREAMED_FROM) break;
  }
  return h.response(toStream(begin, chunks)).header("content-type", contentType(format));
}

function toStream(begin: string, chunks: AsyncGenerator<string>): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield Buffer.from(begin);
    for await (const chunk of chunks) yield Buffer.from(chunk);
  }
  return Readable.from(bytes(), { objectMode: false, highWaterMark: STREAMED_FROM });
}

/** A resource that never changes, serialised once for each requested format and layout. */
export function constantAnswer(resource: Writable): (request: Request, h: ResponseToolkit) => ResponseObject {
  const texts = new Map<string, string>();
  return (request, h) => {
    const format = request.app.format as Format;
    const pretty = getPretty(request.app.query);
    const key = `${format} ${pretty}`;
    let text = texts.get(key);
    if (text === undefined) texts.set(key, (text = writeResource(resource, { format, pretty })));
    return h.response(text).header("content-type", contentType(format));
  };
}

/** One version with its `ETag` and `Last-Modified`. JSON text is sent exactly as stored. */
export function versionAnswer(request: Request, h: ResponseToolkit, version: Version): ResponseObject {
  const { stored } = version;
  const format = request.app.format as Format;
  const pretty = getPretty(request.app.query);
  const text =
    format === "json" && !pretty ? stored.body : writeResource(getResource(version), { format, pretty, lenient: true });
  return marked(h.response(text).header("content-type", contentType(format)), version);
}

/** RFC 9110, 15.4.5: the headers that the full response would have had. */
export function unmodifiedAnswer(h: ResponseToolkit, version: Version): ResponseObject {
  return marked(h.response().code(304), version);
}

export interface WrittenFacts {
  readonly status: number;
  readonly baseUrl: string;
  /** If false, the response contains no resource, regardless of `Prefer`. */
  readonly mayRead: boolean;
}

/** The response to a write: with `Location`, and the amount of body that `Prefer` requests. */
export function writeResponse(
  request: Request,
  h: ResponseToolkit,
  version: Version,
  { status, baseUrl, mayRead }: WrittenFacts,
): ResponseObject {
  const { id, version: number } = version.stored;
  const asked = parseReturnPreference(getField(request.raw.req, "prefer"));
  const preference = mayRead || asked === "OperationOutcome" ? asked : "minimal";
  const answer =
    preference === "representation"
      ? versionAnswer(request, h, version)
      : marked(preference === "minimal" ? h.response() : resourceAnswer(request, h, toOperationOutcome([])), version);
  return answer.code(status).header("location", `${baseUrl}/Appointment/${id}/_history/${number}`);
}

function marked(answer: ResponseObject, { stored }: Version): ResponseObject {
  // RFC 9110, 8.8.2.1: never later than `Date`, even if the clock was set back.
  const modified = Math.min(Date.parse(stored.lastUpdated), Date.now());
  return answer.header("etag", entityTag(stored.version)).header("last-modified", httpDate(modified));
}
