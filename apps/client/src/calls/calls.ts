import { AsyncLocalStorage } from "node:async_hooks";
import { Call } from "./call.js";

/** The calls in progress. */
export class Calls {
  readonly #ended = new Map<Call, Promise<unknown>>();
  /** The calls whose callbacks run, outermost first. */
  readonly #callers = new AsyncLocalStorage<readonly Call[]>();
  #closed = false;

  /** Milliseconds for each call in all. */
  constructor(private readonly budget: number) {}

  get closed(): boolean {
    return this.#closed;
  }

  /** Rejects with the reason of a signal that is aborted already. */
  async run<T>(signal: AbortSignal | undefined, work: (call: Call) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const call = new Call(this.budget, signal);
    const result = work(call);
    this.#ended.set(
      call,
      result.catch(() => undefined),
    );
    try {
      return await result;
    } finally {
      call.end();
      this.#ended.delete(call);
    }
  }

  /** Runs a callback of the user; what it takes is not the call's time. */
  callback<T>(call: Call, work: () => T | Promise<T>): Promise<T> {
    return call.budget.paused(() => this.#callers.run([...(this.#callers.getStore() ?? []), call], work));
  }

  /** Admits no further call, and resolves when all have ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#end([]);
  }

  /** In a callback of a call, which that call waits for: resolves when the other calls have ended. Elsewhere `undefined`. */
  othersEnded(): Promise<void> | undefined {
    const callers = this.#callers.getStore();
    return callers === undefined ? undefined : this.#end(callers);
  }

  async #end(except: readonly Call[]): Promise<void> {
    await Promise.all([...this.#ended].map(([call, end]) => (except.includes(call) ? undefined : end)));
  }
}
