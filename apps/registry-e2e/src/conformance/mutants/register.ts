import type { Answered } from "../mutant-proxy.js";
import { asks, bodies, isCreate, jsonOf, keeping, status, without } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Registrations, also conditional ones. */
export function register(): readonly Mutant[] {
  const byId = new Map<string, Answered>();

  return [
    {
      name: "conditional create ignored",
      breaks: ["create-if-none-exist-one", "create-if-none-exist-several"],
      fault: asks(without("if-none-exist")),
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
