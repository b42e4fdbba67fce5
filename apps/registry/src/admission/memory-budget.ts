/** What one holder, a client certificate, has reserved. */
export interface Share {
  bytes: number;
}

/** One holder has at most this part, so that there is always room for another. */
const PART = 0.5;

/** A bound on the memory of bodies and answers in flight, for the process and, within it, for each holder. */
export class MemoryBudget {
  #reserved = 0;

  /** @param bytes in all */
  constructor(readonly bytes: number) {}

  get reserved(): number {
    return this.#reserved;
  }

  /** What alone is larger than the budget is admitted while nothing else is reserved. @returns whether it was reserved */
  reserve(share: Share, bytes: number): boolean {
    const fits = this.#reserved + bytes <= this.bytes && share.bytes + bytes <= this.bytes * PART;
    if (!fits && this.#reserved > 0) return false;
    this.add(share, bytes);
    return true;
  }

  /** Reserves what cannot be refused any more: the answer to a write. */
  add(share: Share, bytes: number): void {
    this.#reserved += bytes;
    share.bytes += bytes;
  }

  release(share: Share, bytes: number): void {
    this.#reserved -= bytes;
    share.bytes -= bytes;
  }
}
