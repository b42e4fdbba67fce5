import type { Database, RootDatabase } from "lmdb";
import type { StoredText } from "./stored-text.js";

/**
 * Written into every data folder; raised when the tables change their meaning. Format 1 has no value tokens in `identified`; formats 1
 * and 2 have no `outbox`, and versions without account and checksum; format 3 has no copies of the indexes.
 */
export const FORMAT_VERSION = 4;

/**
 * The tables of the embedded store, all in one LMDB environment so that one transaction covers them. The current version is a
 * pointer (`heads`), so that each version is on disk once.
 */
export interface Tables {
  readonly root: RootDatabase;
  /** `format`; `legacyUntil`, where the folder was brought up to date from an earlier format; `probe`, written to see whether writes work. */
  readonly meta: Database<number | string, string>;
  /** id -> current version number, which is also the LMDB entry version: what compare-and-set compares. */
  readonly heads: Database<number, string>;
  /** [id, version] -> the version. Never changed, never removed. */
  readonly versions: Database<StoredText, [string, number]>;
  /** [nhsNumber, end, id] of current versions. */
  readonly patients: Database<true, [string, number, string]>;
  /** [identifier token, id] and [value token, id] of current versions. */
  readonly identified: Database<true, [string, string]>;
  /**
   * The keys of `patients` and `identified` once more, on other pages: what is damaged in one of them shows beside the other, so that no
   * search lacks an entry silently.
   */
  readonly patientsCopy: Database<true, [string, number, string]>;
  readonly identifiedCopy: Database<true, [string, string]>;
  /**
   * identifier token -> touched whenever a member of `identified` under that token comes or goes; its entry version is random,
   * so that "nobody has come since I looked" is one comparison.
   */
  readonly touched: Database<true, string>;
  /** [instance, sequence] -> [id, version] of versions of which the audit trail may have no record yet. */
  readonly outbox: Database<[string, number], [string, number]>;
}

/** Of a folder that has them all, or may be written. */
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
