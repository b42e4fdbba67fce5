import { get } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

const EVERY_MILLISECONDS = 100;

/** Asks `/health` and `/ready` again and again, as a platform does. */
export class HealthWatch {
  readonly #taken: number[] = [];
  #overloaded = 0;
  #failures = 0;
  #isStopped = false;
  readonly #watching: Promise<void>;

  /** @param port of the operations server */
  constructor(private readonly port: number) {
    this.#watching = this.#watch();
  }

  /** What was seen since the last time. `worst` in milliseconds; `overloaded`: how often `/ready` said so. */
  take(): { readonly worst: number; readonly overloaded: number; readonly failures: number } {
    const seen = { worst: Math.max(0, ...this.#taken), overloaded: this.#overloaded, failures: this.#failures };
    this.#taken.length = 0;
    this.#overloaded = this.#failures = 0;
    return seen;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#isStopped) {
      for (const path of ["/health", "/ready"]) {
        const began = performance.now();
        const answer = await this.#ask(path).catch(() => undefined);
        this.#taken.push(performance.now() - began);
        if (answer?.status !== 200) this.#failures += 1;
        else if (answer.text.includes('"overloaded":true')) this.#overloaded += 1;
      }
      await delay(EVERY_MILLISECONDS);
    }
  }

  #ask(path: string): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve, reject) => {
      const request = get({ host: "127.0.0.1", port: this.port, path, agent: false }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("error", reject);
      });
      request.on("error", reject);
    });
  }
}
