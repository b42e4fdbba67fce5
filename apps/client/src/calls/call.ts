import { Budget } from "./budget.js";
import { watchSignal } from "./watch-signal.js";

/** One call of a client method: its time limit, and whether its caller stopped waiting. */
export class Call {
  readonly budget: Budget;
  readonly #abort = new AbortController();
  readonly #unwatch: () => void;
  /**
   * True once a request of this call has had a connection. Its next requests take precedence over calls that have not
   * started.
   */
  begun = false;

  /** Takes the time limit of the call in milliseconds, measured by `now`. */
  constructor(milliseconds: number, signal?: AbortSignal, now?: () => number) {
    this.budget = new Budget(milliseconds, now);
    this.#unwatch =
      signal === undefined ? () => undefined : watchSignal(signal, () => this.#abort.abort(signal.reason));
  }

  /** The signal of this call alone, so that the listeners of its requests do not accumulate on the caller's signal. */
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
   * Resolves to the value of a promise. If the time limit ends the call first, it rejects with the result of `late`. If
   * the caller ends it first, it rejects with the signal's reason.
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
