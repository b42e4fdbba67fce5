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
  /** True for a server that is not our registry. Only its statuses are checked. */
  readonly foreign: boolean;
  /** Absent for a foreign process. */
  readonly usage?: () => Promise<Usage>;
  /** Returns the heap size after a garbage collection, or 0 without `--expose-gc`. */
  readonly heapBytes?: () => Promise<number>;
}
