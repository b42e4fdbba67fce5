import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import type { ErrorCode, ErrorRow, InteractionName, InteractionRow } from "@appointment-registry/registry-contract";
import {
  ERRORS,
  INTERACTIONS,
  INTERACTION_IDS,
  REGISTRY_RULES,
  ROUTES,
  RULE_FAMILIES,
  SEARCH_PARAMETER_NAMES,
} from "@appointment-registry/registry-contract";
import { WORKSPACE, openContract } from "@appointment-registry/test-kit";

const contract = openContract();
/** Operations of the contract by method and path, including the parameters shared by all operations of the path. */
const operations = contract.operations().map((each) => ({
  asked: `${each.method} ${each.path}`,
  operation: each.operation,
  parameters: contract.parameters(each).map(({ node }) => node),
}));
// OPTIONS on the base is STU3's older form of GET /metadata and not in the contract.
const routes = ROUTES.filter(({ method }) => method !== "OPTIONS");

it("the contract has exactly the operations that the server routes", () => {
  const routed = routes.map(({ method, path }) => `${method} ${path}`);
  expect(operations.map(({ asked }) => asked).sort()).toEqual(routed.sort());
});

const operationOf = ({ method, path }: (typeof ROUTES)[number]) => {
  const found = operations.find(({ asked }) => asked === `${method} ${path}`);
  if (found === undefined) throw new Error(`The contract does not have ${method} ${path}`);
  return found;
};

it("the contract names the interaction that a token must grant for each operation", () => {
  for (const route of routes) {
    const { permission } = INTERACTIONS[route.interaction] as InteractionRow;
    const [security] = operationOf(route).operation.node.security as readonly Record<string, string[]>[];
    const scope = permission === undefined ? undefined : [INTERACTION_IDS[permission]];
    expect([route.path, security?.accessToken]).toEqual([route.path, scope]);
    expect(security).toHaveProperty("mutualTLS");
  }
});

it("the contract has exactly the query parameters that each interaction supports", () => {
  for (const route of routes) {
    const { parameters } = INTERACTIONS[route.interaction] as InteractionRow;
    const named = operationOf(route)
      .parameters.filter((parameter) => parameter.in === "query")
      .flatMap((parameter) => [parameter["name"], ...((parameter["x-spellings"] ?? []) as string[])] as string[]);
    // The parameters of a search by form are in the form.
    const understood = route.interaction === "searchForm" ? [] : parameters;
    expect([route.path, named.sort()]).toEqual([route.path, [...understood, "_format", "_pretty"].sort()]);
  }
});

it("the contract lists in the form of a search the parameters allowed in its URL", () => {
  const { operation } = operationOf(routes.find(({ interaction }) => interaction === "searchForm")!);
  const form = contract.at(operation, "requestBody", "content", "application/x-www-form-urlencoded", "schema");
  const { properties, patternProperties } = form!.node as Record<string, Record<string, unknown>>;
  const patterns = Object.keys(patternProperties!).map((pattern) => new RegExp(pattern));
  const names = [...SEARCH_PARAMETER_NAMES, "_format", "_pretty"];
  expect(Object.keys(properties!).filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !(name in properties!) && !patterns.some((each) => each.test(name)))).toEqual([]);
});

it("the contract has the mirrored or recorded header fields on every operation", () => {
  const kept = ["X-Request-ID", "X-Correlation-ID", "Ssp-TraceID", "Ssp-From", "Ssp-To", "Ssp-InteractionID"];
  for (const route of routes) {
    const named = operationOf(route).parameters.map(({ name }) => name);
    expect([route.path, named]).toEqual([route.path, expect.arrayContaining([...kept, "traceparent"])]);
  }
});

const CODES = Object.keys(ERRORS) as ErrorCode[];
/** Reasons for which the HTTP layer rejects a request before its interaction runs, by interaction. */
const refusalsOfRim = ({ permission, body }: InteractionRow): ErrorCode[] => [
  ...(["certificate-refused", "header-too-large", "request-malformed", "parameter-invalid", "not-acceptable"] as const),
  ...(["audit-unavailable", "internal-error", "overloaded"] as const),
  ...(permission === undefined ? [] : CODES.filter((code) => code.startsWith("token-"))),
  ...(permission === undefined ? [] : (["interaction-forbidden", "rate-limited", "keys-unavailable"] as const)),
  ...(body === "none" ? [] : (["media-type-unsupported", "body-timeout", "body-too-large"] as const)),
  ...(body === "resource" ? (["body-unreadable"] as const) : []),
];
const STORE = ["store-unavailable", "store-damaged"] as const;
/** Reasons for which each interaction rejects a request, as documented by its `@throws`. */
const REFUSALS: Readonly<Record<InteractionName, readonly ErrorCode[]>> = {
  create: [
    "header-invalid",
    "multiple-matches",
    "resource-invalid",
    "rule-broken",
    "store-limit",
    ...STORE,
    "writes-refused",
  ],
  read: ["not-found", ...STORE],
  vread: ["not-found", ...STORE],
  history: ["not-found", ...STORE],
  search: ["nhs-number-invalid", ...STORE],
  searchForm: ["nhs-number-invalid", ...STORE],
  update: [
    ...(["id-missing", "id-mismatch", "if-match-missing", "header-invalid", "not-found", "version-conflict"] as const),
    ...(["resource-invalid", "rule-broken", "store-limit", ...STORE, "writes-refused"] as const),
  ],
  validateCreate: [],
  validateUpdate: ["not-found", ...STORE],
  capabilities: [],
};

it("the contract has exactly the possible errors of each operation, each at its status", () => {
  for (const route of routes) {
    const { interaction } = route;
    const documented = contract.each(operationOf(route).operation, "responses").flatMap(([status, { node }]) =>
      ((node["x-errors"] ?? []) as { code: ErrorCode; retryable: boolean }[]).map((error) => ({
        status: Number(status),
        ...error,
      })),
    );
    const expected = [...refusalsOfRim(INTERACTIONS[interaction]), ...REFUSALS[interaction]].map((code) => {
      const { status, retryable } = ERRORS[code];
      return { status, code, retryable };
    });
    const sorted = (errors: typeof documented) => errors.sort((a, b) => a.code.localeCompare(b.code));
    expect([interaction, sorted(documented)]).toEqual([interaction, sorted(expected)]);
  }
});

it("the contract has exactly the statuses of the catalogue with which a request can be answered", () => {
  const described = new Set(
    operations.flatMap(({ operation }) => contract.each(operation, "responses").map(([status]) => status)),
  );
  const statuses = new Set((Object.values(ERRORS) as ErrorRow[]).map(({ status }) => String(status)));
  // An unsupported operation is not in the contract.
  statuses.delete("405");
  const failures = [...described].filter((status) => Number(status) >= 400);
  expect(failures.sort()).toEqual([...statuses].sort());
});

it("the catalogue has each key used in an example of the contract", async () => {
  const examples = join(WORKSPACE, "openapi/examples/responses");
  const beginnings = RULE_FAMILIES.flatMap(([key]) =>
    [...key.matchAll(/`([a-z0-9-]+:)/g)].map(([, begin = ""]) => begin),
  );
  for (const file of await readdir(examples)) {
    for (const [, rule = ""] of (await readFile(`${examples}/${file}`, "utf8")).matchAll(/\(Rule ([^,)]+)/g))
      if (!(rule in ERRORS) && !(rule in REGISTRY_RULES))
        expect([file, rule, beginnings.some((begin) => rule.startsWith(begin))]).toEqual([file, rule, true]);
  }
});
