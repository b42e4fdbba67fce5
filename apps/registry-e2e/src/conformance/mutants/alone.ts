import type { ProxiedResponse, ProxiedRequest } from "../mutant-proxy.js";
import { answers, asks, currentOf, entryPath, etagOf, isCreate, isPut, jsonOf, keeping } from "./mutant.js";
import type { Mutant } from "./mutant.js";

const html = (answer: ProxiedResponse): ProxiedResponse => ({
  ...answer,
  headers: { ...answer.headers, "content-type": "text/html" },
  body: "<html><body>It works</body></html>",
});
const hasBody = (asked: ProxiedRequest, text: string): boolean => asked.body.includes(text);

/** Faults in which the status is right, but nothing else. */
export const ALONE: readonly Mutant[] = [
  {
    name: "a capability statement in HTML for who has no token",
    breaks: ["caller-metadata-open"],
    fault: answers((answer, asked) =>
      asked.path === "/metadata" && asked.headers["authorization"] === undefined ? html(answer) : answer,
    ),
  },
  {
    name: "refusals in HTML",
    breaks: [
      "cancel-no-jwt-outcome",
      "cancel-conflict-outcome",
      "update-conflict-409",
      "update-if-match-412",
      "caller-token-altered",
      "read-unknown-id",
      "format-unsupported-415",
      "format-not-acceptable-406",
      "choice-unknown-id",
      "register-created",
      "invariant-app-1",
      "invariant-ext-1",
      "change-start",
    ],
    fault: answers((answer) => (answer.status >= 401 ? html(answer) : answer)),
  },
  {
    name: "reads in HTML with the right ETag",
    breaks: ["read-200"],
    fault: answers((answer, asked) =>
      asked.method === "GET" && asked.path.startsWith("/Appointment/") && answer.status === 200 ? html(answer) : answer,
    ),
  },
  {
    name: "201 for bookings whose end lies before their start, and nothing kept",
    breaks: ["choice-end-before-start"],
    fault: async (asked, next) => {
      const { start, end } = jsonOf(asked.body) ?? {};
      return isCreate(asked) && Date.parse(String(end)) < Date.parse(String(start)) ? NOTHING : next(asked);
    },
  },
  {
    name: "201 for XML with comments, and nothing kept",
    breaks: ["xml-comments"],
    fault: async (asked, next) => (isCreate(asked) && hasBody(asked, "<!--") ? NOTHING : next(asked)),
  },
  {
    name: "201 for patients named by reference, and nothing kept",
    breaks: ["register-participant-reference"],
    fault: async (asked, next) => (isCreate(asked) && hasBody(asked, "demographics") ? NOTHING : next(asked)),
  },
  {
    name: "201 for every registration, and nothing kept",
    breaks: ["register-status-201"],
    fault: async (asked, next) => (isCreate(asked) ? NOTHING : next(asked)),
  },
  {
    name: "an update with another id refused and kept",
    breaks: ["update-id-other", "choice-order-id"],
    fault: keeping(400, isPut, (asked) => {
      const id = entryPath(asked.path).slice("/Appointment/".length);
      const headers = { ...asked.headers, "if-match": asked.headers["if-match"] ?? 'W/"1"' };
      return { ...asked, headers, body: JSON.stringify({ ...jsonOf(asked.body), id }) };
    }),
  },
  {
    name: "an update of another media type refused and kept",
    breaks: ["format-unsupported-415"],
    fault: keeping(415, isPut, (asked) => ({
      ...asked,
      headers: { ...asked.headers, "content-type": "application/fhir+json" },
    })),
  },
  {
    name: "an update without If-Match refused and kept",
    breaks: ["cancel-if-match-412", "update-if-match-412"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      if (isPut(asked) && answer.status === 412) {
        const current = await currentOf(asked, next);
        await next({ ...asked, headers: { ...asked.headers, "if-match": etagOf(current) } });
      }
      return answer;
    },
  },
  {
    name: "a difference refused and the rest kept",
    breaks: ["change-addition", "cancel-difference-422", "cancel-difference-kept-out"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      if (!isPut(asked) || answer.status !== 422) return answer;
      const { status } = jsonOf(asked.body) ?? {};
      await next({ ...asked, body: JSON.stringify({ ...jsonOf((await currentOf(asked, next)).body), status }) });
      return answer;
    },
  },
  {
    name: "a booking with a duplicate key refused and kept",
    breaks: ["json-duplicate-key"],
    fault: async (asked, next) => {
      const once = asked.body.replace('"status":"booked","status":"booked"', '"status":"booked"');
      if (isCreate(asked) && once !== asked.body) await next({ ...asked, body: once });
      return next(asked);
    },
  },
  {
    name: "a 422 without a word of detail",
    breaks: ["cancel-difference-outcome", "cancel-profile-outcome"],
    fault: answers((answer) =>
      answer.status === 422
        ? {
            ...answer,
            body: JSON.stringify({ resourceType: "OperationOutcome", issue: [{ severity: "error", code: "invalid" }] }),
          }
        : answer,
    ),
  },
  {
    name: "answers in XML that is not well-formed",
    breaks: ["cancel-put-xml", "xml-namespace", "xml-attributes", "outcome-valid"],
    fault: answers((answer) => ({ ...answer, body: answer.body.replace(/<\/(Appointment|OperationOutcome)>$/, "") })),
  },
  {
    name: "elements of XML answers in the wrong order",
    breaks: ["xml-attributes", "xml-namespace"],
    fault: answers((answer) => ({
      ...answer,
      body: answer.body.replace(/(<status value="booked"\/>)(.*)(<\/Appointment>)$/, "$2$1$3"),
    })),
  },
  {
    name: "searches answered 400 for whatever is asked",
    breaks: ["search-malformed-parameter", "search-unknown-parameter"],
    fault: asks((asked) => ({ ...asked, path: asked.path.replace("/Appointment?", "/Appointment?colour=green&") })),
  },
];

const NOTHING: ProxiedResponse = {
  status: 201,
  headers: { location: "https://registry.example/STU3/Appointment/never-kept/_history/1", etag: 'W/"1"' },
  body: "",
};
