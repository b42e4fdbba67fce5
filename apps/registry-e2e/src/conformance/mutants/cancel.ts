import {
  answers,
  asks,
  bodies,
  currentOf,
  entryPath,
  etagOf,
  isPut,
  isVread,
  status,
  unversioned,
  withHeader,
  without,
} from "./mutant.js";
import type { Json, Mutant } from "./mutant.js";

/** Faults in updates and their answers. */
export const CANCEL: readonly Mutant[] = [
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
  {
    name: "lastUpdated dropped from the answer to a cancellation",
    breaks: ["update-returned-as-stored"],
    fault: bodies("Appointment", (resource, asked) => {
      const { lastUpdated: _lastUpdated, ...meta } = resource["meta"] as Json;
      return isPut(asked) ? { ...resource, meta } : resource;
    }),
  },
  {
    name: "update creates what is not there",
    breaks: ["choice-unknown-id", "capabilities-update-create", "choice-order-exists"],
    fault: status(404, 201, isPut),
  },
];
