/** A token bucket: `burst` at once, then one per `millisecondsEach`. Times come from a monotonic clock. */
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

  /** Takes a token if one is available. Otherwise changes nothing and returns the milliseconds until one is available. */
  take(now: number): { readonly taken: true } | { readonly taken: false; readonly waitMilliseconds: number } {
    this.#level = Math.min(this.burst, this.#level + (now - this.#at) / this.millisecondsEach);
    this.#at = now;
    if (this.#level < 1) return { taken: false, waitMilliseconds: (1 - this.#level) * this.millisecondsEach };
    this.#level -= 1;
    return { taken: true };
  }
}
