import { AsyncLocalStorage } from "node:async_hooks";
import { Call } from "./call.js";

/** The calls in progress. */
export class Calls {
  readonly #ended = new Map<Call, Promise<unknown>>();
  /** The calls whose callbacks are running, outermost first. */
  readonly #callers = new AsyncLocalStorage<readonly Call[]>();
  #closed = false;

  /** Takes the total time for each call, in milliseconds. */
  constructor(private readonly budget: number) {}

  get closed(): boolean {
    return this.#closed;
  }

  /** Runs a call. Rejects with the signal's reason if the signal is already aborted. */
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

  /** Runs a callback of the user. The time that it takes does not count as the call's time. */
  callback<T>(call: Call, work: () => T | Promise<T>): Promise<T> {
    return call.budget.paused(() => this.#callers.run([...(this.#callers.getStore() ?? []), call], work));
  }

  /** Rejects further calls, and resolves when all calls have ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#end([]);
  }

  /** Within a callback of a call: resolves when all other calls have ended. Returns `undefined` elsewhere. */
  othersEnded(): Promise<void> | undefined {
    const callers = this.#callers.getStore();
    return callers === undefined ? undefined : this.#end(callers);
  }

  async #end(except: readonly Call[]): Promise<void> {
    await Promise.all([...this.#ended].map(([call, end]) => (except.includes(call) ? undefined : end)));
  }
}
