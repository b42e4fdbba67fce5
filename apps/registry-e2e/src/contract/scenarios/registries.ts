import { rm } from "node:fs/promises";
import { join } from "node:path";
import { RegistryUnderTest } from "../../harness/registry.js";
import { registered } from "./scenario.js";

/** What refuses in its own way: each registry is set up so that one kind of failure can be had of it. */
const SETTINGS = {
  usual: {},
  /** Waits a second for a body. */
  impatient: { REGISTRY_BODY_TIMEOUT: "1" },
  limiting: { REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "1" },
  /** Cannot get the keys of the token issuer. */
  keyless: { REGISTRY_JWKS: "https://localhost:1/jwks" },
  /** Admits another certificate than that of the tests. */
  guarded: { REGISTRY_TLS_ALLOWED_THUMBPRINTS: "0".repeat(64) },
  /** Has lost the folder of its audit trail. */
  unaudited: {},
  /** Has an Appointment, and has lost the folder of its store. */
  unstored: {},
} as const satisfies Record<string, Record<string, string>>;

export type Registries = Readonly<Record<keyof typeof SETTINGS, RegistryUnderTest>>;

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
