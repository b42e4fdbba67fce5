import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const SCRIPT = resolve(import.meta.dirname, "../../../../../tools/mongodb/fault-proxy.mjs");

/** Starts a proxy that breaks connections to the server in `url`; `url` of the answer leads through it. */
export async function faultProxy(url: string, seed: number, rate: number, stall: number) {
  const [, target = ""] = /^mongodb:\/\/([^/?,]+)/.exec(url) ?? [];
  const args = [SCRIPT, target, "--seed", String(seed), "--rate", String(rate), "--stall", String(stall)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { port } = JSON.parse((await lines.next()).value ?? "{}") as { port: number };
  let done: Promise<Record<string, number>> | undefined;
  return {
    url: url.replace(target, `127.0.0.1:${port}`),
    /** @returns what it did: number of requests by fault, and `hit` and `passed` */
    stop: () => (done ??= stop()),
  };

  async function stop(): Promise<Record<string, number>> {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    const did = JSON.parse((await lines.next()).value ?? "{}") as Record<string, number>;
    await closed;
    return did;
  }
}
