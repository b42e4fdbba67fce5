import { appendFile } from "node:fs/promises";
import type { RequirementId } from "@appointment-registry/conformance";
import type { Answered, Asked, Fault, Next } from "./mutant-proxy.js";

export interface Mutant {
  /** What the registry does wrong, in a few words. */
  readonly name: string;
  /** The requirements that a run must find unmet; others may be unmet as well. */
  readonly breaks: readonly RequirementId[];
  readonly fault?: Fault;
  readonly anyCertificate?: boolean;
}

/** What faults need that a caller does not have. */
export interface MutantMaterial {
  /** A token that is good for everything. */
  readonly token: () => string;
  /** A file that passes for the registry's log. */
  readonly logFile: () => string;
}

type Json = Record<string, unknown>;

const answers =
  (change: (answer: Answered, asked: Asked) => Answered): Fault =>
  async (asked, next) =>
    change(await next(asked), asked);

const asks =
  (change: (asked: Asked) => Asked): Fault =>
  (asked, next) =>
    next(change(asked));

const without =
  (...names: string[]) =>
  <T extends { readonly headers: Readonly<Record<string, string>> }>(message: T): T => ({
    ...message,
    headers: Object.fromEntries(Object.entries(message.headers).filter(([name]) => !names.includes(name))),
  });

const withHeader = <T extends { readonly headers: Readonly<Record<string, string>> }>(
  message: T,
  name: string,
  change: (value: string) => string,
): T => {
  const value = message.headers[name];
  return value === undefined ? message : { ...message, headers: { ...message.headers, [name]: change(value) } };
};

const status = (from: number, to: number, when: (asked: Asked) => boolean = () => true): Fault =>
  answers((answer, asked) => (answer.status === from && when(asked) ? { ...answer, status: to } : answer));

/** The body, where it is JSON of this type, changed. */
const bodies = (type: string, change: (resource: Json, asked: Asked, answer: Answered) => Json | undefined): Fault =>
  answers((answer, asked) => {
    const resource = jsonOf(answer.body);
    if (resource?.["resourceType"] !== type) return answer;
    const changed = change(resource, asked, answer);
    return { ...answer, body: changed === undefined ? "" : JSON.stringify(changed) };
  });

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isPut = ({ method }: Asked) => method === "PUT";
const isCreate = ({ method, path }: Asked) => method === "POST" && /^\/Appointment(\?|$)/.test(path);
const isSearch = ({ method, path }: Asked) =>
  (method === "GET" && /^\/Appointment\?/.test(path)) || path.startsWith("/Appointment/_search");
const isVread = ({ method, path }: Asked) => method === "GET" && /\/_history\/[^/]+$/.test(path);
const entryPath = (path: string) => /^\/Appointment\/[^/?]+/.exec(path)?.[0] ?? path;
const unversioned = (url: string) => url.replace(/\/_history\/[^/]+$/, "");

/** The entry that a PUT is for, as it is now. */
const currentOf = (asked: Asked, next: Next): Promise<Answered> =>
  next({
    ...asked,
    method: "GET",
    path: entryPath(asked.path),
    headers: { ...asked.headers, accept: asked.headers["content-type"] ?? "" },
    body: "",
  });

const etagOf = (answer: Answered) => answer.headers["etag"] ?? "";

const tokenPart = (asked: Asked, index: number): Json | undefined => {
  const part = (asked.headers["authorization"] ?? "").replace("Bearer ", "").split(".")[index] ?? "";
  return jsonOf(Buffer.from(part, "base64url").toString("utf8"));
};

const entriesOf = (bundle: Json) => (bundle["entry"] ?? []) as Json[];

/** Registries that do one thing wrong each, or one thing and what follows from it. */
export function mutants({ token, logFile }: MutantMaterial): readonly Mutant[] {
  const good = (asked: Asked): Asked => ({
    ...asked,
    headers: { ...asked.headers, authorization: `Bearer ${token()}` },
  });
  const trusting = (when: (asked: Asked) => boolean): Fault => asks((asked) => (when(asked) ? good(asked) : asked));
  const now = () => Date.now() / 1000;
  const seen: string[] = [];

  return [
    // Cancel: what succeeds
    { name: "201 for a cancellation", breaks: ["cancel-status-200"], fault: status(200, 201, isPut) },
    {
      name: "no Location for a cancellation",
      breaks: ["cancel-location"],
      fault: answers((answer, asked) => (isPut(asked) ? without("location")(answer) : answer)),
    },
    {
      name: "unversioned Location",
      breaks: ["cancel-location", "register-location"],
      fault: answers((answer) => withHeader(answer, "location", unversioned)),
    },
    {
      name: "relative Location",
      breaks: ["cancel-location", "register-location"],
      fault: answers((answer) => withHeader(answer, "location", (url) => new URL(url).pathname)),
    },
    {
      name: "Location of the version before",
      breaks: ["cancel-location", "cancel-version-new"],
      fault: answers((answer, asked) =>
        isPut(asked) ? withHeader(answer, "location", (url) => url.replace(/\/2$/, "/1")) : answer,
      ),
    },
    {
      name: "version not incremented",
      breaks: ["cancel-version-new", "choice-versioned-url"],
      fault: answers((answer, asked) => {
        if (isVread(asked)) return answer;
        const body = answer.body.replace('"versionId":"2"', '"versionId":"1"');
        const located = withHeader({ ...answer, body }, "location", (url) => url.replace(/\/2$/, "/1"));
        return withHeader(located, "etag", () => 'W/"1"');
      }),
    },
    {
      name: "old version lost",
      breaks: ["cancel-location-stable", "read-versions-kept"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (!isVread(asked) || answer.status !== 200) return answer;
        const current = await currentOf(asked, next);
        return etagOf(current) === etagOf(answer)
          ? answer
          : next({ ...asked, path: `${entryPath(asked.path)}/_history/999` });
      },
    },
    {
      name: "old version rewritten",
      breaks: ["cancel-location-stable", "read-versions-kept"],
      fault: bodies("Appointment", (resource, asked) =>
        isVread(asked) ? { ...resource, status: "cancelled" } : resource,
      ),
    },
    {
      name: "PUT to the Location URL refused",
      breaks: ["cancel-location-put", "choice-versioned-url"],
      fault: (asked, next) =>
        next(isPut(asked) && asked.path.includes("/_history/") ? { ...asked, method: "POST" } : asked),
    },
    {
      name: "version of the URL ignored",
      breaks: ["choice-versioned-url-stale"],
      fault: asks((asked) => (isPut(asked) ? { ...asked, path: entryPath(asked.path) } : asked)),
    },
    {
      name: "empty body for a cancellation",
      breaks: ["cancel-body", "prefer-representation"],
      fault: answers((answer, asked) => (isPut(asked) && answer.status === 200 ? { ...answer, body: "" } : answer)),
    },
    {
      name: "body as it was before the cancellation",
      breaks: ["cancel-body", "cancel-stored"],
      fault: bodies("Appointment", (resource, asked) => (isPut(asked) ? { ...resource, status: "booked" } : resource)),
    },
    {
      name: "answers 200 and keeps nothing",
      breaks: ["cancel-put-json", "cancel-put-xml"],
      fault: async (asked, next) => (isPut(asked) ? currentOf(asked, next) : next(asked)),
    },

    // Cancel: what is refused
    {
      name: "silent drop of a difference",
      breaks: ["cancel-difference-422", "change-start", "change-every-difference"],
      fault: async (asked, next) => {
        if (!isPut(asked) || jsonOf(asked.body) === undefined) return next(asked);
        const { status: wanted, id } = jsonOf(asked.body) ?? {};
        const current = jsonOf((await currentOf(asked, next)).body);
        if (current?.["id"] !== id) return next(asked);
        return next({ ...asked, body: JSON.stringify({ ...current, status: wanted }) });
      },
    },
    { name: "400 for 422", breaks: ["cancel-difference-422", "cancel-profile-422"], fault: status(422, 400) },
    { name: "422 for 400", breaks: ["cancel-invalid-400", "update-id-other"], fault: status(400, 422) },
    { name: "412 for 409", breaks: ["cancel-conflict-409", "update-conflict-409"], fault: status(409, 412) },
    { name: "428 for 412", breaks: ["cancel-if-match-412", "update-if-match-412"], fault: status(412, 428) },
    { name: "401 for 403", breaks: ["cancel-no-jwt-403", "caller-403-not-401"], fault: status(403, 401) },
    { name: "404 for 403", breaks: ["cancel-no-jwt-403", "caller-may-read"], fault: status(403, 404) },
    { name: "410 for 404", breaks: ["read-unknown-id", "choice-unknown-id"], fault: status(404, 410) },
    { name: "503 for 500", breaks: ["cancel-server-error-500"], fault: status(500, 503) },
    {
      name: "no OperationOutcome",
      breaks: [
        "cancel-difference-outcome",
        "cancel-profile-outcome",
        "cancel-no-jwt-outcome",
        "cancel-bad-jwt-outcome",
        "cancel-conflict-outcome",
        "cancel-if-match-outcome",
      ],
      fault: bodies("OperationOutcome", () => undefined),
    },
    {
      name: "differences without the element",
      breaks: ["cancel-difference-outcome", "outcome-location"],
      fault: bodies("OperationOutcome", (outcome) => ({
        ...outcome,
        issue: (outcome["issue"] as Json[]).map(({ expression: _expression, location: _location, ...issue }) => issue),
      })),
    },
    {
      name: "FHIRPath without XPath",
      breaks: ["outcome-location"],
      fault: bodies("OperationOutcome", (outcome) => ({
        ...outcome,
        issue: (outcome["issue"] as Json[]).map(({ location: _location, ...issue }) => issue),
      })),
    },
    {
      name: "differences told in one issue",
      breaks: ["change-every-difference"],
      fault: bodies("OperationOutcome", (outcome) => {
        const [first, ...others] = outcome["issue"] as Json[];
        const all = (name: string) => [first, ...others].flatMap((issue) => (issue?.[name] ?? []) as string[]);
        const [expression, location] = [all("expression"), all("location")];
        return { ...outcome, issue: [{ ...first, ...(expression.length > 0 ? { expression, location } : {}) }] };
      }),
    },
    {
      name: "issue codes of another code system",
      breaks: ["outcome-severity-code", "outcome-valid"],
      fault: bodies("OperationOutcome", (outcome) => ({
        ...outcome,
        issue: (outcome["issue"] as Json[]).map((issue) => ({ ...issue, code: "error" })),
      })),
    },
    {
      name: "If-Match ignored",
      breaks: ["cancel-conflict-409", "choice-order-version"],
      fault: async (asked, next) => {
        if (!isPut(asked) || asked.headers["if-match"] === undefined) return next(asked);
        const current = await currentOf(asked, next);
        return current.status === 200
          ? next({ ...asked, headers: { ...asked.headers, "if-match": etagOf(current) } })
          : next(asked);
      },
    },
    {
      name: "missing If-Match forgiven",
      breaks: ["cancel-if-match-412", "choice-versioned-url-if-match"],
      fault: async (asked, next) => {
        if (!isPut(asked) || asked.headers["if-match"] !== undefined) return next(asked);
        const current = await currentOf(asked, next);
        return next({ ...asked, headers: { ...asked.headers, "if-match": etagOf(current) || 'W/"1"' } });
      },
    },
    {
      name: "If-Match * taken for any version",
      breaks: ["choice-if-match-star"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => (value === "*" ? 'W/"1"' : value))),
    },
    {
      name: "malformed If-Match taken for none",
      breaks: ["choice-if-match-malformed"],
      fault: asks((asked) => {
        const value = asked.headers["if-match"] ?? "*";
        return /^\*$|^((W\/)?"[^"]*"|\d+)(, |$)/.test(value) ? asked : without("if-match")(asked);
      }),
    },
    {
      name: "bare version in If-Match refused",
      breaks: ["choice-if-match-bare"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => (/^\d+$/.test(value) ? "?" : value))),
    },
    {
      name: "the same PUT again is 200",
      breaks: ["cancel-conflict-409", "choice-repeated-409"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (!isPut(asked) || answer.status !== 409) return answer;
        const current = await currentOf(asked, next);
        return current.body.includes("cancelled") ? current : answer;
      },
    },
    {
      name: "what is cancelled may be cancelled again",
      breaks: ["change-only-booked"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (!isPut(asked) || answer.status !== 422) return answer;
        const current = await currentOf(asked, next);
        return current.body.includes('"cancelled"')
          ? { ...current, headers: { ...current.headers, location: "" } }
          : answer;
      },
    },
    {
      name: "entered-in-error refused",
      breaks: ["change-entered-in-error"],
      fault: asks((asked) =>
        isPut(asked) ? { ...asked, body: asked.body.replace("entered-in-error", "noshow") } : asked,
      ),
    },
    {
      name: "If-Match looked at before the media type",
      breaks: ["choice-order-media-type"],
      fault: asks((asked) =>
        isPut(asked) && asked.headers["if-match"] === undefined && asked.headers["authorization"] !== undefined
          ? {
              ...asked,
              headers: { ...asked.headers, "content-type": "application/fhir+json" },
              body: asked.body.startsWith("{")
                ? asked.body
                : '{"resourceType":"Appointment","id":"' + entryPath(asked.path).slice(13) + '"}',
            }
          : asked,
      ),
    },
    {
      name: "update creates what is not there",
      breaks: ["choice-unknown-id", "capabilities-update-create"],
      fault: status(404, 201, isPut),
    },

    // Callers
    {
      name: "client certificate optional",
      breaks: ["cancel-mutual-tls", "caller-certificate", "caller-certificate-unknown"],
      anyCertificate: true,
    },
    {
      name: "alg none accepted",
      breaks: ["caller-token-unsigned"],
      fault: trusting((asked) => tokenPart(asked, 0)?.["alg"] === "none"),
    },
    {
      name: "signatures not verified",
      breaks: ["cancel-bad-jwt-403", "caller-token-altered", "caller-token-foreign-key"],
      fault: trusting((asked) => tokenPart(asked, 0)?.["alg"] === "RS256"),
    },
    {
      name: "expired tokens accepted",
      breaks: ["caller-token-expired"],
      fault: trusting((asked) => Number(tokenPart(asked, 1)?.["exp"]) < now()),
    },
    {
      name: "tokens accepted before their time",
      breaks: ["caller-token-not-yet"],
      fault: trusting((asked) => Number(tokenPart(asked, 1)?.["nbf"]) > now() + 120),
    },
    {
      name: "audience not checked",
      breaks: ["caller-token-audience"],
      fault: trusting((asked) => tokenPart(asked, 1)?.["aud"] === "https://another.example"),
    },
    {
      name: "interaction ids not checked",
      breaks: ["caller-may-create", "caller-may-read", "caller-may-search", "caller-may-update"],
      fault: trusting((asked) => tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "tokens optional",
      breaks: ["cancel-token", "cancel-no-jwt-403", "caller-token-missing"],
      fault: trusting((asked) => asked.headers["authorization"] === undefined),
    },
    {
      name: "capability statement asks for a token",
      breaks: ["caller-metadata-open"],
      fault: async (asked, next) =>
        asked.path === "/metadata" && asked.headers["authorization"] === undefined
          ? next({ ...asked, path: "/Appointment/1" })
          : next(asked),
    },
    { name: "request id not mirrored", breaks: ["caller-request-id"], fault: answers(without("x-request-id")) },

    // Headers and formats
    {
      name: "no ETag",
      breaks: ["read-200", "read-etag", "register-etag", "update-etag"],
      fault: answers(without("etag")),
    },
    {
      name: "strong ETag",
      breaks: ["read-etag"],
      fault: answers((answer) => withHeader(answer, "etag", (etag) => etag.replace("W/", ""))),
    },
    {
      name: "no Last-Modified",
      breaks: ["read-200", "read-last-modified", "register-last-modified"],
      fault: answers(without("last-modified")),
    },
    {
      name: "no Cache-Control",
      breaks: ["privacy-no-store", "privacy-no-store-refused"],
      fault: answers(without("cache-control")),
    },
    {
      name: "refusals may be cached",
      breaks: ["privacy-no-store-refused"],
      fault: answers((answer) => (answer.status >= 400 ? without("cache-control")(answer) : answer)),
    },
    {
      name: "wrong content type",
      breaks: ["format-content-type"],
      fault: answers((answer) => withHeader(answer, "content-type", (type) => type.replace("fhir+", ""))),
    },
    {
      name: "no charset",
      breaks: ["format-content-type"],
      fault: answers((answer) => withHeader(answer, "content-type", (type) => type.replace(/;.*/, ""))),
    },
    {
      name: "_format ignored",
      breaks: ["format-parameter"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/_format=[^&]*&?/, "") })),
    },
    {
      name: "errors always in JSON",
      breaks: ["format-errors"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        return answer.status < 400
          ? answer
          : next({ ...asked, headers: { ...asked.headers, accept: "application/fhir+json" } });
      },
    },
    {
      name: "conditional read ignored",
      breaks: ["read-if-none-match", "read-if-modified-since"],
      fault: asks(without("if-none-match", "if-modified-since")),
    },
    { name: "Prefer ignored", breaks: ["prefer-minimal", "prefer-outcome"], fault: asks(without("prefer")) },

    // Register, history, search
    {
      name: "conditional create ignored",
      breaks: ["create-if-none-exist-one", "create-if-none-exist-several"],
      fault: asks(without("if-none-exist")),
    },
    {
      name: "descriptions dropped silently",
      breaks: ["register-no-description"],
      fault: asks((asked) =>
        isCreate(asked) ? { ...asked, body: asked.body.replace(/,"description":"[^"]*"/, "") } : asked,
      ),
    },
    {
      name: "precision of decimals lost",
      breaks: ["json-decimal"],
      fault: answers((answer) => ({ ...answer, body: answer.body.replace("8.2500", "8.25") })),
    },
    {
      name: "unknown properties dropped silently",
      breaks: ["json-unknown-property"],
      fault: asks((asked) => ({ ...asked, body: asked.body.replaceAll(',"colour":"green"', "") })),
    },
    {
      name: "DOCTYPE skipped",
      breaks: ["xml-doctype"],
      fault: asks((asked) => ({ ...asked, body: asked.body.replace(/<!DOCTYPE.*?\]>/, "").replace("&x;", "booked") })),
    },
    {
      name: "history oldest first",
      breaks: ["history-bundle"],
      fault: bodies("Bundle", (bundle) =>
        bundle["type"] === "history" ? { ...bundle, entry: entriesOf(bundle).toReversed() } : bundle,
      ),
    },
    {
      name: "search cut to a page",
      breaks: ["search-no-paging"],
      fault: bodies("Bundle", (bundle) =>
        entriesOf(bundle).length > 20 ? { ...bundle, entry: entriesOf(bundle).slice(0, 20) } : bundle,
      ),
    },
    {
      name: "fullUrl without the version",
      breaks: ["search-full-url"],
      fault: bodies("Bundle", (bundle) => {
        const entry = entriesOf(bundle).map((each) => ({ ...each, fullUrl: unversioned(String(each["fullUrl"])) }));
        return bundle["type"] === "searchset" && entry.length > 0 ? { ...bundle, entry } : bundle;
      }),
    },
    {
      name: "past appointments found",
      breaks: ["search-past-hidden"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        const resource = jsonOf(answer.body);
        if (isCreate(asked) && Date.parse(String(resource?.["end"])) < Date.now()) seen.push(answer.body);
        if (!isSearch(asked) || resource === undefined) return answer;
        const nhsNumber = /\d{10}/.exec(asked.path + asked.body)?.[0] ?? "";
        const past = seen.filter((each) => each.includes(nhsNumber)).map((each) => ({ resource: jsonOf(each) }));
        return past.length === 0
          ? answer
          : { ...answer, body: JSON.stringify({ ...resource, entry: [...entriesOf(resource), ...past] }) };
      },
    },
    {
      name: "one spelling of the search unknown",
      breaks: ["search-patient-identifier-modifier"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace("?patient:identifier=", "?patient:unknown=") })),
    },
    {
      name: "unknown parameters ignored",
      breaks: ["read-unknown-parameter", "search-unknown-parameter"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/[?&]colour=green/, "") })),
    },
    {
      name: "NHS numbers in the log",
      breaks: ["privacy-log"],
      fault: async (asked, next) => {
        await appendFile(logFile(), `${asked.method} ${asked.path} ${asked.headers["x-request-id"] ?? ""}\n`);
        return next(asked);
      },
    },
  ];
}
