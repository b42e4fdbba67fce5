import { mkdir } from "node:fs/promises";
import { open } from "lmdb";
import type { Database, RootDatabase } from "lmdb";
import { committed, within } from "./transaction.js";
import { valueTokens } from "../identifier-token.js";
import { fromStoredText } from "./stored-text.js";
import type { StoredText } from "./stored-text.js";

/**
 * Written into every data folder; raised when the tables change their meaning. Format 1 has no value tokens in `identified`; formats 1
 * and 2 have no `outbox`, and versions without account and checksum.
 */
export const FORMAT_VERSION = 3;

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
   * identifier token -> touched whenever a member of `identified` under that token comes or goes; its entry version is random,
   * so that "nobody has come since I looked" is one comparison.
   */
  readonly touched: Database<true, string>;
  /** [instance, sequence] -> [id, version] of versions of which the audit trail may have no record yet. */
  readonly outbox: Database<[string, number], [string, number]>;
}

/** Opens, or creates, the data folder. Rejects where the folder was written by a newer registry. */
export async function openTables(directory: string): Promise<Tables> {
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
    const meta = root.openDB<number | string, string>({ name: "meta" });
    await committed(
      meta.ifNoExists("format", () => {
        within(meta.put("format", FORMAT_VERSION));
      }),
    );
    const format = meta.get("format");
    if (format !== 1 && format !== 2 && format !== FORMAT_VERSION) {
      throw new Error(`The data in ${directory} have format ${format}; this registry reads format ${FORMAT_VERSION}.`);
    }
    // Readers of a process that was killed would keep old pages from being used again.
    root.readerCheck();
    const tables: Tables = {
      root,
      meta,
      heads: root.openDB({ name: "heads", useVersions: true }),
      versions: root.openDB({ name: "versions" }),
      patients: root.openDB({ name: "patients" }),
      identified: root.openDB({ name: "identified" }),
      touched: root.openDB({ name: "touched", useVersions: true }),
      outbox: root.openDB({ name: "outbox" }),
    };
    if (format === 1) {
      await indexValues(tables);
      await committed(meta.put("format", 2));
    }
    if (format !== FORMAT_VERSION) await markLegacy(tables);
    return tables;
  } catch (error) {
    await root.close();
    throw error;
  }
}

/** From format 2 to 3: nothing is rewritten; what is there is known to be older than this instant. */
async function markLegacy({ root, meta }: Tables): Promise<void> {
  await committed(
    root.transaction(() => {
      within(meta.put("legacyUntil", new Date().toISOString()));
      within(meta.put("format", FORMAT_VERSION));
      return true;
    }),
  );
}

const HEADS_AT_ONCE = 1_000;

/** From format 1 to 2. May be interrupted and run again. */
async function indexValues({ root, heads, versions, identified }: Tables): Promise<void> {
  for (let last = ""; ;) {
    const batch = [...heads.getRange({ start: last, limit: HEADS_AT_ONCE })].filter(({ key }) => key !== last);
    if (batch.length === 0) return;
    await committed(
      root.transaction(() => {
        for (const { key: id, value: version } of batch) {
          const stored = versions.get([id, version]);
          const identifiers = stored === undefined ? [] : fromStoredText(stored, id, version).keys.identifiers;
          for (const token of valueTokens(identifiers)) within(identified.put([token, id], true));
        }
        return true;
      }),
    );
    last = batch.at(-1)?.key ?? last;
  }
}
