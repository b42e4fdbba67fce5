import type { Database, RootDatabase } from "lmdb";
import type { StoredText } from "./stored-text.js";

/**
 * Stored in every data folder; increased when the meaning of the tables changes. Format 1 has no value tokens in `identified`. Formats 1
 * and 2 have no `outbox`, and versions without account and checksum. Format 3 has no copies of the indexes.
 */
export const FORMAT_VERSION = 4;

/**
 * The tables of the embedded store, all in one LMDB environment so that one transaction covers them. The current version is a pointer
 * (`heads`), so that each version is stored only once.
 */
export interface Tables {
  readonly root: RootDatabase;
  /** `format`; `legacyUntil`, if the folder was upgraded from an earlier format; `probe`, written to test whether writes work. */
  readonly meta: Database<number | string, string>;
  /** id -> current version number, which is also the LMDB entry version that compare-and-set compares. */
  readonly heads: Database<number, string>;
  /** [id, version] -> the version. Never changed or removed. */
  readonly versions: Database<StoredText, [string, number]>;
  /** [nhsNumber, end, id] of current versions. */
  readonly patients: Database<true, [string, number, string]>;
  /** [identifier token, id] and [value token, id] of current versions. */
  readonly identified: Database<true, [string, string]>;
  /**
   * The keys of `patients` and `identified` again, on other pages. Damage to one table is detected by comparison with the other, so that no
   * search silently omits an entry.
   */
  readonly patientsCopy: Database<true, [string, number, string]>;
  readonly identifiedCopy: Database<true, [string, string]>;
  /**
   * identifier token -> touched whenever a member of `identified` under that token is added or removed. Its entry version is random, so
   * that a single comparison shows whether one was added since the last read.
   */
  readonly touched: Database<true, string>;
  /** [instance, sequence] -> [id, version] of versions for which the audit trail may not have a record yet. */
  readonly outbox: Database<[string, number], [string, number]>;
}

/** Opens the tables of a folder that has them all, or that may be written. */
export function tablesIn(root: RootDatabase): Tables {
  return {
    root,
    meta: root.openDB({ name: "meta" }),
    heads: root.openDB({ name: "heads", useVersions: true }),
    versions: root.openDB({ name: "versions" }),
    patients: root.openDB({ name: "patients" }),
    identified: root.openDB({ name: "identified" }),
    patientsCopy: root.openDB({ name: "patientsCopy" }),
    identifiedCopy: root.openDB({ name: "identifiedCopy" }),
    touched: root.openDB({ name: "touched", useVersions: true }),
    outbox: root.openDB({ name: "outbox" }),
  };
}
