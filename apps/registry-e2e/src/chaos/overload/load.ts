import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { Connection, OPERATIONS, closedLoop, getField, openLoop, percentile } from "@appointment-registry/bench";
import type { LoadRequest, Subject } from "@appointment-registry/bench";
import type { TestDeployment } from "./test-deployment.js";

export interface Measured {
  /** Successful answers per second. */
  readonly goodput: number;
  /** Milliseconds from sending to the answer, for successful requests. */
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
  readonly refusedP99: number;
  /** Number of answers that are neither successful nor 503 with `Retry-After`, and of closed connections. */
  readonly wrong: number;
}

/** The load consists of requests, not of handshakes. */
const OPENED_AT_ONCE = 16;
const MOST_ATTEMPTS = 40;
const PAUSE_MILLISECONDS = 50;

type Operation = (subject: Subject) => LoadRequest;

/** Cancels a registered entry, or registers one if there is nothing to cancel. */
export const cancelOrRegister: Operation = (subject) =>
  OPERATIONS["cancel-json"](subject) ?? OPERATIONS["register-json"](subject);

export const readMetadata: Operation = (subject) => OPERATIONS.capabilities(subject);

interface Options {
  readonly seconds: number;
  readonly connections: number;
  /** The loop is closed if this is absent. */
  readonly perSecond?: number;
  readonly operation?: Operation;
}

/** A flooded registry closes some connections before TLS. */
async function openOne({ address }: Subject): Promise<Connection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await Connection.open(address);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS) throw error;
      await setTimeout(PAUSE_MILLISECONDS);
    }
  }
}

/** Applies one load over keep-alive connections, which are all open before the load begins. */
export async function load(site: TestDeployment, subject: Subject, options: Options): Promise<Measured> {
  const { seconds, connections: count, perSecond, operation = cancelOrRegister } = options;
  const connections: Connection[] = [];
  const open = async (): Promise<void> => {
    while (connections.length < count) connections.push(await openOne(subject));
  };
  await Promise.all(Array.from({ length: Math.min(count, OPENED_AT_ONCE) }, open));
  const kinds: ("served" | "refused" | "wrong")[] = [];
  const next = (): LoadRequest => {
    const request = operation(subject);
    return {
      bytes: request.bytes,
      check(response) {
        if (response.status === 503 && getField(response, "retry-after") !== undefined) kinds.push("refused");
        else {
          request.check(response);
          site.note(response);
          kinds.push("served");
        }
      },
    };
  };
  try {
    const began = performance.now();
    const { latencies } =
      perSecond === undefined
        ? await closedLoop(connections, next, seconds)
        : await openLoop(connections, next, { seconds, perSecond });
    const of = (kind: string) => latencies.filter((_, n) => kinds[n] === kind);
    const took = (performance.now() - began) / 1000;
    const served = of("served");
    const refused = of("refused");
    return {
      goodput: served.length / took,
      p50: percentile(served, 0.5),
      p99: percentile(served, 0.99),
      refused: refused.length,
      refusedP99: percentile(refused, 0.99),
      wrong: latencies.length - served.length - refused.length,
    };
  } finally {
    for (const each of connections) each.close();
  }
}

/** Callers open a connection for each request. @returns the successful requests per second, and the number of failed connections */
export async function newConnections(
  site: TestDeployment,
  { subject, callers, seconds }: { readonly subject: Subject; readonly callers: number; readonly seconds: number },
): Promise<{ readonly goodput: number; readonly failed: number }> {
  const until = performance.now() + seconds * 1000;
  let served = 0;
  let failed = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      try {
        const connection = await Connection.open(subject.address);
        try {
          await new Promise<void>((resolve, reject) => {
            const request = cancelOrRegister(subject);
            connection.send(request.bytes, (result) => {
              if (result instanceof Error) return reject(result);
              if (result.status < 300) {
                request.check(result);
                site.note(result);
                served += 1;
              }
              resolve();
            });
          });
        } finally {
          connection.close();
        }
      } catch {
        failed += 1;
        await setTimeout(PAUSE_MILLISECONDS);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { goodput: served / seconds, failed };
}
