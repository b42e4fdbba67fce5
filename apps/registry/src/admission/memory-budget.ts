/** Memory reserved by one holder (a client certificate). */
export interface Share {
  bytes: number;
}

/** Maximum share of one holder, so that there is always room for another. */
const PART = 0.5;

/** Limits the memory of bodies and responses in flight, for the process and, within it, for each holder. */
export class MemoryBudget {
  #reserved = 0;

  /** @param bytes total budget */
  constructor(readonly bytes: number) {}

  get reserved(): number {
    return this.#reserved;
  }

  /**
   * Reserves memory. A reservation larger than the budget is admitted if nothing else is reserved.
   * @returns whether the memory was reserved
   */
  reserve(share: Share, bytes: number): boolean {
    const fits = this.#reserved + bytes <= this.bytes && share.bytes + bytes <= this.bytes * PART;
    if (!fits && this.#reserved > 0) return false;
    this.add(share, bytes);
    return true;
  }

  /** Reserves memory for something that can no longer be refused: the response to a write. */
  add(share: Share, bytes: number): void {
    this.#reserved += bytes;
    share.bytes += bytes;
  }

  release(share: Share, bytes: number): void {
    this.#reserved -= bytes;
    share.bytes -= bytes;
  }
}
