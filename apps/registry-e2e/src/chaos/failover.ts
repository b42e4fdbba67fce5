import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { RegistryUnderTest } from "../harness/registry.js";
import { check } from "./check.js";
import { load } from "./load.js";
import { ReplicaSet } from "./replica-set.js";
import { report } from "./report.js";

const EVERY = 10_000;
const SERVICE_BACK_WITHIN = 15_000;
/** Milliseconds during which answers to requests that the lost primary completed may still arrive. No election is as quick. */
const UNDER_WAY = 1_000;

export interface FailoverOptions {
  readonly binary: string;
  readonly seconds: number;
}

/** Runs three mongods and two registries, kills the primary every ten seconds and freezes it once. @returns true if all checks passed */
export async function failover({ binary, seconds }: FailoverOptions): Promise<boolean> {
  const set = await ReplicaSet.start(binary);
  const run = `failover-${process.pid}`;
  const settings = { REGISTRY_STORE: set.url.replace("/?", `/${run}?`), REGISTRY_LOG_LEVEL: "error" };
  const registries: RegistryUnderTest[] = [];
  try {
    for (let n = 0; n < 2; n += 1) registries.push(await RegistryUnderTest.start(settings));
    const until = performance.now() + seconds * 1000;
    const blows: { readonly at: number; readonly what: string }[] = [];
    const loading = load(registries, { run, clients: 16, until });
    for (let turn = 1; performance.now() + EVERY < until; turn += 1) {
      await pause(EVERY / 2);
      const primary = await set.primary();
      const isFrozen = turn === 3;
      blows.push({ at: performance.now(), what: isFrozen ? "frozen" : "killed" });
      if (isFrozen) set.freeze(primary);
      else await set.killed(primary);
      // The member is restarted before the next fault, so that a majority can always elect a new primary.
      await pause(EVERY / 2);
      if (isFrozen) set.thaw(primary);
      else set.startAgain(primary);
    }
    const result = await loading;
    const back = blows.map(({ at }) => {
      const first = result.acknowledged.filter((each) => each > at + UNDER_WAY).sort((a, b) => a - b)[0];
      return first === undefined ? Infinity : first - at;
    });
    const verdict = await check(registries[0] as RegistryUnderTest, result);
    verdict["blows after which service was not back within 15 s"] = back.filter(
      (each) => each > SERVICE_BACK_WITHIN,
    ).length;
    return report("Failover of a MongoDB replica set", result, verdict, {
      "primaries killed": blows.filter(({ what }) => what === "killed").length,
      "primaries frozen": blows.filter(({ what }) => what === "frozen").length,
      "service back after, ms": back.map((each) => Math.round(each)).join(", "),
    });
  } finally {
    await Promise.all(registries.map((registry) => registry.stop()));
    await set.stop();
  }
}
