import { rm } from "node:fs/promises";
import { join } from "node:path";
import { RegistryUnderTest } from "../../harness/registry.js";
import { SETTINGS } from "./registry-settings.js";
import type { Registries } from "./registry-settings.js";
import { registered } from "./scenario.js";

export type { Registries };

/** All of them, or none: where one does not start, the others are stopped. */
export async function startRegistries(
  start: (settings: Record<string, string>) => Promise<RegistryUnderTest> = (settings) =>
    RegistryUnderTest.start(settings),
): Promise<Registries> {
  const starting = Object.entries(SETTINGS).map(async ([name, settings]) => [name, await start(settings)] as const);
  const tried = await Promise.allSettled(starting);
  const started = tried.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const registries = Object.fromEntries(started) as Registries;
  try {
    for (const each of tried) if (each.status === "rejected") throw each.reason;
    await rm(join(registries.unaudited.directory, "data-audit"), { recursive: true });
    await registered(registries.unstored, "json");
    await rm(join(registries.unstored.directory, "data"), { recursive: true });
    return registries;
  } catch (error) {
    await stopRegistries(registries);
    throw error;
  }
}

export async function stopRegistries(registries: Partial<Registries>): Promise<void> {
  await Promise.all(Object.values(registries).map((registry) => registry.stop()));
}
