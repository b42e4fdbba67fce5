import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startNode } from "./children.js";
import { WORKSPACE } from "./workspace.js";

export interface MongoDbFaultProxyOptions {
  /** Seed of the fault plan. */
  readonly seed: number;
  /** Share of messages with a fault, 0 to 1. */
  readonly rate: number;
  /** Milliseconds for which a stalled message is held. */
  readonly stall: number;
}

export interface MongoDbFaultProxy {
  /** Address of the server, as HOST:PORT. */
  readonly server: string;
  /** The given connection string, changed to lead through the proxy. */
  readonly url: string;
  /**
   * Stops the proxy. Resolves, also when called again, to its statistics: number of requests by fault, and `hit` and
   * `passed`.
   */
  readonly stop: () => Promise<Record<string, number>>;
}

/** Starts a proxy that breaks connections to the first server of a MongoDB connection string. */
export async function startMongoDbFaultProxy(
  url: string,
  options: MongoDbFaultProxyOptions,
): Promise<MongoDbFaultProxy> {
  const [, target = ""] = /^mongodb:\/\/([^/?,]+)/.exec(url) ?? [];
  const settings = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = startNode([join(WORKSPACE, "tools/mongodb/fault-proxy.mjs"), target, ...settings]);
  child.stderr.pipe(process.stderr, { end: false });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const printed = async () => JSON.parse((await lines.next()).value ?? "{}") as Record<string, number>;
  const server = `127.0.0.1:${(await printed())["port"]}`;
  let stopped: Promise<Record<string, number>> | undefined;
  const stop = async () => {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    const did = await printed();
    await closed;
    return did;
  };
  return { server, url: url.replace(target, server), stop: () => (stopped ??= stop()) };
}
