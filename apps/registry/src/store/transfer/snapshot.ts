import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { copyEmbedded } from "../embedded/copy.js";
import { parseStoreUrl } from "../../config/store-location.js";
import { openStore } from "../open.js";
import type { AppointmentStore } from "../store.js";

/** The input of an export: a snapshot of a store, which is the same one when the export is resumed. */
export interface Snapshot {
  readonly store: AppointmentStore;
  /** Versions created later are not part of the snapshot; if undefined, all are. */
  readonly asOf: string | undefined;
  /** True if it is the snapshot of the export being resumed. */
  readonly isSame: boolean;
  /** @param isDone true if the snapshot is no longer needed */
  close(isDone: boolean): Promise<void>;
}

export interface SnapshotOptions {
  /** The output file of the export; the data needed to resume is stored next to it. */
  readonly file: string | undefined;
  readonly resume: boolean;
  /** MongoDB: milliseconds after which earlier writes are certain to be visible. */
  readonly settle: number;
}

/**
 * Opens a snapshot. For the embedded store it is a copy made by LMDB, which is removed at the end of the export. For MongoDB it consists of
 * the versions up to an instant.
 */
export function openSnapshot(url: string, options: SnapshotOptions): Promise<Snapshot> {
  const location = parseStoreUrl(url);
  return location?.kind === "lmdb" ? copied(location.directory, options) : asOf(url, options);
}

async function copied(directory: string, { file, resume }: SnapshotOptions): Promise<Snapshot> {
  const place = file === undefined ? await mkdtemp(`${directory}-export-`) : `${file}.snapshot`;
  const isSame = resume && existsSync(place);
  if (!isSame) {
    await copyEmbedded(directory, `${place}.partial`);
    await rm(place, { recursive: true, force: true });
    await rename(`${place}.partial`, place);
  }
  const store = await openStore(`lmdb:${place}`, { create: false });
  return {
    store,
    asOf: undefined,
    isSame,
    async close(isDone) {
      await store.close();
      if (isDone || file === undefined) await rm(place, { recursive: true, force: true });
    },
  };
}

/** Fraction of the settle time by which the clock of another registry may be ahead. */
const AHEAD = 1 / 6;

async function asOf(url: string, { file, resume, settle }: SnapshotOptions): Promise<Snapshot> {
  const place = file === undefined ? undefined : `${file}.snapshot`;
  const before = resume && place !== undefined && existsSync(place) ? await readFile(place, "utf8") : undefined;
  const instant = before?.trim() ?? new Date(Date.now() + settle * AHEAD).toISOString();
  const store = await openStore(url, { create: false });
  try {
    if (before === undefined) {
      if (place !== undefined) await writeFile(place, `${instant}\n`, { mode: 0o600 });
      await delay(settle);
    }
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    store,
    asOf: instant,
    isSame: before !== undefined,
    async close(isDone) {
      await store.close();
      if (isDone && place !== undefined) await rm(place, { force: true });
    },
  };
}
