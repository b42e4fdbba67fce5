import type { ProxiedResponse, Fault } from "../mutant-proxy.js";
import {
  answers,
  bodies,
  currentOf,
  entriesOf,
  entryPath,
  isCreate,
  isPut,
  isSearch,
  jsonOf,
  keeping,
  withHeader,
} from "./mutant.js";
import type { Json, Mutant } from "./mutant.js";

const isRead = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === "GET" && /^\/Appointment\/[^/?]+$/.test(path);
const isXml = ({ headers }: ProxiedResponse): boolean => headers["content-type"]?.includes("xml") === true;
const refusal = (status: number): ProxiedResponse => ({
  status,
  headers: { "content-type": "application/fhir+json; charset=utf-8" },
  body: '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid","diagnostics":"No."}]}',
});
/** Refuses matching requests with this status. */
const refusing = (status: number, when: Parameters<typeof keeping>[1]): Fault => {
  return async (asked, next) => (when(asked) ? refusal(status) : next(asked));
};

/** Servers whose answers have the right form but are untrue. */
export function lies(): readonly Mutant[] {
  const deleted = new Set<string>();
  const underWay = new Map<string, number>();

  return [
    {
      name: "a total that counts one too many where several are found",
      breaks: ["search-no-paging", "search-every-status", "search-past-hidden"],
      fault: bodies("Bundle", (bundle) => {
        const { length } = entriesOf(bundle);
        return bundle["type"] === "searchset" && length > 1 ? { ...bundle, total: length + 1 } : bundle;
      }),
    },
    {
      name: "cancelled entries found as booked",
      breaks: ["search-every-status", "search-full-url"],
      fault: answers((answer, asked) =>
        isSearch(asked)
          ? { ...answer, body: answer.body.replaceAll('"status":"cancelled"', '"status":"booked"') }
          : answer,
      ),
    },
    {
      name: "the Location of another entry for a registration",
      breaks: ["register-location", "register-body", "register-status-201"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (!isCreate(asked) || answer.status !== 201) return answer;
        const other = await next({ ...asked, body: asked.body.replace(/(appointments\/)[\da-f]{8}/, "$100000000") });
        return withHeader(answer, "location", () => other.headers["location"] ?? "");
      },
    },
    {
      name: "updates that race answered 200 each, and those that do not race 409",
      breaks: ["cancel-guarded"],
      fault: async (asked, next) => {
        if (!isPut(asked)) return next(asked);
        const others = underWay.get(asked.path) ?? 0;
        underWay.set(asked.path, others + 1);
        const answer = await next(asked);
        underWay.set(asked.path, (underWay.get(asked.path) ?? 0) - 1);
        return answer.status === 409 && others > 0 ? currentOf(asked, next) : answer;
      },
    },
    {
      name: "XML without an element that JSON has",
      breaks: ["format-accept", "format-parameter", "format-xml-types", "cancel-put-xml"],
      fault: answers((answer) =>
        isXml(answer) ? { ...answer, body: answer.body.replace(/<created value="[^"]*"\/>/, "") } : answer,
      ),
    },
    {
      name: "every update refused",
      breaks: ["cancel-put-json", "cancel-put-xml"],
      hides: [
        "cancel-difference-422",
        "cancel-nothing-lost",
        "cancel-profile-422",
        "change-start",
        "change-meta",
        "change-within",
        "change-in-xml",
        "change-other-status",
        "invariant-dom",
      ],
      fault: refusing(422, isPut),
    },
    {
      name: "no update allowed with any token",
      breaks: ["cancel-put-json"],
      hides: ["cancel-token", "cancel-no-jwt-403", "cancel-bad-jwt-403"],
      fault: refusing(403, isPut),
    },
    {
      name: "every registration in XML refused",
      breaks: ["xml-comments", "xml-narrative"],
      hides: ["xml-order", "xml-doctype", "xml-namespace", "invariant-ele-1"],
      fault: refusing(400, (asked) => isCreate(asked) && asked.headers["content-type"]?.includes("xml") === true),
    },
    {
      name: "a delete refused and done",
      breaks: ["capabilities-nothing-else"],
      fault: async (asked, next) => {
        if (asked.method === "DELETE") deleted.add(asked.path);
        return deleted.has(entryPath(asked.path)) && asked.method === "GET" ? refusal(404) : next(asked);
      },
    },
    {
      name: "the former version of another entry in a history",
      breaks: ["history-resource"],
      fault: bodies("Bundle", (bundle) => ({
        ...bundle,
        entry: entriesOf(bundle).map((each, index) =>
          bundle["type"] === "history" && index === 1
            ? { ...each, resource: { ...(each["resource"] as Json), id: "00000000-0000-4000-8000-000000000000" } }
            : each,
        ),
      })),
    },
    {
      name: "an element lost when what is cancelled is kept",
      breaks: ["cancel-stored", "update-returned-as-stored"],
      fault: bodies("Appointment", ({ created, ...resource }, asked) =>
        isRead(asked) && resource["status"] === "cancelled" ? resource : { ...resource, created },
      ),
    },
    {
      name: "the versionId of the first version in every read",
      breaks: ["read-etag"],
      fault: bodies("Appointment", (resource, asked) =>
        isRead(asked) ? { ...resource, meta: { ...(resource["meta"] as Json), versionId: "1" } } : resource,
      ),
    },
    {
      name: "another patient in what is read",
      breaks: ["read-200"],
      fault: answers((answer, asked) =>
        isRead(asked) ? { ...answer, body: answer.body.replace(/"value":"9\d{9}"/, '"value":"9990000018"') } : answer,
      ),
    },
    {
      name: "a registration of another media type refused and kept",
      breaks: ["format-unsupported-415"],
      fault: keeping(415, isCreate, (asked) => ({
        ...asked,
        headers: { ...asked.headers, "content-type": "application/fhir+json" },
      })),
    },
    {
      name: "what is sent shown as the entry that meets a condition",
      breaks: ["create-if-none-exist-one"],
      fault: bodies("Appointment", (resource, asked, answer) =>
        isCreate(asked) && answer.status === 200
          ? { ...jsonOf(asked.body), id: resource["id"], meta: resource["meta"] }
          : resource,
      ),
    },
    {
      name: "a capability statement of R4 in XML alone",
      breaks: ["capabilities-valid"],
      fault: answers((answer) => ({ ...answer, body: answer.body.replace(/(<fhirVersion value=")[^"]*/, "$14.0.1") })),
    },
    {
      name: "an OperationOutcome without an issue",
      breaks: ["cancel-difference-outcome", "cancel-conflict-outcome", "cancel-if-match-outcome", "invariant-app-1"],
      fault: bodies("OperationOutcome", ({ issue: _issue, ...outcome }) => outcome),
    },
    {
      name: "expired tokens accepted for updates alone",
      breaks: ["caller-token-expired"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        return isPut(asked) && answer.status === 403 ? { ...answer, status: 200, body: asked.body } : answer;
      },
    },
  ];
}
