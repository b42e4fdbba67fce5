import type { StoredVersion } from "./store.js";

/** A fault: data that is not as it was written, or is not where it must be. */
export interface Finding {
  readonly kind: FindingKind;
  readonly id?: string;
  readonly version?: number;
  /** One sentence. Names no patient and no identifier. */
  readonly message: string;
}

/**
 * `file`: pages and tables. `version`: a version that is unreadable, differs from what was written or contradicts its resource. `chain`:
 * the versions of an appointment. `head`: the number of the current version. `index`: the rows that searches use. `account`: the author of
 * a version.
 */
export type FindingKind = "file" | "version" | "chain" | "head" | "index" | "account";

export type ReportFinding = (finding: Finding) => void;

/** A version under its number; undefined if it is unreadable or differs from what was written. */
export interface NumberedVersion {
  readonly number: number;
  readonly stored: StoredVersion | undefined;
}

/** Callbacks with which an adapter reports while it checks a store. */
export interface CheckReports {
  /**
   * Checks the versions of one appointment, oldest first, in isolation.
   * @param legacyUntil versions up to this instant may lack a checksum; none may if undefined
   */
  readonly checkVersions: (id: string, versions: readonly NumberedVersion[], legacyUntil: string | undefined) => void;
  readonly found: ReportFinding;
  /** Called when something was derived again from the versions. */
  readonly repaired: () => void;
  readonly progress: (what: string) => void;
}

/** A store that is being checked. */
export interface CheckedStore {
  /**
   * Yields every appointment with its readable versions, newest first. Reports faults as it finds them, and those of the indexes at the
   * end. If requested, repairs everything that can be derived. Must be iterated only once.
   */
  histories(): AsyncIterable<StoredVersion[]>;
  legacyUntil(): Promise<string | undefined>;
  close(): Promise<void>;
}
