import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { WORKSPACE } from "@appointment-registry/test-kit";
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

/** Two registries, each behind a proxy that breaks its connections to MongoDB. @returns whether nothing was lost or told wrongly */
export async function faults({ url, seed, entries, rate }: FaultsOptions): Promise<boolean> {
  const run = `faults-${process.pid}-${seed}`;
  const proxies = await Promise.all([seed, seed + 1].map((each) => faultProxy(url, each, rate)));
  const store = (server: string, options = "") => ({
    REGISTRY_STORE: `mongodb://${server}/${run}?directConnection=true${options}`,
    REGISTRY_LOG_LEVEL: "error",
  });
  const started = performance.now();
  const registries = await Promise.all(
    proxies.map(({ server }) => RegistryUnderTest.start(store(server, "&socketTimeoutMS=1000"))),
  );
  const reader = await RegistryUnderTest.start(store(serverOf(url)));
  try {
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
    await Promise.all([...registries, reader].map((registry) => registry.stop()));
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  }
}

const serverOf = (url: string) => /^mongodb:\/\/([^/?,]+)/.exec(url)?.[1] ?? "";

async function faultProxy(url: string, seed: number, rate: number) {
  const script = join(WORKSPACE, "tools/mongodb/fault-proxy.mjs");
  const args = [script, serverOf(url), "--seed", String(seed), "--rate", String(rate), "--stall", "1500"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async () => JSON.parse((await lines.next()).value ?? "{}") as Record<string, number>;
  const { port } = await said();
  let stopped: Promise<Record<string, number>> | undefined;
  const stop = async () => {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    const did = await said();
    await closed;
    return did;
  };
  return { server: `127.0.0.1:${port}`, stop: () => (stopped ??= stop()) };
}
