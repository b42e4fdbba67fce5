import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { ErrorRow, InteractionRow } from "@appointment-registry/registry-contract";
import { ERRORS, INTERACTIONS, INTERACTION_IDS, ROUTES } from "@appointment-registry/registry-contract";
import { describeErrors, listErrors } from "../src/error-catalogue.js";
import { REGISTRY_RULES, RULE_FAMILIES } from "../src/rule-keys.js";
import { SOFTWARE_VERSION } from "../src/software-version.js";

const workspace = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const HOW = `node -e 'import("./apps/registry/dist/error-catalogue.js").then((m) => process.stdout.write(m.describeErrors()))' > docs/errors.md`;

it("docs/errors.md is made from the catalogue", async () => {
  const written = await readFile(workspace("docs/errors.md"), "utf8");
  expect({ text: squeezed(written), HOW }).toEqual({ text: squeezed(describeErrors()), HOW });
});

it("the catalogue has every rule of the registry, and each key that an example of the contract tells", async () => {
  const library = (file: string): Promise<string> => readFile(workspace(`libs/fhir-appointment/src/${file}`), "utf8");
  const entry = await library("entry/validate-entry.ts");
  const cancellation = await library("cancellation/judge-cancellation.ts");
  const named = [
    ...`${entry}${cancellation}`.matchAll(
      /"((?:cancel|no|one|status|same)-[a-z-]+|patient|identifier-url|nhs-number)"/g,
    ),
  ];
  const kinds = ["added", "removed", "changed"].map((kind) => `cancel-${kind}`);
  const required = ["start", "end", "created"].map((name) => `${name}-required`);
  const keys = new Set([...named.map(([, key]) => key), ...kinds, ...required].map((key) => `registry:${key}`));
  expect(Object.keys(REGISTRY_RULES).sort()).toEqual([...keys].sort());

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

const HOW_LISTED = HOW.replace("describeErrors", "listErrors").replace(
  "docs/errors.md",
  "openapi/components/errors.yaml",
);

it("openapi/components/errors.yaml is made from the catalogue", async () => {
  const written = await readFile(workspace("openapi/components/errors.yaml"), "utf8");
  expect({ errors: parse(written) as unknown, HOW_LISTED }).toEqual({ errors: ERRORS, HOW_LISTED });
  expect(parse(listErrors())).toEqual(ERRORS);
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

it("the software version is that of the package", async () => {
  const { version } = JSON.parse(await readFile(workspace("apps/registry/package.json"), "utf8")) as {
    version: string;
  };
  expect(SOFTWARE_VERSION).toBe(version);
});

/** Without what a formatter does to the columns of a table. */
function squeezed(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
