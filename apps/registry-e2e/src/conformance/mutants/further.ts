import {
  answers,
  asks,
  bodies,
  entriesOf,
  isCreate,
  isPut,
  isPutToVersion,
  isSearch,
  isVread,
  status,
} from "./mutant.js";
import type { Json, Mutant } from "./mutant.js";

const statusOf = ({ resource }: Json): unknown => (resource as Json)["status"];
const isConditional = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean =>
  headers["if-none-exist"] !== undefined;

/** Faults that the kit was not written for: in life cycles, conditions, identifiers and the storage of former versions. */
export const FURTHER: readonly Mutant[] = [
  {
    name: "a patient beside an identifier passed over",
    breaks: ["search-identifier"],
    fault: asks((asked) =>
      isSearch(asked) && /[?&]identifier=/.test(asked.path)
        ? {
            ...asked,
            path: asked.path.replace(/&patient[.:]identifier=[^&]*/, "").replace(/patient[.:]identifier=[^&]*&/, ""),
          }
        : asked,
    ),
  },
  {
    name: "past entries hidden from a search by identifier",
    breaks: ["search-identifier-final"],
    fault: bodies("Bundle", (bundle, asked) => {
      const isToCome = ({ resource }: Json): boolean => Date.parse(String((resource as Json)["end"])) > Date.now();
      return /[?&]identifier=/.test(asked.path) ? { ...bundle, entry: entriesOf(bundle).filter(isToCome) } : bundle;
    }),
  },
  {
    name: "_count=0 answered with the entries",
    breaks: ["search-count"],
    fault: asks((asked) => ({ ...asked, path: asked.path.replace(/&_count=0\b/, "") })),
  },
  {
    name: "entered-in-error answered as cancelled",
    breaks: ["change-entered-in-error"],
    fault: bodies("Appointment", (resource) =>
      resource["status"] === "entered-in-error" ? { ...resource, status: "cancelled" } : resource,
    ),
  },
  {
    name: "entered-in-error refused as a target",
    breaks: ["change-entered-in-error"],
    fault: asks((asked) =>
      isPut(asked) ? { ...asked, body: asked.body.replace(/"entered-in-error"/, '"waitlist"') } : asked,
    ),
  },
  {
    name: "what is cancelled refused as an error of its registration",
    breaks: ["change-cancelled-in-error"],
    fault: asks((asked) =>
      isPutToVersion(asked) ? { ...asked, body: asked.body.replace(/"entered-in-error"/, '"waitlist"') } : asked,
    ),
  },
  {
    name: "a way out of entered-in-error",
    breaks: ["change-in-error-final"],
    fault: async (asked, next) => {
      const answer = await next(asked);
      return isPut(asked) && answer.status === 422 && answer.body.includes("entered-in-error")
        ? { ...answer, status: 200, body: asked.body }
        : answer;
    },
  },
  {
    name: "the first of several that meet a condition answered",
    breaks: ["create-if-none-exist-several"],
    fault: status(412, 200, (asked) => isCreate(asked) && isConditional(asked)),
  },
  {
    name: "the entry that meets a condition shown as it was submitted",
    breaks: ["register-condition-cancelled"],
    fault: answers((answer, asked) =>
      isCreate(asked) && isConditional(asked) && answer.status === 200
        ? { ...answer, body: answer.body.replace('"status":"cancelled"', '"status":"booked"') }
        : answer,
    ),
  },
  {
    name: "another entry answered where one meets a condition",
    breaks: ["create-if-none-exist-one"],
    fault: bodies("Appointment", (resource, asked, answer) =>
      isCreate(asked) && isConditional(asked) && answer.status === 200
        ? { ...resource, id: "00000000-0000-4000-8000-000000000000" }
        : resource,
    ),
  },
  {
    name: "former versions with the status of the current one",
    breaks: ["read-versions-kept"],
    fault: bodies("Appointment", (resource, asked) =>
      isVread(asked) ? { ...resource, status: "cancelled" } : resource,
    ),
  },
  {
    name: "a history without the registration",
    breaks: ["history-request"],
    fault: bodies("Bundle", (bundle) =>
      bundle["type"] === "history" && entriesOf(bundle).length > 1
        ? { ...bundle, entry: entriesOf(bundle).slice(0, -1) }
        : bundle,
    ),
  },
  {
    name: "cancelled entries hidden from a patient's search",
    breaks: ["search-every-status"],
    fault: bodies("Bundle", (bundle) =>
      bundle["type"] === "searchset"
        ? { ...bundle, entry: entriesOf(bundle).filter((each) => statusOf(each) === "booked") }
        : bundle,
    ),
  },
  {
    name: "Last-Modified with the time of the answer",
    breaks: ["read-last-modified"],
    fault: answers((answer) =>
      answer.headers["last-modified"] === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, "last-modified": new Date(Date.now() + 5000).toUTCString() } },
    ),
  },
];
