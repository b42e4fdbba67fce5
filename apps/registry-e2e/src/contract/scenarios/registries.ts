import type { ClientRequest } from "node:http";
import { request } from "node:https";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { clientTls } from "../../harness/calls.js";
import { RegistryUnderTest } from "../../harness/registry.js";
import { SETTINGS } from "./registry-settings.js";
import type { Registries } from "./registry-settings.js";
import { headersFor, registered } from "./scenario.js";

export type { Registries };

/** Starts all of them or none: if one does not start, the others are stopped. */
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
    occupying.set(registries.busy, await occupy(registries.busy));
    return registries;
  } catch (error) {
    await stopRegistries(registries);
    throw error;
  }
}

/** The request that keeps each registry busy. */
const occupying = new WeakMap<RegistryUnderTest, ClientRequest>();

/** Sends a request whose body never ends, so that the registry refuses another request in the meantime. */
async function occupy(registry: RegistryUnderTest): Promise<ClientRequest> {
  const headers = {
    ...headersFor("json"),
    authorization: `Bearer ${await registry.token()}`,
    "content-length": "1000",
  };
  const unending = request(`${registry.baseUrl}/Appointment`, {
    method: "POST",
    ...(await clientTls(registry.directory)),
    headers,
  });
  unending.on("error", () => undefined);
  unending.write("{");
  return unending;
}

export async function stopRegistries(registries: Partial<Registries>): Promise<void> {
  for (const registry of Object.values(registries)) occupying.get(registry)?.destroy();
  await Promise.all(Object.values(registries).map((registry) => registry.stop()));
}
