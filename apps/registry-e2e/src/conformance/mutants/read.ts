import { answers, asks, bodies, entriesOf, isVread, jsonOf, withHeader, without } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in reads, versions and histories. */
export const READ: readonly Mutant[] = [
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
    name: "old versions sent in full to callers that have them",
    breaks: ["read-if-none-match", "read-if-modified-since"],
    fault: asks((asked) => (isVread(asked) ? without("if-none-match", "if-modified-since")(asked) : asked)),
  },
  {
    name: "conditional read ignored",
    breaks: ["read-if-none-match", "read-if-modified-since"],
    fault: asks(without("if-none-match", "if-modified-since")),
  },
  {
    name: "history oldest first",
    breaks: ["history-bundle", "history-request", "history-resource"],
    fault: bodies("Bundle", (bundle) =>
      bundle["type"] === "history" ? { ...bundle, entry: entriesOf(bundle).toReversed() } : bundle,
    ),
  },
  {
    name: "_count and _since ignored",
    breaks: ["history-count", "history-since"],
    fault: asks((asked) => ({ ...asked, path: asked.path.replace(/\?_(count|since)=.*/, "") })),
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
];
