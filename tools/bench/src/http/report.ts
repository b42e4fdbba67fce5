import { median, percentile } from "./measure.js";
import type { Sample } from "./measure.js";

/** The measurements of one subject under one load, over all rounds. */
export interface Row {
  readonly request: string;
  readonly loop: "closed" | "open";
  readonly connections: number;
  readonly subject: string;
  /** Medians over the rounds. */
  readonly perSecond: number;
  /** Microseconds of server CPU for each request. */
  readonly cpu: number | undefined;
  /** The minimum over the rounds, since other activity of the machine only adds to it. */
  readonly leastCpu: number | undefined;
  /** Medians over the rounds of the ratios to the floor. */
  readonly throughputToFloor: number;
  readonly cpuToFloor: number | undefined;
  /** Milliseconds from sending a request to its response, over all rounds. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Milliseconds in the client's queue before the request was sent, in an open loop. */
  readonly queued?: { readonly p50: number; readonly p99: number };
  readonly requests: number;
  readonly generatorBusy: number;
}

export function toRow(
  of: Pick<Row, "request" | "loop" | "connections" | "subject">,
  samples: readonly Sample[],
  floor: readonly Sample[],
): Row {
  const latencies = samples.flatMap((sample) => sample.latencies);
  const queued = samples.flatMap((sample) => sample.queued);
  const cpus = samples.flatMap(({ cpu }) => cpu ?? []);
  const floorAt = (round: number) => floor[round] as Sample;
  return {
    ...of,
    perSecond: median(samples.map(rate)),
    cpu: cpus.length === 0 ? undefined : median(cpus),
    leastCpu: cpus.length === 0 ? undefined : Math.min(...cpus),
    throughputToFloor: median(samples.map((sample, round) => rate(sample) / rate(floorAt(round)))),
    cpuToFloor:
      cpus.length === 0 ? undefined : median(samples.map(({ cpu = NaN }, round) => cpu / (floorAt(round).cpu ?? NaN))),
    latency: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99) },
    ...(queued.length === 0 ? {} : { queued: { p50: percentile(queued, 0.5), p99: percentile(queued, 0.99) } }),
    requests: latencies.length,
    generatorBusy: median(samples.map(({ generatorBusy }) => generatorBusy)),
  };
}

export function rate({ count, seconds }: Pick<Sample, "count" | "seconds">): number {
  return count / seconds;
}

const COLUMNS: readonly (readonly [title: string, width: number, value: (row: Row) => string])[] = [
  ["request", 14, ({ request }) => request],
  ["conns", 5, ({ connections }) => String(connections)],
  ["server", 20, ({ subject }) => subject],
  ["CPU x", 7, ({ cpuToFloor }) => fixed(cpuToFloor, 2)],
  ["rate %", 7, ({ throughputToFloor }) => fixed(throughputToFloor * 100, 0)],
  ["CPU us", 8, ({ cpu }) => fixed(cpu, 0)],
  ["least us", 8, ({ leastCpu }) => fixed(leastCpu, 0)],
  ["req/s", 8, ({ perSecond }) => fixed(perSecond, 0)],
  ["p50 ms", 8, ({ latency }) => fixed(latency.p50, 2)],
  ["p95 ms", 8, ({ latency }) => fixed(latency.p95, 2)],
  ["p99 ms", 8, ({ latency }) => fixed(latency.p99, 2)],
  ["queue p50", 9, ({ queued }) => fixed(queued?.p50, 2)],
  ["queue p99", 9, ({ queued }) => fixed(queued?.p99, 2)],
];

/** `CPU x` and `rate %` are relative to the floor. CPU and latencies are those of one request. `*`: the load generator was the limit. */
export function printRows(title: string, rows: readonly Row[]): void {
  const open = rows.some(({ queued }) => queued !== undefined);
  const columns = COLUMNS.filter(([name]) => open || !name.startsWith("queue"));
  console.log(`\n${title}`);
  console.log(columns.map(([name, width]) => name.padStart(width)).join(" "));
  for (const row of rows) {
    const mark = row.generatorBusy > 0.95 && row.loop === "closed" ? " *" : "";
    console.log(columns.map(([, width, value]) => value(row).padStart(width)).join(" ") + mark);
  }
}

/** Returns `-` if there is no value. */
export function fixed(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? "-" : value.toFixed(digits);
}
