import { appendFile } from "node:fs/promises";
import { answers, without } from "./mutant.js";
import type { Mutant, MutantInputs } from "./mutant.js";

/** Faults in caching and logging. */
export const privacy = ({ logFile }: MutantInputs): readonly Mutant[] => [
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
    name: "NHS numbers in the log",
    breaks: ["privacy-log"],
    fault: async (asked, next) => {
      await appendFile(logFile(), `${asked.method} ${asked.path} ${asked.headers["x-request-id"] ?? ""}\n`);
      return next(asked);
    },
  },
];
