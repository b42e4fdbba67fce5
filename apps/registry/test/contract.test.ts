import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { parse } from "yaml";
import { ROUTES } from "../src/http/routes.js";
import { INTERACTIONS } from "../src/interactions/table.js";
import type { InteractionRow } from "../src/interactions/table.js";

type Node = Record<string, unknown>;
const load = (file: string): Node =>
  parse(readFileSync(new URL(`../../../openapi/${file}`, import.meta.url), "utf8")) as Node;

/** Operations of the contract by method and path, each with what it says of tokens. */
const operations = Object.entries(load("registry.yaml").paths as Record<string, { $ref: string }>).flatMap(
  ([path, { $ref }]) =>
    Object.entries(load($ref))
      .filter(([key]) => ["get", "put", "post", "delete", "patch"].includes(key))
      .map(([method, operation]) => ({ asked: `${method.toUpperCase()} ${path}`, operation: operation as Node })),
);
// OPTIONS of the base is STU3's older name for GET /metadata and not told to partners.
const routes = ROUTES.filter(({ method }) => method !== "OPTIONS");

it("the contract has the operations that the server routes, and no other", () => {
  const routed = routes.map(({ method, path }) => `${method} ${path}`);
  expect(operations.map(({ asked }) => asked).sort()).toEqual(routed.sort());
});

it("the contract names for each operation the interaction that a token must grant", () => {
  for (const { method, path, interaction } of routes) {
    const { permission } = INTERACTIONS[interaction] as InteractionRow;
    const { operation } = operations.find(({ asked }) => asked === `${method} ${path}`) ?? {};
    const [security] = (operation?.security ?? []) as Record<string, string[]>[];
    const scope =
      permission === undefined ? undefined : [`urn:nhs:names:services:careconnect:fhir:rest:${permission}:appointment`];
    expect([path, security?.accessToken]).toEqual([path, scope]);
    expect(security).toHaveProperty("mutualTLS");
  }
});
