import { watchSignal } from "../calls/watch-signal.js";

/** A fixed number of slots. Waiting calls are served in order, and those that have begun before those that have not. */
export class Slots {
  #free: number;
  readonly #continuing = new Set<() => void>();
  readonly #starting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves to a function that releases the slot. Rejects with the signal's reason. */
  async acquire(begun: boolean, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(begun ? this.#continuing : this.#starting, signal);
    return () => this.#release();
  }

  #wait(queue: Set<() => void>, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const serve = (): void => {
        unwatch();
        resolve();
      };
      const unwatch = watchSignal(signal, () => {
        if (queue.delete(serve)) reject(signal.reason as Error);
      });
      queue.add(serve);
    });
  }

  #release(): void {
    for (const queue of [this.#continuing, this.#starting]) {
      for (const serve of queue) {
        queue.delete(serve);
        return serve();
      }
    }
    this.#free += 1;
  }
}
