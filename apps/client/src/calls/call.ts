import { Budget } from "./budget.js";
import { watchSignal } from "./watch-signal.js";

/** One call of a method of the client: its time, and whether its caller stopped waiting. */
export class Call {
  readonly budget: Budget;
  readonly #abort = new AbortController();
  readonly #unwatch: () => void;
  /** A request of this call has had a connection already; its next ones go before those of calls that wait to begin. */
  begun = false;

  /** Milliseconds in all, of this clock. */
  constructor(milliseconds: number, signal?: AbortSignal, now?: () => number) {
    this.budget = new Budget(milliseconds, now);
    this.#unwatch =
      signal === undefined ? () => undefined : watchSignal(signal, () => this.#abort.abort(signal.reason));
  }

  /** Of this call alone: listeners of its requests do not add up on the caller's signal. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get aborted(): boolean {
    return this.signal.aborted;
  }

  end(): void {
    this.#unwatch();
  }

  /** The value of a promise, unless time or caller say stop before: then it rejects with what `late` returns or the signal's reason. */
  within<T>(promise: Promise<T>, late: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(late())), this.budget.left());
      const stop = (): void => settle(() => reject(this.signal.reason as Error));
      const settle = (how: () => void): void => {
        clearTimeout(timer);
        this.signal.removeEventListener("abort", stop);
        how();
      };
      this.signal.addEventListener("abort", stop);
      promise.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error as Error)),
      );
      if (this.aborted) stop();
    });
  }
}
