import type { Checkpoint, TrailPosition } from "@appointment-registry/audit-trail";

/**
 * What is known about the write whose account has this number:
 * `open`: it is in progress. `recorded`: the trail has its record, not yet on disk. `owed`: made, but the record could not be written.
 * `unknown`: only the store can show whether it was made or may still arrive.
 */
type State = "open" | "recorded" | "owed" | "unknown";

interface Write {
  state: State;
  /** Time of `performance.now()`. */
  since: number;
  /** End of the trail when the number was assigned. */
  readonly position: TrailPosition;
}

/** Milliseconds within which the database may still execute a write whose answer was lost. */
const LATE = 60_000;

/** Numbers the writes of one instance and tracks the number up to which all are in the trail. Stores only the numbers that are not. */
export class WriteAccounts {
  readonly #writes = new Map<number, Write>();
  readonly #before: number;
  #last: number;

  /** @param last the highest number ever assigned, as far as trail and store show */
  constructor(last: number) {
    this.#before = last;
    this.#last = last;
  }

  /** Returns whether the number was assigned by an earlier process. */
  isOfEarlier(sequence: number): boolean {
    return sequence <= this.#before;
  }

  begin(position: TrailPosition): number {
    this.#last += 1;
    this.#writes.set(this.#last, { state: "open", since: performance.now(), position });
    return this.#last;
  }

  /** Like `begin`, for a number that an earlier process assigned and whose outcome only the store can show. */
  doubt(sequence: number, position: TrailPosition): void {
    this.#writes.set(sequence, { state: "unknown", since: performance.now(), position });
  }

  mark(sequence: number, state: Exclude<State, "open">): void {
    const write = this.#writes.get(sequence);
    if (write === undefined) return;
    if (write.state !== state) write.since = performance.now();
    write.state = state;
  }

  /** Nothing was written, or all of its records are on disk. */
  settle(sequences: Iterable<number>): void {
    for (const sequence of sequences) this.#writes.delete(sequence);
  }

  in(state: State): number[] {
    return [...this.#writes].flatMap(([sequence, write]) => (write.state === state ? [sequence] : []));
  }

  /** Returns whether the number was assigned and the trail may lack the record of its write. */
  isMissing(sequence: number): boolean {
    const state = this.#writes.get(sequence)?.state;
    return state === "owed" || state === "unknown";
  }

  /** Returns the writes that did not arrive within the time in which they could have. */
  expired(): number[] {
    const before = performance.now() - LATE;
    return this.in("unknown").filter((sequence) => (this.#writes.get(sequence)?.since ?? 0) < before);
  }

  /** @param end current end of the trail */
  checkpoint(end: TrailPosition): Checkpoint {
    let first: number | undefined;
    for (const sequence of this.#writes.keys()) if (first === undefined || sequence < first) first = sequence;
    if (first === undefined) return { through: this.#last, position: end };
    return { through: first - 1, position: this.#writes.get(first)?.position ?? end };
  }
}
