import type { AppointmentStore, VersionAccount } from "../store/store.js";

/** External dependencies of the interactions. */
export interface Ports {
  readonly store: AppointmentStore;
  /** Public FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** Returns a new, unused FHIR id. */
  newId(): string;
  /**
   * Called before every write. Returns the account that must be written with the version.
   * @throws RegistryError `writes-refused` if the write could not be finished or accounted for; nothing was stored
   */
  admitWrite(interaction: VersionAccount["interaction"]): VersionAccount;
  /** Called before a response becomes large. Returns false if there is no room for another one now. */
  claimLargeAnswer(): boolean;
}
