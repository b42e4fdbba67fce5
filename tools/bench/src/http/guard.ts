import { interleave, warmUp } from "./interleave.js";
import type { NamedLoad } from "./interleave.js";
import { median } from "./measure.js";
import { OPERATIONS } from "./operations.js";
import { startServers } from "./servers.js";
import type { Servers } from "./servers.js";

/** CPU of the floor for a cancel, as a share of the registry's CPU: the lower of two measurements on a busy machine. */
const RECORDED = 0.42;
/** The guard fails if the share is below this part of the recorded one. */
const LEAST = 0.7;
const ROUNDS = 7;
/** A busy machine may distort all rounds of one run. */
const RUNS = 2;
const CONNECTIONS = 16;
const WARM_UP = { connections: [CONNECTIONS], seconds: 1, warmUpRequests: 5000 };

/** Fails if the CPU cost of a cancel, relative to the floor, has clearly increased (docs/decisions/0091). */
export async function benchGuard(): Promise<void> {
  const servers = await startServers({ profile: undefined, other: undefined, workers: undefined });
  try {
    for (let run = 1; run <= RUNS; run++) {
      const share = await toShare(servers);
      const isEnough = share >= LEAST * RECORDED;
      console.log(
        `guard: a cancel of the floor costs ${share.toFixed(2)} of the CPU of the registry's; recorded ${RECORDED}, ` +
          `at least ${(LEAST * RECORDED).toFixed(2)}: ${isEnough ? "enough" : "too little"}`,
      );
      if (isEnough) return;
    }
    process.exitCode = 1;
  } finally {
    await servers.stop();
  }
}

async function toShare({ floor, registries }: Servers): Promise<number> {
  const subjects = [floor, ...registries];
  const loads = (["register-xml", "cancel-xml"] as const).map((request): NamedLoad => ({
    request,
    next: OPERATIONS[request],
  }));
  await warmUp(WARM_UP, subjects, loads);
  const samples = await interleave(subjects, loads, { connections: CONNECTIONS, seconds: 1 }, ROUNDS);
  const [floors = [], cancels = []] = [...(samples.get("cancel-xml")?.values() ?? [])];
  return median(floors.map(({ cpu = NaN }, round) => cpu / (cancels[round]?.cpu ?? NaN)));
}
