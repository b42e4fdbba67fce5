/** The total time that one call may take, in milliseconds. Time spent in `paused` does not count. */
export class Budget {
  #end: number;
  #reserve = 0;

  constructor(
    readonly total: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#end = now() + total;
  }

  /** Remaining milliseconds; 0 when the time is over. */
  left(): number {
    return Math.max(0, this.#end - this.#reserve - this.now());
  }

  /** Reserves this many milliseconds for later steps, until `release` is called. */
  reserve(milliseconds: number): void {
    this.#reserve = milliseconds;
  }

  release(): void {
    this.#reserve = 0;
  }

  async paused<T>(work: () => T | Promise<T>): Promise<T> {
    const from = this.now();
    try {
      return await work();
    } finally {
      this.#end += this.now() - from;
    }
  }
}
