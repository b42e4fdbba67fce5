import { setTimeout as pause } from "node:timers/promises";

/** Maximum number of consecutive pauses without any answer about an entry; further ones would be in vain. */
const MOST_PAUSES = 6;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** If no answer about an entry arrives for this long, the second consecutive pause is the last. */
const BUDGET_MS = 30_000;

/**
 * One concurrency limit and one retry budget for all calls of a process. If the registry asks for less (429, 503) or
 * every call fails, all calls pause together, longer each time. Afterwards half as many run at once, until the budget
 * is used up. Answers raise the concurrency again.
 */
export class Pace {
  #limit: number;
  #until = -Infinity;
  /** Calls that began before this moment had no part in the latest pause. */
  #pausedAt = -Infinity;
  #pauses = 0;
  #failed = 0;
  #succeeded = 0;
  #lastSuccess: number;
  #tooLong: number | undefined;

  constructor(
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#limit = most;
    this.#lastSuccess = now();
  }

  /** Maximum number of calls in progress. */
  get limit(): number {
    return this.#limit;
  }

  /** The reason to make no further call, once the budget is used up. */
  get exhausted(): string | undefined {
    if (this.#tooLong !== undefined) return `The registry requests a wait of ${Math.ceil(this.#tooLong / 1000)} s.`;
    const waited = this.#pauses > 1 && this.now() - this.#lastSuccess > BUDGET_MS;
    return waited || this.#pauses > MOST_PAUSES ? "The registry has given no usable response for too long." : undefined;
  }

  /** Waits for the end of a pause, unless the signal or the end of the budget makes it pointless. */
  async ready(signal: AbortSignal): Promise<void> {
    while (this.#until > this.now() && this.exhausted === undefined && !signal.aborted) {
      await pause(this.#until - this.now(), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Records an answer about an entry. */
  succeeded(): void {
    this.#failed = 0;
    this.#pauses = 0;
    this.#lastSuccess = this.now();
    this.#succeeded += 1;
    if (this.#succeeded < this.#limit || this.#limit === this.most) return;
    this.#limit += 1;
    this.#succeeded = 0;
  }

  /** Records that a call that began at `start` got no usable answer. */
  failed(start: number): void {
    if (start < this.#pausedAt) return;
    this.#failed += 1;
    // Single failures are attributed to the network; as many failures as concurrent calls, to the registry.
    if (this.#failed >= this.#limit) this.#pause(0);
  }

  /**
   * Records that the registry answered 429 or 503 to a request that began at `start`. `retryAfter` is in milliseconds.
   */
  pushedBack(start: number, retryAfter = 0): void {
    this.#until = Math.max(this.#until, this.now() + retryAfter);
    if (retryAfter > BUDGET_MS) this.#tooLong = retryAfter;
    if (start >= this.#pausedAt) this.#pause(retryAfter);
  }

  #pause(atLeast: number): void {
    const doubled = FIRST_PAUSE_MS * 2 ** this.#pauses;
    const wait = Math.max(atLeast, Math.min(doubled, LONGEST_PAUSE_MS)) + Math.random() * FIRST_PAUSE_MS;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#pauses += 1;
    this.#failed = 0;
    this.#succeeded = 0;
    this.#pausedAt = this.now();
    this.#until = Math.max(this.#until, this.#pausedAt + wait);
  }
}
