import { asks, currentOf, entryPath, etagOf, isPut, withHeader, without } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in the version condition. */
export const IF_MATCH: readonly Mutant[] = [
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
    breaks: ["update-conflict-409", "cancel-conflict-409"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      if (!isPut(asked) || answer.status !== 409) return answer;
      await next({ ...asked, headers: { ...asked.headers, "if-match": etagOf(await currentOf(asked, next)) } });
      return answer;
    },
  },
  {
    name: "missing If-Match forgiven",
    breaks: ["cancel-if-match-412", "choice-versioned-url-if-match", "choice-order-condition"],
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
    name: "the same PUT again is 200",
    breaks: ["choice-repeated-409", "choice-repeated-reported"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      if (!isPut(asked) || answer.status !== 409) return answer;
      const current = await currentOf(asked, next);
      return current.body.includes("cancelled") ? current : answer;
    },
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
];
