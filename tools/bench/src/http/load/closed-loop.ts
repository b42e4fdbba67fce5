import { performance } from "node:perf_hooks";
import type { Connection, Response } from "./connection.js";

/** One request of a load: its bytes, and a function that checks the response and throws if it is unexpected. */
export interface LoadRequest {
  readonly bytes: Buffer;
  readonly check: (response: Response) => void;
}

/** Returns the next request, or `undefined` if there is none left. */
export type NextRequest = () => LoadRequest | undefined;

export interface LoadResult {
  /** Number of responses received. */
  readonly count: number;
  /** Seconds from the first request sent to the last response received. */
  readonly seconds: number;
  /** Milliseconds from sending a request to the end of its response. */
  readonly latencies: readonly number[];
  /** Milliseconds that a request waited for a free connection after it was due. Only in an open loop. */
  readonly queued: readonly number[];
}

/** Every connection sends its next request after the response to the previous one, until `seconds` have passed. */
export async function closedLoop(
  connections: readonly Connection[],
  next: NextRequest,
  seconds: number,
): Promise<LoadResult> {
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  let last = began;

  function drive(connection: Connection): Promise<void> {
    return new Promise((resolve, reject) => {
      const send = (now: number): void => {
        const request = now < end ? next() : undefined;
        if (request === undefined) return resolve();
        connection.send(request.bytes, (result) => {
          last = performance.now();
          try {
            if (result instanceof Error) throw result;
            request.check(result);
          } catch (error) {
            return reject(error as Error);
          }
          latencies.push(last - now);
          send(last);
        });
      };
      send(performance.now());
    });
  }
  await Promise.all(connections.map(drive));
  return { count: latencies.length, seconds: (last - began) / 1000, latencies, queued: [] };
}
