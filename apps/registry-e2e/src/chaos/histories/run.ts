import { isLinearizable, nhsNumber, seededRandom } from "@appointment-registry/test-kit";
import { report } from "../report.js";
import { registriesOnOneStore } from "../stores.js";
import { recordHistory } from "./history.js";
import type { Call } from "./model.js";
import { applied } from "./model.js";

export interface HistoriesOptions {
  readonly histories: number;
  readonly processes: number;
  /** Number of worker processes of each registry. */
  readonly workers?: number;
  readonly seed: number;
  /** URL of a server with MongoDB's protocol. The embedded store is used if it is absent. */
  readonly mongodb?: string | undefined;
}

const CALLERS = 5;
const CALLS_EACH = 3;
const AT_ONCE = 3;
/** At most this many histories without an order are printed. */
const MOST_PRINTED = 3;

/** Records histories of concurrent requests through several registries on one store. @returns true if some order explains each history */
export async function histories({
  histories: wanted,
  processes,
  workers = 1,
  seed,
  mongodb,
}: HistoriesOptions): Promise<boolean> {
  const random = seededRandom(seed);
  const shared = await registriesOnOneStore(processes, { mongodb, settings: { REGISTRY_WORKERS: String(workers) } });
  const { registries, store } = shared;
  const answers = new Map<string, number>();
  const verdict = { "histories that no order explains": 0, "answers that say nothing of the outcome": 0 };
  let [begun, requests] = [0, 0];
  const one = async (n: number): Promise<void> => {
    const calls = await recordHistory({
      send: (path, options) => {
        const registry = registries[Math.floor(random() * registries.length)];
        if (registry === undefined) throw new Error("There must be a process.");
        return registry.send(path, options);
      },
      url: `https://provider.example/histories-${process.pid}-${seed}/${n}/a,b`,
      nhsNumber: nhsNumber(n),
      callers: CALLERS,
      callsEach: CALLS_EACH,
      random,
    });
    requests += calls.length;
    for (const call of calls) {
      const key = answerOf(call);
      answers.set(key, (answers.get(key) ?? 0) + 1);
      if (call.status >= 500) verdict["answers that say nothing of the outcome"] += 1;
    }
    if (isLinearizable(calls, {}, applied)) return;
    verdict["histories that no order explains"] += 1;
    if (verdict["histories that no order explains"] <= MOST_PRINTED)
      for (const call of calls) console.error(JSON.stringify(call));
  };
  const worker = async () => {
    while (begun < wanted) await one((begun += 1));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const title = `${wanted} histories on ${store.split(":")[0]}, ${processes} processes${workers > 1 ? ` with ${workers} workers each` : ""}, seed ${seed}`;
    return report(title, { entries: [], answers, acknowledged: [] }, verdict, { histories: begun, requests });
  } finally {
    await shared.remove();
  }
}

function answerOf({ request, status }: Call): string {
  if (request.kind === "create") return `${request.isConditional ? "conditional" : "plain"} create ${status}`;
  return `${request.kind === "change" ? request.status : request.kind} ${status}`;
}
