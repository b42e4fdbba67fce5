import { answers, asks, isPut, isSearch, withHeader, without } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in media types, negotiation and Prefer. */
export const FORMATS: readonly Mutant[] = [
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
    name: "refused updates always answered in JSON",
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
    name: "older media types not acceptable",
    breaks: ["format-json-types", "format-xml-types"],
    fault: asks((asked) =>
      withHeader(asked, "accept", (accept) => (/^(text\/|application\/\w+\+fhir)/.test(accept) ? "image/png" : accept)),
    ),
  },
  { name: "Prefer ignored", breaks: ["prefer-minimal", "prefer-outcome"], fault: asks(without("prefer")) },
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
];
