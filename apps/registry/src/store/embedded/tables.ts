import { mkdir } from "node:fs/promises";
import { open } from "lmdb";
import type { Database, RootDatabase } from "lmdb";
import { buildIndexes } from "./index-rows.js";
import { requireStructure } from "./preflight.js";
import type { StoredText } from "./stored-text.js";
import { committed, within } from "./transaction.js";

/**
 * Written into every data folder; raised when the tables change their meaning. Format 1 has no value tokens in `identified`; formats 1
 * and 2 have no `outbox`, and versions without account and checksum; format 3 has no copies of the indexes.
 */
export const FORMAT_VERSION = 4;
const READ_FORMATS: readonly unknown[] = [1, 2, 3, FORMAT_VERSION];

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

/** Opens, or creates, the data folder. Rejects where the folder was written by a newer registry. */
export async function openTables(directory: string, warn?: (message: string) => void): Promise<Tables> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const root = open({
    path: directory,
    // By default a folder with a dot in its name would be taken for a file.
    noSubdir: false,
    // A promise of a write then means: durable.
    overlappingSync: false,
    // Its batch has a promise that nobody holds: a full disk would end the process. Our writes are batches of their own.
    eventTurnBatching: false,
  });
  try {
    await requireStructure(directory, root, warn);
    const meta = root.openDB<number | string, string>({ name: "meta" });
    await committed(
      meta.ifNoExists("format", () => {
        within(meta.put("format", FORMAT_VERSION));
      }),
    );
    const format = meta.get("format");
    if (!READ_FORMATS.includes(format)) {
      throw new Error(`The data in ${directory} have format ${format}; this registry reads format ${FORMAT_VERSION}.`);
    }
    // Readers of a process that was killed would keep old pages from being used again.
    root.readerCheck();
    const tables = tablesIn(root);
    if (format !== FORMAT_VERSION) {
      await buildIndexes(tables);
      await (format === 3 ? committed(meta.put("format", FORMAT_VERSION)) : markLegacy(tables));
    }
    return tables;
  } catch (error) {
    await root.close();
    throw error;
  }
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

/** From formats 1 and 2: versions are not rewritten; what is there is known to be older than this instant. */
async function markLegacy({ root, meta }: Tables): Promise<void> {
  await committed(
    root.transaction(() => {
      within(meta.put("legacyUntil", new Date().toISOString()));
      within(meta.put("format", FORMAT_VERSION));
      return true;
    }),
  );
}
