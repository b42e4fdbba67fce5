import { expect, it } from "@jest/globals";
import type { RegistryUnderTest } from "../../harness/registry.js";
import { startRegistries } from "./registries.js";

it("the registries are stopped if one of them does not start, and its reason is reported", async () => {
  const running = new Set<object>();
  const start = (settings: Record<string, string>): Promise<RegistryUnderTest> => {
    if (settings["REGISTRY_JWKS"] !== undefined) return Promise.reject(new Error("no keys"));
    const registry = { stop: () => Promise.resolve(running.delete(registry)) };
    running.add(registry);
    return Promise.resolve(registry as unknown as RegistryUnderTest);
  };
  const starting = startRegistries(start);
  expect(running.size).toBe(7);
  await expect(starting).rejects.toThrow("no keys");
  expect(running.size).toBe(0);
});
