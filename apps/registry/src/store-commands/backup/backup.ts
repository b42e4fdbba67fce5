import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, open, readFile, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { trailEnds } from "@appointment-registry/audit-trail";
import type { TrailEnd } from "@appointment-registry/audit-trail";
import { checkStore } from "../check/check-store.js";
import { copyEmbedded } from "../../store/embedded/copy.js";
import { DATA_FILE } from "../../store/embedded/disk-space.js";

const MANIFEST = "backup.json";
const FORMAT = { format: "appointment-registry-backup", version: 1 } as const;

/** Description of a backup, stored with the data. */
export interface BackupManifest {
  readonly format: typeof FORMAT.format;
  readonly version: typeof FORMAT.version;
  /** Time before the copy began: it contains everything acknowledged until then. */
  readonly takenAt: string;
  readonly appointments: number;
  readonly versions: number;
  /** SHA-256 of the data file, hexadecimal. */
  readonly sha256: string;
  /** Ends of the audit trails when the copy began. The backup contains every version that they had a record of by then. */
  readonly trails: readonly TrailEnd[];
}

/**
 * Copies one committed state of the embedded store, even while registries use it. The copy gets its final name once it is complete, on disk
 * and verified.
 * @throws Error if the store is damaged, or the copy could not be made
 */
export async function backUp(
  directory: string,
  target: string,
  audit: string | undefined,
  progress?: (line: string) => void,
): Promise<BackupManifest> {
  if (existsSync(target)) throw new Error(`${target} already exists.`);
  const takenAt = new Date().toISOString();
  const trails = audit === undefined ? [] : await trailEnds(audit);
  const partial = `${target}.partial`;
  await copyEmbedded(directory, partial);
  try {
    const { appointments, versions } = await requireSound(partial, progress);
    const sha256 = await computeHash(join(partial, DATA_FILE));
    const manifest: BackupManifest = { ...FORMAT, takenAt, appointments, versions, sha256, trails };
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    await rename(partial, target);
    await syncFolder(dirname(target));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Restores a backup to a location without a store. The store gets its final name once it is complete, on disk and verified.
 * @throws Error if the backup was changed or is damaged, or the folder has a store
 */
export async function restore(
  backup: string,
  directory: string,
  progress?: (line: string) => void,
): Promise<BackupManifest> {
  const manifest = await readManifest(backup);
  const there = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (there !== undefined && there.length > 0) throw new Error(`${directory} is not empty. Move it away first.`);
  const partial = join(dirname(directory), `${basename(directory)}.restoring`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    await copyFile(join(backup, DATA_FILE), join(partial, DATA_FILE));
    if ((await computeHash(join(partial, DATA_FILE))) !== manifest.sha256)
      throw new Error("The backup has changed since it was made.");
    await requireSound(partial, progress);
    await syncFile(join(partial, DATA_FILE));
    if (there !== undefined) await rmdir(directory);
    await rename(partial, directory);
    await syncFolder(dirname(directory));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function readManifest(backup: string): Promise<BackupManifest> {
  const manifest = JSON.parse(await readFile(join(backup, MANIFEST), "utf8")) as BackupManifest;
  const { format, version } = manifest as { format?: unknown; version?: unknown };
  if (format !== FORMAT.format || version !== FORMAT.version)
    throw new Error(`${join(backup, MANIFEST)} is not the manifest of a backup that this version can read.`);
  return manifest;
}

async function requireSound(directory: string, progress: ((line: string) => void) | undefined) {
  const options = { audit: [], repair: false, ...(progress === undefined ? {} : { progress }) };
  const { appointments, versions, faults } = await checkStore({ kind: "lmdb", directory }, options);
  // Created by every process that opens the folder.
  await rm(join(directory, "lock.mdb"), { force: true });
  if (faults > 0) throw new Error(`It has ${faults} faults. "registry store check" lists them.`);
  return { appointments, versions };
}

async function computeHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

/** Not supported by every system. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle
    .sync()
    .catch(() => undefined)
    .finally(() => handle.close());
}
