import { mkdir } from "node:fs/promises";
import { open } from "lmdb";
import type { Database, RootDatabase } from "lmdb";
import { committed, within } from "./transaction.js";
import type { StoredVersion } from "../store.js";

/** Written into every data folder; raised when the tables change their meaning. */
export const FORMAT_VERSION = 1;

/**
 * The tables of the embedded store, all in one LMDB environment so that one transaction covers them. The current version is a
 * pointer (`heads`), so that each version is on disk once.
 */
export interface Tables {
  readonly root: RootDatabase;
  /** id -> current version number, which is also the LMDB entry version: what compare-and-set compares. */
  readonly heads: Database<number, string>;
  /** [id, version] -> the version. Never changed, never removed. */
  readonly versions: Database<StoredVersion, [string, number]>;
  /** [nhsNumber, end, id] of current versions. */
  readonly patients: Database<true, [string, number, string]>;
  /** [identifier token, id] of current versions. */
  readonly identified: Database<true, [string, string]>;
  /**
   * identifier token -> touched whenever a member of `identified` under that token comes or goes; its entry version is random,
   * so that "nobody has come since I looked" is one comparison.
   */
  readonly touched: Database<true, string>;
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
    const meta = root.openDB<number, string>({ name: "meta" });
    await committed(
      meta.ifNoExists("format", () => {
        within(meta.put("format", FORMAT_VERSION));
      }),
    );
    const format = meta.get("format");
    if (format !== FORMAT_VERSION) {
      throw new Error(`The data in ${directory} have format ${format}; this registry reads format ${FORMAT_VERSION}.`);
    }
    // Readers of a process that was killed would keep old pages from being used again.
    root.readerCheck();
    return {
      root,
      heads: root.openDB({ name: "heads", useVersions: true }),
      versions: root.openDB({ name: "versions" }),
      patients: root.openDB({ name: "patients" }),
      identified: root.openDB({ name: "identified" }),
      touched: root.openDB({ name: "touched", useVersions: true }),
    };
  } catch (error) {
    await root.close();
    throw error;
  }
}
