import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Observations since the previous call. `worst` is in milliseconds. `overloaded` counts the answers of `/ready` that reported overload. */
export interface HealthSeen {
  readonly worst: number;
  readonly overloaded: number;
  readonly failures: number;
}

/** Runs in a separate thread, since a load generator that opens thousands of connections would delay the answers itself. */
const WATCH = `
  const { get } = require("node:http");
  const { parentPort, workerData: port } = require("node:worker_threads");
  const none = { worst: 0, overloaded: 0, failures: 0 };
  let seen = { ...none };
  let isStopped = false;
  const ask = (path) => new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, text }));
      response.on("error", () => resolve());
    });
    request.on("error", () => resolve());
  });
  parentPort.on("message", (message) => {
    if (message === "stop") isStopped = true;
    else parentPort.postMessage(seen);
    seen = { ...none };
  });
  (async () => {
    while (!isStopped) {
      for (const path of ["/health", "/ready"]) {
        const began = performance.now();
        const answer = await ask(path);
        seen.worst = Math.max(seen.worst, performance.now() - began);
        if (answer?.status !== 200) seen.failures += 1;
        else if (answer.text.includes('"overloaded":true')) seen.overloaded += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    parentPort.close();
  })();`;

/** Polls `/health` and `/ready`, like a deployment platform. */
export class HealthWatch {
  readonly #worker: Worker;

  /** @param port port of the operations server */
  constructor(port: number) {
    this.#worker = new Worker(WATCH, { eval: true, workerData: port });
  }

  async take(): Promise<HealthSeen> {
    const seen = once(this.#worker, "message");
    this.#worker.postMessage("take");
    return ((await seen) as [HealthSeen])[0];
  }

  async stop(): Promise<void> {
    const ended = once(this.#worker, "exit");
    this.#worker.postMessage("stop");
    await ended;
  }
}
