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
const isPutToVersion = (asked: Asked) => isPut(asked) && asked.path.includes("/_history/");
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
  const keeping =
    (refused: number, when: (asked: Asked) => boolean, mended = good): Fault =>
    async (asked, next) => {
      const answer = await next(asked);
      if (answer.status === refused && when(asked)) await next(mended(asked));
      return answer;
    };
  const now = () => Date.now() / 1000;
  const seen: string[] = [];
  const others: string[] = [];
  const byId = new Map<string, Answered>();

  return [
    // Cancel: what succeeds
    {
      name: "201 for a cancellation",
      breaks: ["cancel-status-200"],
      fault: status(200, 201, isPut),
    },
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
      breaks: ["cancel-location-stable", "read-versions-kept", "read-vread", "read-matches-url"],
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
      breaks: ["cancel-body", "prefer-representation", "cancel-profile-named", "choice-meta-ignored"],
      fault: answers((answer, asked) => (isPut(asked) && answer.status === 200 ? { ...answer, body: "" } : answer)),
    },
    {
      name: "body as it was before the cancellation",
      breaks: ["cancel-body", "cancel-stored", "update-returned-as-stored"],
      fault: bodies("Appointment", (resource, asked) => (isPut(asked) ? { ...resource, status: "booked" } : resource)),
    },
    {
      name: "answers 200 and keeps nothing",
      breaks: ["cancel-put-json", "cancel-put-xml", "format-unsupported-415"],
      fault: async (asked, next) => (isPut(asked) ? currentOf(asked, next) : next(asked)),
    },

    // Cancel: what is refused
    {
      name: "silent drop of a difference",
      breaks: [
        "cancel-difference-422",
        "change-start",
        "change-every-difference",
        "cancel-nothing-lost",
        "cancel-difference-kept-out",
        "cancel-refusal-repeats",
        "choice-equal-order",
        "invariant-app-2",
        "invariant-dom",
      ],
      fault: async (asked, next) => {
        if (!isPut(asked) || jsonOf(asked.body) === undefined) return next(asked);
        const { status: wanted, id } = jsonOf(asked.body) ?? {};
        const current = jsonOf((await currentOf(asked, next)).body);
        if (current?.["id"] !== id) return next(asked);
        return next({ ...asked, body: JSON.stringify({ ...current, status: wanted }) });
      },
    },
    {
      name: "meta not compared",
      breaks: ["change-meta"],
      fault: async (asked, next) => {
        const sent = jsonOf(asked.body);
        if (!isPut(asked) || sent?.["meta"] === undefined) return next(asked);
        const { meta } = jsonOf((await currentOf(asked, next)).body) ?? {};
        return next({ ...asked, body: JSON.stringify({ ...sent, meta }) });
      },
    },
    {
      name: "the status of a participant not compared",
      breaks: ["change-within"],
      fault: asks((asked) => (isPut(asked) ? { ...asked, body: asked.body.replace("tentative", "accepted") } : asked)),
    },
    {
      name: "comments in XML not compared",
      breaks: ["change-in-xml"],
      fault: asks((asked) =>
        isPut(asked)
          ? { ...asked, body: asked.body.replace('<comment value="changed"/>', '<comment value="to be kept"/>') }
          : asked,
      ),
    },
    {
      name: "loss of start and end not noticed",
      breaks: ["cancel-nothing-lost"],
      fault: async (asked, next) => {
        const sent = jsonOf(asked.body);
        if (!isPut(asked) || sent === undefined || "start" in sent || "end" in sent) return next(asked);
        const { start, end } = jsonOf((await currentOf(asked, next)).body) ?? {};
        return next({ ...asked, body: JSON.stringify({ ...sent, start, end }) });
      },
    },
    {
      name: "400 for 422",
      breaks: [
        "cancel-difference-422",
        "cancel-profile-422",
        "register-status-booked",
        "register-start-end",
        "register-created",
        "register-identifier-one",
        "register-identifier-url",
        "register-participant-one",
        "register-participant-patient",
        "register-nhs-number",
        "register-no-contained",
        "register-no-supporting-information",
        "register-no-slot",
        "register-profile-422",
        "change-other-status",
        "invariant-app-1",
        "invariant-app-3",
        "invariant-ref-1",
        "invariant-per-1",
        "invariant-ext-1",
      ],
      fault: status(422, 400),
    },
    {
      name: "422 for 400",
      breaks: [
        "cancel-invalid-400",
        "update-id-other",
        "register-unreadable-400",
        "search-malformed-parameter",
        "choice-order-readable",
        "choice-order-id",
        "update-id-missing",
      ],
      fault: status(400, 422),
    },
    {
      name: "412 for 409",
      breaks: ["cancel-conflict-409", "update-conflict-409", "choice-if-match-list"],
      fault: status(409, 412),
    },
    { name: "428 for 412", breaks: ["cancel-if-match-412", "update-if-match-412"], fault: status(412, 428) },
    {
      name: "401 for 403",
      breaks: ["cancel-no-jwt-403", "caller-403-not-401", "caller-token-scheme"],
      fault: status(403, 401),
    },
    { name: "404 for 403", breaks: ["cancel-no-jwt-403", "caller-may-read"], fault: status(403, 404) },
    {
      name: "410 for 404",
      breaks: ["read-unknown-id", "choice-unknown-id", "register-id-ignored", "read-unknown-version"],
      fault: status(404, 410),
    },
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
      breaks: [
        "cancel-difference-outcome",
        "outcome-location",
        "change-identifier",
        "change-patient",
        "change-addition",
        "change-reason",
      ],
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
      name: "refusals that only warn",
      breaks: ["outcome-severity-code"],
      fault: bodies("OperationOutcome", (outcome) => ({
        ...outcome,
        issue: (outcome["issue"] as Json[]).map((issue) => ({ ...issue, severity: "warning" })),
      })),
    },
    {
      name: "no code of Spine",
      breaks: ["outcome-details"],
      fault: answers((answer) => ({
        ...answer,
        body: answer.body.replaceAll("Spine-ErrorOrWarningCode-1", "Other-1"),
      })),
    },
    {
      name: "FHIRPath of one element and XPath of another",
      breaks: ["outcome-location"],
      fault: bodies("OperationOutcome", (outcome) => ({
        ...outcome,
        issue: (outcome["issue"] as Json[]).map((issue) =>
          issue["location"] === undefined ? issue : { ...issue, location: ["/f:Appointment/f:language"] },
        ),
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
      name: "409 for an update that is kept",
      breaks: ["update-conflict-409"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (!isPut(asked) || answer.status !== 409) return answer;
        await next({ ...asked, headers: { ...asked.headers, "if-match": etagOf(await currentOf(asked, next)) } });
        return answer;
      },
    },
    {
      name: "missing If-Match forgiven",
      breaks: ["cancel-if-match-412", "choice-versioned-url-if-match", "choice-order-condition", "prefer-failure"],
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
      name: "weak ETags in If-Match refused",
      breaks: ["choice-if-match-weak"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => value.replace(/^W\/"\d+"$/, "?"))),
    },
    {
      name: "strong ETags in If-Match refused",
      breaks: ["choice-if-match-strong"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => value.replace(/^"\d+"$/, "?"))),
    },
    {
      name: "only the first of a list in If-Match looked at",
      breaks: ["choice-if-match-list"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => value.split(",")[0] ?? "")),
    },
    {
      name: "only the last of a list in If-Match looked at",
      breaks: ["choice-if-match-list"],
      fault: asks((asked) => withHeader(asked, "if-match", (value) => value.split(",").at(-1)?.trim() ?? "")),
    },
    {
      name: "instants compared as they are written",
      breaks: ["choice-equal-instants"],
      fault: status(200, 422, (asked) => isPut(asked) && asked.body.includes('+01:00"')),
    },
    {
      name: "XML other than JSON",
      breaks: ["choice-equal-formats", "cancel-put-xml"],
      fault: status(200, 422, (asked) => isPut(asked) && asked.headers["content-type"]?.includes("xml") === true),
    },
    {
      name: "tags compared in their order",
      breaks: ["choice-equal-sets"],
      fault: status(200, 422, (asked) => isPut(asked) && /"code":"b".*"code":"a"/.test(asked.body)),
    },
    {
      name: "the same PUT again is 200",
      breaks: ["cancel-conflict-409", "choice-repeated-409", "cancel-guarded", "choice-repeated-told"],
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
      breaks: ["choice-unknown-id", "capabilities-update-create", "choice-order-exists"],
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
      breaks: [
        "cancel-bad-jwt-403",
        "caller-token-altered",
        "caller-token-foreign-key",
        "caller-token-malformed",
        "caller-token-issuer",
      ],
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
      name: "issuer not checked",
      breaks: ["caller-token-issuer"],
      fault: trusting((asked) => tokenPart(asked, 1)?.["iss"] === "https://another-issuer.example"),
    },
    {
      name: "interaction ids not checked",
      breaks: [
        "caller-may-create",
        "caller-may-read",
        "caller-may-search",
        "caller-may-update",
        "choice-order-permission",
      ],
      fault: trusting((asked) => tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "interaction ids not checked for a PUT to the Location URL",
      breaks: ["caller-may-update"],
      fault: trusting((asked) => isPutToVersion(asked) && tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "what is registered without a token refused and kept",
      breaks: ["caller-token-missing"],
      fault: keeping(403, isCreate),
    },
    {
      name: "what is registered without its interaction id refused and kept",
      breaks: ["caller-may-create"],
      fault: keeping(403, (asked) => isCreate(asked) && tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "tokens optional for a PUT to the Location URL",
      breaks: ["caller-token-missing"],
      fault: trusting((asked) => isPutToVersion(asked) && asked.headers["authorization"] === undefined),
    },
    {
      name: "tokens optional",
      breaks: ["cancel-token", "cancel-no-jwt-403", "caller-token-missing", "choice-order-token"],
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
    {
      name: "roles not looked at",
      breaks: ["caller-claim-names"],
      fault: status(200, 403, (asked) => tokenPart(asked, 1)?.["roles"] !== undefined),
    },
    {
      name: "interaction ids in a text not found",
      breaks: ["caller-claim-shapes"],
      fault: status(200, 403, (asked) => typeof tokenPart(asked, 1)?.["scp"] === "string"),
    },
    {
      name: "only one audience taken",
      breaks: ["caller-audience-array"],
      fault: status(200, 403, (asked) => Array.isArray(tokenPart(asked, 1)?.["aud"])),
    },
    { name: "Ssp headers not logged", breaks: ["caller-ids-logged"], fault: asks(without("ssp-traceid")) },
    { name: "parties not logged", breaks: ["caller-ids-logged"], fault: asks(without("ssp-from", "ssp-to")) },
    { name: "request id not mirrored", breaks: ["caller-request-id"], fault: answers(without("x-request-id")) },
    {
      name: "correlation id not mirrored by refusals",
      breaks: ["caller-correlation-id"],
      fault: answers((answer) => (answer.status >= 400 ? without("x-correlation-id")(answer) : answer)),
    },

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
      name: "searches by form may be cached",
      breaks: ["privacy-no-store"],
      fault: answers((answer, { path }) => (path.endsWith("/_search") ? without("cache-control")(answer) : answer)),
    },
    {
      name: "406 may be cached",
      breaks: ["privacy-no-store-refused"],
      fault: answers((answer) => (answer.status === 406 ? without("cache-control")(answer) : answer)),
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
      name: "no charset for searches",
      breaks: ["format-content-type"],
      fault: answers((answer, asked) =>
        isSearch(asked) ? withHeader(answer, "content-type", (type) => type.replace(/;.*/, "")) : answer,
      ),
    },
    {
      name: "_format ignored",
      breaks: ["format-parameter", "search-format", "format-parameter-body"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/_format=[^&]*&?/, "") })),
    },
    {
      name: "errors always in JSON",
      breaks: ["format-errors", "format-not-acceptable-406"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        return answer.status < 400
          ? answer
          : next({ ...asked, headers: { ...asked.headers, accept: "application/fhir+json" } });
      },
    },
    {
      name: "refused updates always told in JSON",
      breaks: ["format-errors"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        return answer.status < 400 || !isPut(asked)
          ? answer
          : next({ ...asked, headers: { ...asked.headers, accept: "application/fhir+json" } });
      },
    },
    {
      name: "406 without an OperationOutcome",
      breaks: ["prefer-failure"],
      fault: answers((answer) => (answer.status === 406 ? { ...answer, body: "" } : answer)),
    },
    {
      name: "old versions told in full to who has them",
      breaks: ["read-if-none-match", "read-if-modified-since"],
      fault: asks((asked) => (isVread(asked) ? without("if-none-match", "if-modified-since")(asked) : asked)),
    },
    {
      name: "older media types not acceptable",
      breaks: ["format-json-types", "format-xml-types"],
      fault: asks((asked) =>
        withHeader(asked, "accept", (accept) =>
          /^(text\/|application\/\w+\+fhir)/.test(accept) ? "image/png" : accept,
        ),
      ),
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
      breaks: ["history-bundle", "history-request", "history-resource"],
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
      name: "search cut to a page of fifty",
      breaks: ["search-no-paging"],
      fault: bodies("Bundle", (bundle) =>
        entriesOf(bundle).length > 50 ? { ...bundle, total: 50, entry: entriesOf(bundle).slice(0, 50) } : bundle,
      ),
    },
    {
      name: "what is under way hidden from search",
      breaks: ["search-past-hidden"],
      fault: bodies("Bundle", (bundle) => {
        const begun = ({ resource }: Json) => Date.parse(String((resource as Json)["start"])) < Date.now();
        const left = entriesOf(bundle).filter((each) => !begun(each));
        return bundle["type"] === "searchset" && left.length > 0 ? { ...bundle, entry: left } : bundle;
      }),
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

    // What is right is refused, or told wrongly
    {
      name: "Ssp headers refused",
      breaks: ["caller-spine-headers"],
      fault: status(200, 400, ({ headers }) => headers["ssp-from"] !== undefined),
    },
    { name: "200 for a registration", breaks: ["register-status-201"], fault: status(201, 200) },
    {
      name: "comments dropped from the answer to a registration",
      breaks: ["register-body"],
      fault: bodies("Appointment", ({ comment, ...resource }, asked) =>
        isCreate(asked) || comment === undefined ? resource : { ...resource, comment },
      ),
    },
    {
      name: "what is not booked refused and kept",
      breaks: ["register-status-booked"],
      fault: keeping(422, isCreate, (asked) => ({ ...asked, body: asked.body.replace('"pending"', '"booked"') })),
    },
    {
      name: "lastUpdated dropped from the answer to a cancellation",
      breaks: ["update-returned-as-stored"],
      fault: bodies("Appointment", (resource, asked) => {
        const { lastUpdated: _lastUpdated, ...meta } = resource["meta"] as Json;
        return isPut(asked) ? { ...resource, meta } : resource;
      }),
    },
    {
      name: "NHS numbers of nine digits taken",
      breaks: ["register-nhs-number"],
      fault: asks((asked) =>
        isCreate(asked) ? { ...asked, body: asked.body.replace(/"value":"\d{9}"/, '"value":"9990000018"') } : asked,
      ),
    },
    {
      name: "patients named by reference refused",
      breaks: ["register-participant-reference"],
      fault: asks((asked) =>
        isCreate(asked)
          ? { ...asked, body: asked.body.replace(/"https:\/\/demographics[^"]*"/, '"Patient/1"') }
          : asked,
      ),
    },
    {
      name: "bookings whose end lies before their start refused",
      breaks: ["choice-end-before-start"],
      fault: asks((asked) => {
        const { start, end } = jsonOf(asked.body) ?? {};
        return isCreate(asked) && Date.parse(String(end)) < Date.parse(String(start)) ? { ...asked, body: "{" } : asked;
      }),
    },
    {
      name: "past appointments not read",
      breaks: ["choice-past-readable"],
      fault: answers((answer, asked) =>
        asked.method === "GET" && Date.parse(String(jsonOf(answer.body)?.["end"])) < Date.now()
          ? { ...answer, status: 404 }
          : answer,
      ),
    },
    {
      name: "a submitted id taken for the entry's",
      breaks: ["create-id-ignored"],
      fault: async (asked, next) => {
        const id = isCreate(asked) ? jsonOf(asked.body)?.["id"] : undefined;
        const before = typeof id === "string" ? byId.get(id) : undefined;
        if (before !== undefined) return before;
        const answer = await next(asked);
        if (typeof id === "string") byId.set(id, answer);
        return answer;
      },
    },
    {
      name: "200 for a conditional create that creates",
      breaks: ["create-if-none-exist-none"],
      fault: status(201, 200, ({ headers }) => headers["if-none-exist"] !== undefined),
    },
    {
      name: "one media type for each format",
      breaks: ["format-json-types", "format-xml-types"],
      fault: asks((asked) =>
        withHeader(asked, "content-type", (type) =>
          /^(application\/(json|xml)|text\/(json|xml))/.test(type) ? "text/plain" : type,
        ),
      ),
    },
    {
      name: "q values ignored",
      breaks: ["format-accept"],
      fault: asks((asked) => withHeader(asked, "accept", (accept) => accept.replace(/[;,].*/, ""))),
    },
    {
      name: "an untrue capability statement",
      breaks: [
        "capabilities-interactions",
        "capabilities-conditional",
        "capabilities-versioning",
        "capabilities-update-create",
        "capabilities-conditional-read",
        "capabilities-formats",
        "capabilities-profile",
        "capabilities-security",
      ],
      fault: bodies("CapabilityStatement", ({ profile: _profile, ...statement }) => ({
        ...statement,
        format: ["application/fhir+json"],
        rest: [
          {
            mode: "server",
            resource: [
              {
                type: "Appointment",
                interaction: [{ code: "read" }],
                versioning: "versioned",
                readHistory: false,
                updateCreate: true,
                conditionalRead: "not-supported",
              },
            ],
          },
        ],
      })),
    },
    ...["patch", "delete"].map((code) => ({
      name: `a capability statement that tells of ${code}`,
      breaks: ["capabilities-nothing-else"] as const,
      fault: answers((answer) => ({
        ...answer,
        body: answer.body.replace('"interaction":[', `$&{"code":"${code}"},`),
      })),
    })),
    {
      name: "a capability statement that tells of conditional update",
      breaks: ["capabilities-nothing-else"],
      fault: answers((answer) => ({
        ...answer,
        body: answer.body.replace('"conditionalCreate":true', '$&,"conditionalUpdate":true'),
      })),
    },
    {
      name: "delete that the capability statement does not tell of",
      breaks: ["capabilities-nothing-else"],
      fault: async (asked, next) =>
        asked.method === "DELETE" && asked.path === entryPath(asked.path)
          ? { status: 204, headers: {}, body: "" }
          : next(asked),
    },
    {
      name: "patch that the capability statement does not tell of",
      breaks: ["capabilities-nothing-else"],
      fault: async (asked, next) => {
        if (asked.method !== "PATCH" || asked.headers["content-type"] !== "application/json-patch+json") {
          return next(asked);
        }
        const headers = { ...asked.headers, "content-type": "application/fhir+json" };
        const current = jsonOf((await currentOf({ ...asked, headers }, next)).body) ?? {};
        const operations = JSON.parse(asked.body) as { path: string; value: unknown }[];
        const patched = Object.fromEntries(operations.map(({ path, value }) => [path.slice(1), value]));
        return next({ ...asked, method: "PUT", headers, body: JSON.stringify({ ...current, ...patched }) });
      },
    },
    {
      name: "conditional update that the capability statement does not tell of",
      breaks: ["capabilities-nothing-else"],
      fault: asks((asked) =>
        isPut(asked) && asked.path.startsWith("/Appointment?identifier=")
          ? { ...asked, path: `/Appointment/${String(jsonOf(asked.body)?.["id"])}` }
          : asked,
      ),
    },
    {
      name: "a capability statement of R4",
      breaks: ["capabilities-valid"],
      fault: bodies("CapabilityStatement", (statement) => ({ ...statement, fhirVersion: "4.0.1" })),
    },

    // Searches and history
    {
      name: "one spelling of the search known",
      breaks: [
        "search-participant-actor-patient-identifier",
        "search-participant-actor",
        "search-patient-identifier-chain",
        "search-actor-demographics-bar",
        "search-actor-demographics-slash",
      ],
      fault: asks((asked) => ({
        ...asked,
        path: asked.path.replace(/^(\/Appointment\?)(?!patient:identifier=)[^=]+=/, "$1unknown="),
      })),
    },
    {
      name: "no search by form",
      breaks: ["search-form", "search-posted-form"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace("/_search", "/_seek") })),
    },
    {
      name: "patients named by reference not found",
      breaks: ["search-reference-participant"],
      fault: bodies("Bundle", (bundle) => {
        const { entry, ...rest } = bundle;
        const left = ((entry ?? []) as Json[]).filter((each) => !JSON.stringify(each).includes("demographics"));
        return left.length === 0 ? rest : { ...rest, entry: left };
      }),
    },
    {
      name: "no total",
      breaks: ["search-bundle", "search-nothing"],
      fault: bodies("Bundle", ({ total: _total, ...bundle }) => bundle),
    },
    {
      name: "search.mode include",
      breaks: ["search-mode"],
      fault: bodies("Bundle", (bundle) =>
        bundle["entry"] === undefined
          ? bundle
          : { ...bundle, entry: entriesOf(bundle).map((each) => ({ ...each, search: { mode: "include" } })) },
      ),
    },
    {
      name: "the appointments of another patient found",
      breaks: ["search-one-patient"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (isCreate(asked) && answer.status === 201) others.push(answer.body);
        const bundle = jsonOf(answer.body);
        if (!isSearch(asked) || bundle?.["entry"] === undefined) return answer;
        const more = others.slice(0, 1).map((each) => ({ resource: jsonOf(each), search: { mode: "match" } }));
        return { ...answer, body: JSON.stringify({ ...bundle, entry: [...entriesOf(bundle), ...more] }) };
      },
    },
    {
      name: "a self link that is relative",
      breaks: ["search-self-link"],
      fault: bodies("Bundle", (bundle) => ({ ...bundle, link: [{ relation: "self", url: "Appointment" }] })),
    },
    {
      name: "_count and _since ignored",
      breaks: ["history-count", "history-since"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/\?_(count|since)=.*/, "") })),
    },

    {
      name: "urls of extensions as elements",
      breaks: ["xml-attributes"],
      fault: answers((answer) => ({
        ...answer,
        body: answer.body.replace(/<extension url=("[^"]*")>/, "<extension><url value=$1/>"),
      })),
    },

    // Forgiving readers
    {
      name: "duplicate keys forgiven",
      breaks: ["json-duplicate-key"],
      fault: asks((asked) => ({
        ...asked,
        body: asked.body.replace('"status":"booked","status":"booked"', '"status":"booked"'),
      })),
    },
    {
      name: "empty values dropped silently",
      breaks: ["json-empties-refused", "invariant-ele-1"],
      fault: asks((asked) => ({
        ...asked,
        body: asked.body.replace(
          /,"(comment":""|extension":\[\]|appointmentType":\{\}|reason":\[\{\}\])|<comment\/>/,
          "",
        ),
      })),
    },
    {
      name: "null answered for what is not known",
      breaks: ["json-null"],
      fault: bodies("Bundle", (bundle) => ({ ...bundle, id: null })),
    },
    {
      name: "empty values answered",
      breaks: ["json-no-empties", "json-resource-type"],
      fault: bodies("Bundle", (bundle) => ({ signature: {}, ...bundle })),
    },
    {
      name: "XML of any namespace taken",
      breaks: ["xml-namespace"],
      fault: asks((asked) => ({
        ...asked,
        body: asked.body.replace(
          /^<Appointment (xmlns="https:\/\/example.org\/other")?>/,
          '<Appointment xmlns="http://hl7.org/fhir">',
        ),
      })),
    },
    {
      name: "XML taken in any order",
      breaks: ["xml-order"],
      fault: asks((asked) => ({
        ...asked,
        body: asked.body.replace(/^(.*)(<start .*)(<status value="booked"\/>)<\/Appointment>/, "$1$3$2</Appointment>"),
      })),
    },
    {
      name: "narratives dropped",
      breaks: ["xml-narrative"],
      fault: asks((asked) =>
        isCreate(asked) ? { ...asked, body: asked.body.replace(/<text>.*<\/text>/, "") } : asked,
      ),
    },
    {
      name: "comments in XML refused",
      breaks: ["xml-comments"],
      fault: asks((asked) => (asked.body.includes("<!--") ? { ...asked, body: "<" } : asked)),
    },
  ];
}
