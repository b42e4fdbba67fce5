import type { Checkpoint, TrailPosition } from "@appointment-registry/audit-trail";

/**
 * What is known of a write whose account has this number:
 * `open`: it is being made. `recorded`: the trail has its record, not yet on disk. `owed`: it was made, and the record could not be kept.
 * `unknown`: whether it was made, or may still come, is for the store to say.
 */
type State = "open" | "recorded" | "owed" | "unknown";

interface Write {
  state: State;
  /** Of `performance.now()`. */
  since: number;
  /** Where the trail ended when the number was given. */
  readonly position: TrailPosition;
}

/** Milliseconds for which the database may still carry out a write whose answer was lost. */
const LATE = 60_000;

/** Numbers the writes of one instance and knows up to which number all are in the trail. Holds no more than what is not. */
export class WriteAccounts {
  readonly #writes = new Map<number, Write>();
  readonly #before: number;
  #last: number;

  /** @param last the highest number that was ever given, as far as trail and store show */
  constructor(last: number) {
    this.#before = last;
    this.#last = last;
  }

  /** Was the number given by an earlier process? */
  isOfEarlier(sequence: number): boolean {
    return sequence <= this.#before;
  }

  begin(position: TrailPosition): number {
    this.#last += 1;
    this.#writes.set(this.#last, { state: "open", since: performance.now(), position });
    return this.#last;
  }

  /** As `begin`, of a number that an earlier process gave and whose outcome is for the store to say. */
  doubt(sequence: number, position: TrailPosition): void {
    this.#writes.set(sequence, { state: "unknown", since: performance.now(), position });
  }

  mark(sequence: number, state: Exclude<State, "open">): void {
    const write = this.#writes.get(sequence);
    if (write === undefined) return;
    if (write.state !== state) write.since = performance.now();
    write.state = state;
  }

  /** Nothing was written, or everything about it is on disk. */
  settle(sequences: Iterable<number>): void {
    for (const sequence of sequences) this.#writes.delete(sequence);
  }

  in(state: State): number[] {
    return [...this.#writes].flatMap(([sequence, write]) => (write.state === state ? [sequence] : []));
  }

  /** Is the number given and nothing known of its outcome that the trail has? */
  isMissing(sequence: number): boolean {
    const state = this.#writes.get(sequence)?.state;
    return state === "owed" || state === "unknown";
  }

  /** Writes that did not come in the time in which they could have. */
  expired(): number[] {
    const before = performance.now() - LATE;
    return this.in("unknown").filter((sequence) => (this.#writes.get(sequence)?.since ?? 0) < before);
  }

  /** @param end where the trail ends now */
  checkpoint(end: TrailPosition): Checkpoint {
    let first: number | undefined;
    for (const sequence of this.#writes.keys()) if (first === undefined || sequence < first) first = sequence;
    if (first === undefined) return { through: this.#last, position: end };
    return { through: first - 1, position: this.#writes.get(first)?.position ?? end };
  }
}
