import { Budget } from "./budget.js";
import { watchSignal } from "./watch-signal.js";

/** One call of a method of the client: its time, and whether its caller stopped waiting. */
export class Call {
  readonly budget: Budget;
  readonly #abort = new AbortController();
  readonly #unwatch: () => void;
  /**
   * A request of this call has already had a connection; its next requests take precedence over calls that have not
   * started.
   */
  begun = false;

  /** Time limit of the call in milliseconds, by this clock. */
  constructor(milliseconds: number, signal?: AbortSignal, now?: () => number) {
    this.budget = new Budget(milliseconds, now);
    this.#unwatch =
      signal === undefined ? () => undefined : watchSignal(signal, () => this.#abort.abort(signal.reason));
  }

  /** The signal of this call only: the listeners of its requests do not accumulate on the caller's signal. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get aborted(): boolean {
    return this.signal.aborted;
  }

  end(): void {
    this.#unwatch();
  }

  /**
   * The value of a promise. If the time limit or the caller ends the call first, it rejects with the result of `late`
   * or the signal's reason.
   */
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
