import { answers, asks, bodies, currentOf, entryPath, isPut, jsonOf } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in the capability statement. */
export const CAPABILITIES: readonly Mutant[] = [
  {
    name: "an untrue capability statement",
    breaks: [
      "capabilities-interactions",
      "capabilities-conditional",
      "capabilities-versioning",
      "capabilities-update-create",
      "capabilities-conditional-read",
      "capabilities-formats",
      "capabilities-profile",
      "capabilities-security",
    ],
    fault: bodies("CapabilityStatement", ({ profile: _profile, ...statement }) => ({
      ...statement,
      format: ["application/fhir+json"],
      rest: [
        {
          mode: "server",
          resource: [
            {
              type: "Appointment",
              interaction: [{ code: "read" }],
              versioning: "versioned",
              readHistory: false,
              updateCreate: true,
              conditionalRead: "not-supported",
            },
          ],
        },
      ],
    })),
  },
  ...["patch", "delete"].map((code) => ({
    name: `a capability statement that lists ${code}`,
    breaks: ["capabilities-nothing-else"] as const,
    fault: answers((answer) => ({
      ...answer,
      body: answer.body.replace('"interaction":[', `$&{"code":"${code}"},`),
    })),
  })),
  {
    name: "a capability statement that lists conditional update",
    breaks: ["capabilities-nothing-else"],
    fault: answers((answer) => ({
      ...answer,
      body: answer.body.replace('"conditionalUpdate":false', '"conditionalUpdate":true'),
    })),
  },
  {
    name: "delete that the capability statement does not list",
    breaks: ["capabilities-nothing-else"],
    fault: async (asked, next) =>
      asked.method === "DELETE" && asked.path === entryPath(asked.path)
        ? { status: 204, headers: {}, body: "" }
        : next(asked),
  },
  {
    name: "patch that the capability statement does not list",
    breaks: ["capabilities-nothing-else"],
    fault: async (asked, next) => {
      if (asked.method !== "PATCH" || asked.headers["content-type"] !== "application/json-patch+json") {
        return next(asked);
      }
      const headers = { ...asked.headers, "content-type": "application/fhir+json" };
      const current = jsonOf((await currentOf({ ...asked, headers }, next)).body) ?? {};
      const operations = JSON.parse(asked.body) as { path: string; value: unknown }[];
      const patched = Object.fromEntries(operations.map(({ path, value }) => [path.slice(1), value]));
      return next({ ...asked, method: "PUT", headers, body: JSON.stringify({ ...current, ...patched }) });
    },
  },
  {
    name: "conditional update that the capability statement does not list",
    breaks: ["capabilities-nothing-else"],
    fault: asks((asked) =>
      isPut(asked) && asked.path.startsWith("/Appointment?identifier=")
        ? { ...asked, path: `/Appointment/${String(jsonOf(asked.body)?.["id"])}` }
        : asked,
    ),
  },
  {
    name: "a capability statement of R4",
    breaks: ["capabilities-valid"],
    fault: bodies("CapabilityStatement", (statement) => ({ ...statement, fhirVersion: "4.0.1" })),
  },
];
