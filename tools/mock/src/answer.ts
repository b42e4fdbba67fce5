import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { toOperationOutcome, writeResource } from "@appointment-registry/fhir-appointment";
import type { Format, IssueType } from "@appointment-registry/fhir-appointment";
import type { DocumentedAnswer, Operation } from "./contract.js";
import { Undocumented, selectAnswer, parsePreferredAnswer } from "./answer-selection.js";
import type { AnswerSelection } from "./answer-selection.js";

export interface MockRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

export interface MockResponse extends DocumentedAnswer {
  /** Absent if the contract has no such operation. */
  readonly operationId?: string;
}

interface Served {
  readonly baseUrl: string;
  readonly operations: readonly Operation[];
  /** Returns the scripted answer to the next request of an operation, unless the request itself selects one. */
  readonly scripted: (operationId: string) => AnswerSelection | undefined;
}

/** Returns the contract's answer, or an OperationOutcome that explains why there is none. */
export function answer({ method, url, headers }: MockRequest, served: Served): MockResponse {
  const format = getFormat(url.searchParams.get("_format") ?? headers.accept);
  const refusal = (
    status: number,
    code: IssueType,
    message: string,
    more: Record<string, string> = {},
  ): MockResponse => {
    const outcome = toOperationOutcome([
      { severity: "error", code, rule: `mock:${status}`, message, spineCode: "NOT_IMPLEMENTED" },
    ]);
    const type = `application/fhir+${format}; charset=utf-8`;
    const text = writeResource(outcome, { format, pretty: true });
    return { status, format, text, headers: { "content-type": type, "cache-control": "no-store", ...more } };
  };
  const base = new URL(served.baseUrl).pathname;
  const asked = decoded(url.pathname);
  const offered = served.operations.filter(({ path }) => getPattern(`${base}${path}`).test(asked));
  if (offered.length === 0) return refusal(404, "not-found", `The contract has no path ${url.pathname}.`);
  const operation = offered.find((each) => each.method === (method === "HEAD" ? "GET" : method));
  if (operation === undefined) {
    const allow = offered.map((each) => each.method).join(", ");
    return refusal(405, "not-supported", `The contract has no ${method} for ${offered[0]?.path}.`, { allow });
  }
  const { operationId } = operation;
  try {
    const wanted = parsePreferredAnswer(headers.prefer) ?? served.scripted(operationId) ?? {};
    return { ...selectAnswer(operation, wanted, format), operationId };
  } catch (error) {
    if (!(error instanceof Undocumented)) throw error;
    return { ...refusal(500, "exception", error.message), operationId };
  }
}

/** Returns the ids that the contract requires to be mirrored, and a new id for a request without one. */
export function getIds(headers: IncomingHttpHeaders): Record<string, string> {
  const { "x-request-id": request, "x-correlation-id": correlation } = headers;
  return {
    "x-request-id": isMirrored(request) ? request : randomUUID(),
    ...(isMirrored(correlation) ? { "x-correlation-id": correlation } : {}),
  };
}

const isMirrored = (field: string | string[] | undefined): field is string =>
  typeof field === "string" && /^[\x21-\x7e]{1,128}$/.test(field);

/** Returns the first format in the list, case-insensitively (RFC 9110, section 8.3.1). */
const getFormat = (types = ""): Format => (/xml|json/i.exec(types)?.[0].toLowerCase() === "xml" ? "xml" : "json");

/** `%24validate` is `$validate`. An encoded slash does not separate path segments. */
const decoded = (path: string): string => path.replace(/%(?!2f)[2-7][0-9a-f]/gi, decodeURIComponent);

/** `$validate` and `_search` are operations, and an id cannot have these values. */
const getPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.$]/g, "\\$&").replace(/\{\w+\}/g, "(?![$_])[^/]+")}$`);
