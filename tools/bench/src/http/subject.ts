import type { Address } from "./load/connection.js";
import type { Bookings } from "./bookings.js";
import type { Usage } from "./usage-probe.js";

/** A server under measurement. */
export interface Subject {
  readonly name: string;
  readonly address: Address;
  /** Path of the FHIR base, without a trailing slash. */
  readonly base: string;
  readonly token: string | undefined;
  readonly bookings: Bookings;
  /** Not a registry of ours: only statuses are checked. */
  readonly foreign: boolean;
  /** Absent if the process is not ours. */
  readonly usage?: () => Promise<Usage>;
  /** What its heap holds after a collection; 0 unless it was started with `--expose-gc`. */
  readonly heapBytes?: () => Promise<number>;
}
