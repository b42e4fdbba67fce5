import type { AppointmentStore, VersionAccount } from "../store/store.js";

/** What the interactions need of the world. */
export interface Ports {
  readonly store: AppointmentStore;
  /** Public FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** A FHIR id that was never used. */
  newId(): string;
  /**
   * Called before every write: the account that is to be written with the version.
   * @throws RegistryError `writes-refused` if the write could not be finished or accounted for; nothing was stored
   */
  admitWrite(interaction: VersionAccount["interaction"]): VersionAccount;
  /** Called before an answer becomes large. False: there is no room for another one now. */
  claimLargeAnswer(): boolean;
}
