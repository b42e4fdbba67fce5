/** A token bucket: `burst` at once, then one for each `millisecondsEach`. Times are of a clock that is never set. */
export class TokenBucket {
  #level: number;
  #at: number;

  constructor(
    readonly burst: number,
    readonly millisecondsEach: number,
    now: number,
  ) {
    this.#level = burst;
    this.#at = now;
  }

  /** Takes one if there is one. Otherwise nothing changes, and the result is the milliseconds until there is one. */
  take(now: number): { readonly taken: true } | { readonly taken: false; readonly waitMilliseconds: number } {
    this.#level = Math.min(this.burst, this.#level + (now - this.#at) / this.millisecondsEach);
    this.#at = now;
    if (this.#level < 1) return { taken: false, waitMilliseconds: (1 - this.#level) * this.millisecondsEach };
    this.#level -= 1;
    return { taken: true };
  }
}
