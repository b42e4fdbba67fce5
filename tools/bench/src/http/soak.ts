import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { builtRegistry } from "@appointment-registry/test-kit";
import { median, measure, percentile } from "./measure.js";
import { CORES, pinTo } from "./measured-process.js";
import { OPERATIONS } from "./operations.js";
import { warmUp } from "./interleave.js";
import type { NamedLoad } from "./interleave.js";
import { rate } from "./report.js";
import { closeSite, openSite, startRegistry } from "./servers.js";
import type { Subject } from "./subject.js";

const CONNECTIONS = 16;
/** Number of evenly spaced observations of the registry. */
const LOOKS = 30;
/** Maximum growth of the cost from the first third to the last, as a share. */
const MOST_GROWTH = 0.15;
/** Noise of the heap size after a garbage collection, in bytes. */
const HEAP_NOISE = 3e6;

interface Look {
  readonly cpu: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly heapBytes: number;
  readonly descriptors: number;
}

/**
 * Registers, cancels, reads and searches in turn for minutes, and compares the last third of that time with the first. CPU for each
 * request, heap after a garbage collection and descriptors must not grow. Prints a line for each observation. Sets exit code 1 if a value
 * grew.
 */
export async function benchSoak(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: "string", default: "10" } } });
  const seconds = (Number(values.minutes) * 60) / LOOKS;
  const site = await openSite();
  try {
    const subject = await startRegistry(site, "registry", builtRegistry(), ["--expose-gc"]);
    const [registry] = site.processes;
    const pid = registry?.pid as number;
    pinTo(CORES.server, pid);
    pinTo(CORES.load, process.pid);
    const loads: NamedLoad[] = [{ request: "mixed", next: mixed() }];
    await warmUp({ connections: [CONNECTIONS], seconds: 1, warmUpRequests: 5000 }, [subject], loads);
    const looks: Look[] = [];
    for (let n = 0; n < LOOKS; n += 1) {
      const sample = await measure(subject, mixed(), { connections: CONNECTIONS, seconds });
      looks.push({
        cpu: sample.cpu ?? NaN,
        p99: percentile(sample.latencies, 0.99),
        perSecond: rate(sample),
        heapBytes: (await subject.heapBytes?.()) ?? NaN,
        descriptors: (await readdir(`/proc/${pid}/fd`)).length,
      });
      const { cpu, p99, perSecond, heapBytes, descriptors } = looks.at(-1) as Look;
      const { size } = await stat(join(site.directory, "registry", "data.mdb"));
      console.log(
        `soak: ${((n + 1) * seconds).toFixed(0)} s: ${perSecond.toFixed(0)}/s, CPU ${cpu.toFixed(0)} us, p99 ${p99.toFixed(1)} ms, heap ` +
          `${(heapBytes / 1e6).toFixed(1)} MB, ${descriptors} descriptors, store ${(size / 1e6).toFixed(0)} MB, ${subject.bookings.count} entries`,
      );
    }
    if (!isFlat(looks)) process.exitCode = 1;
  } finally {
    await closeSite(site);
  }
}

/** Returns each kind of request in turn, for existing entries. */
function mixed(): (subject: Subject) => ReturnType<(typeof OPERATIONS)["cancel-xml"]> {
  const kinds = ["register-xml", "read", "cancel-xml", "search"] as const;
  let turn = 0;
  return (subject) =>
    OPERATIONS[kinds[turn++ % kinds.length] as (typeof kinds)[number]](subject) ?? OPERATIONS["register-xml"](subject);
}

function isFlat(looks: readonly Look[]): boolean {
  const third = Math.floor(looks.length / 3);
  const [first, last] = [looks.slice(0, third), looks.slice(-third)];
  const of = (name: keyof Look) =>
    [first, last].map((each) => median(each.map((look) => look[name]))) as [number, number];
  const [cpuBefore, cpuAfter] = of("cpu");
  const [heapBefore, heapAfter] = of("heapBytes");
  const [descriptorsBefore, descriptorsAfter] = of("descriptors");
  const grown = [
    ...(cpuAfter > cpuBefore * (1 + MOST_GROWTH) ? ["CPU of a request"] : []),
    ...(heapAfter > heapBefore * (1 + MOST_GROWTH) + HEAP_NOISE ? ["heap"] : []),
    ...(descriptorsAfter > descriptorsBefore + CONNECTIONS ? ["descriptors"] : []),
  ];
  console.log(
    `soak: from the first third to the last: CPU ${cpuBefore.toFixed(0)} to ${cpuAfter.toFixed(0)} us, heap ${(heapBefore / 1e6).toFixed(1)} to ` +
      `${(heapAfter / 1e6).toFixed(1)} MB, descriptors ${descriptorsBefore} to ${descriptorsAfter}: ` +
      (grown.length === 0 ? "flat" : `grown: ${grown.join(", ")}`),
  );
  return grown.length === 0;
}
