import type { StoredVersion } from "./store.js";

/** What is not as it was written, or is not where it must be. */
export interface Finding {
  readonly kind: FindingKind;
  readonly id?: string;
  readonly version?: number;
  /** One sentence. Names no patient and no identifier. */
  readonly message: string;
}

/**
 * `file`: pages and tables. `version`: a version that cannot be read, is not as it was written or contradicts its resource. `chain`: the
 * versions of an appointment. `head`: which of them is current. `index`: what searches use. `account`: who made a version.
 */
export type FindingKind = "file" | "version" | "chain" | "head" | "index" | "account";

export type ReportFinding = (finding: Finding) => void;

/** A version under its number; undefined if it cannot be read or is not as it was written. */
export interface NumberedVersion {
  readonly number: number;
  readonly stored: StoredVersion | undefined;
}

/** What an adapter reports while it checks a store. */
export interface CheckReports {
  /**
   * Judges the versions of one appointment, oldest first, by themselves.
   * @param legacyUntil versions up to this instant may have no checksum; none may if undefined
   */
  readonly checkVersions: (id: string, versions: readonly NumberedVersion[], legacyUntil: string | undefined) => void;
  readonly found: ReportFinding;
  /** Something was derived again from the versions. */
  readonly repaired: () => void;
  readonly progress: (what: string) => void;
}

/** A store that is being checked. */
export interface CheckedStore {
  /**
   * Every appointment with the versions of it that can be read, newest first. Reports what it finds on the way, the indexes at the end, and
   * repairs what can be derived where that is asked for. To be walked once.
   */
  histories(): AsyncIterable<StoredVersion[]>;
  legacyUntil(): Promise<string | undefined>;
  close(): Promise<void>;
}
