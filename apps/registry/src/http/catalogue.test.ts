import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { ErrorRow, InteractionRow } from "@appointment-registry/registry-contract";
import {
  ERRORS,
  INTERACTIONS,
  INTERACTION_IDS,
  REGISTRY_RULES,
  ROUTES,
  RULE_FAMILIES,
} from "@appointment-registry/registry-contract";

const workspace = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
it("the catalogue has each key that an example of the contract gives", async () => {
  const examples = workspace("openapi/examples/responses");
  const beginnings = RULE_FAMILIES.flatMap(([key]) =>
    [...key.matchAll(/`([a-z0-9-]+:)/g)].map(([, begin = ""]) => begin),
  );
  for (const file of await readdir(examples)) {
    for (const [, rule = ""] of (await readFile(`${examples}/${file}`, "utf8")).matchAll(/\(Rule ([^,)]+)/g))
      if (!(rule in ERRORS) && !(rule in REGISTRY_RULES))
        expect([file, rule, beginnings.some((begin) => rule.startsWith(begin))]).toEqual([file, rule, true]);
  }
});

interface Operation {
  readonly responses: Record<string, unknown>;
  readonly security?: readonly { readonly accessToken?: readonly string[] }[];
}
async function contract(): Promise<Map<string, Operation>> {
  const read = async (file: string) =>
    parse(await readFile(workspace(`openapi/${file}`), "utf8")) as Record<string, never>;
  const operations = new Map<string, Operation>();
  const { paths } = (await read("registry.yaml")) as unknown as { paths: Record<string, { $ref: string }> };
  for (const [path, { $ref }] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(await read($ref)))
      if (["get", "put", "post"].includes(method)) operations.set(`${method.toUpperCase()} ${path}`, operation);
  }
  return operations;
}

it("the contract describes the routes that are served, and no others", async () => {
  const served = ROUTES.filter(({ method }) => method !== "OPTIONS").map(({ method, path }) => `${method} ${path}`);
  expect([...(await contract()).keys()].sort()).toEqual(served.sort());
});

it("each operation of the contract demands the interaction id that the server demands", async () => {
  const operations = await contract();
  for (const { method, path, interaction } of ROUTES) {
    if (method === "OPTIONS") continue;
    const { permission }: InteractionRow = INTERACTIONS[interaction];
    const demanded =
      operations.get(`${method} ${path}`)?.security?.flatMap(({ accessToken = [] }) => accessToken) ?? [];
    expect([method, path, demanded]).toEqual([
      method,
      path,
      permission === undefined ? [] : [INTERACTION_IDS[permission]],
    ]);
  }
});

it("every status of the catalogue that a request can be answered with is in the contract, and none that it does not have", async () => {
  const described = new Set([...(await contract()).values()].flatMap(({ responses }) => Object.keys(responses)));
  const statuses = new Set((Object.values(ERRORS) as ErrorRow[]).map(({ status }) => String(status)));
  // What is not offered is no operation.
  statuses.delete("405");
  const failures = [...described].filter((status) => Number(status) >= 400);
  expect(failures.sort()).toEqual([...statuses].sort());
});
