import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "@appointment-registry/test-kit";
import { auditFaults } from "./audit-verify.js";
import { check } from "./check.js";
import type { LoadOptions } from "./load.js";
import { load } from "./load.js";
import { report } from "./report.js";
import { registriesOnOneStore } from "./stores.js";

export interface KillsOptions {
  readonly kills: number;
  readonly processes: number;
  /** Number of worker processes of each registry. */
  readonly workers?: number;
  readonly seed: number;
  /** URL of a server with MongoDB's protocol. The embedded store is used if it is absent. */
  readonly mongodb?: string | undefined;
}

/** Kills registries (SIGKILL) at random while they write, and restarts them. @returns true if nothing was lost */
export async function kills({ kills: wanted, processes, workers = 1, seed, mongodb }: KillsOptions): Promise<boolean> {
  const random = seededRandom(seed);
  // Files are small, so that some kills happen at the beginning of the next file.
  const shared = await registriesOnOneStore(processes, {
    mongodb,
    settings: { REGISTRY_AUDIT_FILE_BYTES: "65536", REGISTRY_WORKERS: String(workers) },
  });
  const { registries, store, audit } = shared;
  try {
    const options: LoadOptions & { until: number } = {
      run: `kills-${process.pid}-${seed}`,
      clients: 16,
      until: Infinity,
    };
    const loading = load(registries, options);
    for (let done = 0; done < wanted;) {
      await delay(200 + random() * 1_000);
      // One registry, or sometimes all of them.
      const chosen = random() < 0.3 ? [...registries] : [registries[Math.floor(random() * registries.length)]];
      const victims = chosen.flatMap((each) => each ?? []).slice(0, wanted - done);
      if (workers > 1 && random() < 0.5) await Promise.all(victims.map((victim) => victim.killWorker(random)));
      else {
        await Promise.all(victims.map((victim) => victim.kill()));
        await Promise.all(victims.map((victim) => victim.startAgain()));
      }
      done += victims.length;
    }
    options.until = 0;
    const result = await loading;
    const [reader] = registries;
    if (reader === undefined) throw new Error("There must be a process.");
    const verdict = await check(reader, result, { answersMayBeLost: true });
    for (const registry of registries) await registry.pause();
    return report(
      `${wanted} kills of ${processes} processes${workers > 1 ? ` with ${workers} workers each` : ""} on ${store.split(":")[0]}, seed ${seed}`,
      result,
      {
        ...verdict,
        ...(await auditFaults([audit], store)),
      },
    );
  } finally {
    await shared.remove();
  }
}
