import { startMongoDbFaultProxy } from "@appointment-registry/test-kit";
import { RegistryUnderTest } from "../harness/registry.js";
import { check } from "./check.js";
import { load } from "./load.js";
import { report } from "./report.js";

export interface FaultsOptions {
  readonly url: string;
  readonly seed: number;
  readonly entries: number;
  readonly rate: number;
}

/**
 * Runs two registries, each behind a proxy that breaks its connections to MongoDB.
 * @returns true if nothing was lost or answered wrongly
 */
export async function faults({ url, seed, entries, rate }: FaultsOptions): Promise<boolean> {
  const run = `faults-${process.pid}-${seed}`;
  const proxies = await Promise.all(
    [seed, seed + 1].map((each) => startMongoDbFaultProxy(url, { seed: each, rate, stall: 1500 })),
  );
  const store = (server: string, options = "") => ({
    REGISTRY_STORE: `mongodb://${server}/${run}?directConnection=true${options}`,
    REGISTRY_LOG_LEVEL: "error",
  });
  const started = performance.now();
  const running: RegistryUnderTest[] = [];
  const start = async (server: string, options?: string) => {
    const registry = await RegistryUnderTest.start(store(server, options));
    running.push(registry);
    return registry;
  };
  try {
    const registries = await Promise.all(proxies.map(({ server }) => start(server, "&socketTimeoutMS=1000")));
    const reader = await start(serverOf(url));
    const result = await load(registries, { run, entries, clients: 24 });
    const did = await Promise.all(proxies.map((proxy) => proxy.stop()));
    const hits = did.flatMap((each) => Object.entries(each)).filter(([name]) => name !== "passed" && name !== "hit");
    const byFault: Record<string, number> = {};
    for (const [name, times] of hits) byFault[`faults: ${name}`] = (byFault[`faults: ${name}`] ?? 0) + times;
    const seconds = Math.round((performance.now() - started) / 1000);
    return report(`Lost connections to MongoDB, seed ${seed}`, result, await check(reader, result), {
      ...byFault,
      seconds,
    });
  } finally {
    await Promise.all(running.map((registry) => registry.stop()));
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  }
}

const serverOf = (url: string) => /^mongodb:\/\/([^/?,]+)/.exec(url)?.[1] ?? "";
