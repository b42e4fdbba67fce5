import type { AppointmentStore } from "../store/store.js";

/** What the interactions need of the world. */
export interface Ports {
  readonly store: AppointmentStore;
  /** Public FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** A FHIR id that was never used. */
  newId(): string;
  /** Asked before every write. Throws where the write could not be accounted for. */
  admitWrite(): void;
}
