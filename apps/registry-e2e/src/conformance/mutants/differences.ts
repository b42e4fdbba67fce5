import { asks, currentOf, isPut, jsonOf, status } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in the comparison of versions, and in the permitted targets. */
export const DIFFERENCES: readonly Mutant[] = [
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
    name: "what is cancelled may be cancelled again",
    breaks: ["change-cancelled-twice"],
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
    name: "what is cancelled may be booked again",
    breaks: ["change-cancelled-final"],
    fault: async (asked, next) => {
      const current = isPut(asked) ? await currentOf(asked, next) : undefined;
      return current?.body.includes('"cancelled"') === true && asked.body.includes('"booked"')
        ? { ...current, body: current.body.replace('"cancelled"', '"booked"') }
        : next(asked);
    },
  },
  {
    name: "what is entered in error may be cancelled",
    breaks: ["change-in-error-final"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      if (!isPut(asked) || answer.status !== 422 || !asked.body.includes('"cancelled"')) return answer;
      const current = await currentOf(asked, next);
      return current.body.includes('"entered-in-error"') ? current : answer;
    },
  },
  {
    name: "entered-in-error refused",
    breaks: ["change-entered-in-error", "change-cancelled-in-error"],
    fault: asks((asked) =>
      isPut(asked) ? { ...asked, body: asked.body.replace("entered-in-error", "noshow") } : asked,
    ),
  },
];
