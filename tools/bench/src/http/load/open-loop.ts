import { performance } from "node:perf_hooks";
import type { LoadRequest, LoadResult, NextRequest } from "./closed-loop.js";
import type { Connection } from "./connection.js";

interface Waiting {
  readonly request: LoadRequest;
  /** Milliseconds from the start. */
  readonly dueAt: number;
}

/**
 * Requests become due at random, independently of the responses (a Poisson process of `perSecond`), and at the same times for the same
 * `seed`. A request that finds no free connection waits in the client. This time is measured separately from the latency.
 */
export async function openLoop(
  connections: readonly Connection[],
  next: NextRequest,
  { seconds, perSecond, seed = 1 }: { readonly seconds: number; readonly perSecond: number; readonly seed?: number },
): Promise<LoadResult> {
  const latencies: number[] = [];
  const queued: number[] = [];
  const due = dueTimes(perSecond / 1000, seed);
  const free = [...connections];
  const waiting: Waiting[] = [];
  const began = performance.now();
  let last = began;
  let nextDue = due.next().value;
  let ended = false;

  await new Promise<void>((resolve, reject) => {
    function takeDue(): void {
      const elapsed = performance.now() - began;
      while (!ended && nextDue <= elapsed) {
        const request = nextDue < seconds * 1000 ? next() : undefined;
        if (request === undefined) ended = true;
        else waiting.push({ request, dueAt: nextDue });
        nextDue = due.next().value;
      }
      dispatch();
      if (!ended) setTimeout(takeDue, Math.max(0, nextDue - (performance.now() - began)));
    }

    function dispatch(): void {
      while (waiting.length > 0 && free.length > 0) send(free.pop() as Connection, waiting.shift() as Waiting);
      if (ended && free.length === connections.length) resolve();
    }

    function send(connection: Connection, { request, dueAt }: Waiting): void {
      const sent = performance.now();
      queued.push(sent - began - dueAt);
      connection.send(request.bytes, (result) => {
        last = performance.now();
        try {
          if (result instanceof Error) throw result;
          request.check(result);
        } catch (error) {
          ended = true;
          return reject(error as Error);
        }
        latencies.push(last - sent);
        free.push(connection);
        dispatch();
      });
    }
    takeDue();
  });
  return { count: latencies.length, seconds: (last - began) / 1000, latencies, queued };
}

/** Yields ascending milliseconds from the start, with exponentially distributed intervals from a linear congruential generator. */
function* dueTimes(perMillisecond: number, seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (let at = 0; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    at -= Math.log(1 - state / 2 ** 32) / perMillisecond;
    yield at;
  }
}
