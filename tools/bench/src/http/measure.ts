import { closedLoop } from "./load/closed-loop.js";
import type { LoadRequest, LoadResult } from "./load/closed-loop.js";
import { Connection } from "./load/connection.js";
import { openLoop } from "./load/open-loop.js";
import type { Subject } from "./subject.js";

/** One load of one subject. */
export interface Sample extends LoadResult {
  /** Microseconds of server CPU for each request. `undefined` for a foreign process, or if no request was due. */
  readonly cpu: number | undefined;
  /** Share of the time in which the load generator was busy. A value near 1 means that the generator limits the rate. */
  readonly generatorBusy: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Requests due per second, independent of the responses. The loop is closed if this is absent. */
  readonly perSecond?: number;
}

/** Measures one load over connections that are opened before it and closed afterwards. */
export async function measure(
  subject: Subject,
  next: (subject: Subject) => LoadRequest | undefined,
  { connections: count, seconds, perSecond }: Load,
): Promise<Sample> {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(subject.address)));
  try {
    const before = (await subject.usage?.())?.cpuMicroseconds;
    const ownBefore = process.cpuUsage();
    const source = () => next(subject);
    const result =
      perSecond === undefined
        ? await closedLoop(connections, source, seconds)
        : await openLoop(connections, source, { seconds, perSecond });
    const own = process.cpuUsage(ownBefore);
    const after = (await subject.usage?.())?.cpuMicroseconds;
    return {
      ...result,
      cpu:
        before === undefined || after === undefined || result.count === 0 ? undefined : (after - before) / result.count,
      generatorBusy: (own.user + own.system) / 1e6 / result.seconds,
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Returns the nearest-rank percentile, or `NaN` for an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
