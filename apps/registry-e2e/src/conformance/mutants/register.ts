import type { ProxiedResponse } from "../mutant-proxy.js";
import { asks, bodies, isCreate, jsonOf, keeping, status, withHeader, without } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in registrations, including conditional ones. */
export function register(): readonly Mutant[] {
  const byId = new Map<string, ProxiedResponse>();
  const inError = new Set<string>();

  return [
    {
      name: "conditional create ignored",
      breaks: ["create-if-none-exist-none", "create-if-none-exist-one", "create-if-none-exist-several"],
      fault: asks(without("if-none-exist")),
    },
    {
      name: "escapes in a condition taken for text",
      breaks: ["register-condition-spellings"],
      fault: asks((asked) => withHeader(asked, "if-none-exist", (field) => field.replace(/\\|%5C/, "x"))),
    },
    {
      name: "conditions blind for cancelled entries",
      breaks: ["register-condition-cancelled"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        const isBlind = isCreate(asked) && answer.status === 200 && answer.body.includes('"cancelled"');
        return isBlind ? next(without("if-none-exist")(asked)) : answer;
      },
    },
    {
      name: "200 for a condition that only an entry in error meets",
      breaks: ["register-condition-in-error"],
      fault: async (asked, next) => {
        const identifier = JSON.stringify(jsonOf(asked.body)?.["identifier"]);
        if (asked.body.includes('"entered-in-error"')) inError.add(identifier);
        const answer = await next(asked);
        return isCreate(asked) && inError.has(identifier) ? { ...answer, status: 200 } : answer;
      },
    },
    {
      name: "descriptions dropped silently",
      breaks: ["register-no-description"],
      fault: asks((asked) =>
        isCreate(asked) ? { ...asked, body: asked.body.replace(/,"description":"[^"]*"/, "") } : asked,
      ),
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
  ];
}
