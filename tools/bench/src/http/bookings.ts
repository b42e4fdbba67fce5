import { nhsNumbers } from "../entries.js";

export type Format = "json" | "xml";

/** An appointment that a subject has registered and not yet cancelled. */
export interface Booked {
  readonly id: string;
  readonly version: string;
  readonly nhsNumber: string;
  readonly identifier: string;
}

/** The entries of one subject that a benchmark knows. */
export class Bookings {
  readonly #numbers = nhsNumbers();
  readonly #booked: Readonly<Record<Format, Booked[]>> = { json: [], xml: [] };
  readonly #all: Booked[] = [];
  #turn = 0;

  get count(): number {
    return this.#all.length;
  }

  newPatient(): string {
    return this.#numbers.next().value as string;
  }

  add(format: Format, booked: Booked): void {
    this.#booked[format].push(booked);
    this.#all.push(booked);
  }

  /** Returns an entry that has not been cancelled, and counts it as cancelled from then on. */
  take(format: Format): Booked | undefined {
    return this.#booked[format].pop();
  }

  /** Returns one of the entries ever registered, in rotation. */
  any(): Booked | undefined {
    return this.#all.length === 0 ? undefined : this.#all[this.#turn++ % this.#all.length];
  }
}
