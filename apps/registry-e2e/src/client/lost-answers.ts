import { createRegistryClient } from "@appointment-registry/client";
import type { CancelResult } from "@appointment-registry/client";
import { startFaultProxy } from "@appointment-registry/test-kit";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { clientOptions, inParallel } from "./harness.js";

export interface LostAnswersOptions {
  readonly cancels: number;
  readonly workers: number;
  readonly seed: number;
  readonly rate: number;
}

export interface LostAnswersResult {
  /** What the client said, by `status`; successes that it had to find out about are `200 recovered`. */
  readonly said: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** Each must be 0. */
  readonly wrong: {
    readonly "said done, not done": number;
    readonly "said not done, done": number;
    readonly "done twice": number;
    readonly "said conflict, where nobody else wrote": number;
  };
  readonly seconds: number;
}

/** Milliseconds. Short, so that late requests arrive when the client has stopped waiting. */
const TIMEOUT = 250;

/** Cancels through a network that loses requests and answers, and compares what the client said with what the registry holds. */
export async function lostAnswers({ cancels, workers, seed, rate }: LostAnswersOptions): Promise<LostAnswersResult> {
  const registry = await RegistryUnderTest.start({ REGISTRY_LOG_LEVEL: "error" });
  const proxy = await startFaultProxy(registry, { seed, rate, hold: TIMEOUT * 1.5 });
  try {
    const options = await clientOptions(registry);
    const direct = createRegistryClient({ ...options, connections: 32 });
    const client = createRegistryClient({
      ...options,
      baseUrl: proxy.baseUrl,
      timeout: TIMEOUT,
      retry: { attempts: 5, delay: 20, budget: 5_000 },
    });
    const ids: string[] = [];
    await inParallel(cancels, 32, async (n) => {
      const entry = JSON.parse(plannedEntry("lost-answers", n).body) as fhir.Appointment;
      const result = await direct.register(entry);
      if (result.status !== 201) throw new Error(`Not registered: ${result.status}`);
      ids[n] = result.id;
    });
    const started = performance.now();
    const results: CancelResult[] = [];
    await inParallel(cancels, workers, async (n) => {
      results[n] = await client.cancel(ids[n] as string);
    });
    const seconds = (performance.now() - started) / 1000;
    await proxy.stop();
    const wrong = {
      "said done, not done": 0,
      "said not done, done": 0,
      "done twice": 0,
      "said conflict, where nobody else wrote": 0,
    };
    const said = new Map<string, number>();
    await inParallel(cancels, 32, async (n) => {
      const history = await direct.history(ids[n] as string);
      if (history.status !== 200) throw new Error(`No history: ${history.status}`);
      const times = history.versions.filter(({ appointment }) => appointment.status === "cancelled").length;
      const result = results[n] as CancelResult;
      const name = result.status === 200 && result.recovered ? "200 recovered" : String(result.status);
      said.set(name, (said.get(name) ?? 0) + 1);
      if (times > 1) wrong["done twice"] += 1;
      if (result.status === 200 && times === 0) wrong["said done, not done"] += 1;
      if (result.status !== 200 && result.status !== "unknown" && times > 0) wrong["said not done, done"] += 1;
      if (result.status === 409) wrong["said conflict, where nobody else wrote"] += 1;
    });
    await Promise.all([direct.close(), client.close()]);
    return { said, faults: proxy.did, wrong, seconds };
  } finally {
    await proxy.stop();
    await registry.stop();
  }
}
