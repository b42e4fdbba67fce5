import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { WORKSPACE, seededRandom } from "@appointment-registry/test-kit";
import { auditFaults } from "./audit-verify.js";
import { check } from "./check.js";
import type { LoadOptions } from "./load.js";
import { load } from "./load.js";
import { report } from "./report.js";
import { registriesOnOneStore } from "./stores.js";

export interface DatabaseOptions {
  readonly kills: number;
  readonly seed: number;
  readonly mongodb: string;
}

const SERVER = join(WORKSPACE, "tools/mongodb/server.sh");

/** Keeps two registries running while their database is killed (SIGKILL) and restarted. @returns true if nothing was lost */
export async function database({ kills, seed, mongodb }: DatabaseOptions): Promise<boolean> {
  const random = seededRandom(seed);
  const shared = await registriesOnOneStore(2, { mongodb });
  const { registries, store, audit } = shared;
  try {
    const options: LoadOptions & { until: number } = {
      run: `database-${process.pid}-${seed}`,
      clients: 16,
      until: Infinity,
    };
    const loading = load(registries, options);
    for (let done = 0; done < kills; done += 1) {
      await delay(2_000 + random() * 3_000);
      execFileSync(SERVER, ["crash"], { stdio: ["ignore", "ignore", "inherit"] });
    }
    await delay(2_000);
    options.until = 0;
    const result = await loading;
    const [reader] = registries;
    if (reader === undefined) throw new Error("There must be a process.");
    const verdict = await check(reader, result);
    for (const registry of registries) await registry.pause();
    return report(`${kills} kills of the database under two registries, seed ${seed}`, result, {
      ...verdict,
      ...(await auditFaults([audit], store)),
    });
  } finally {
    await shared.remove();
  }
}
