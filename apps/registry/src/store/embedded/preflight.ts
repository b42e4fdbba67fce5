import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { DATA_FILE } from "./disk-space.js";

const MAGIC = 0xbeefc0de;
/** Of the data format of the LMDB that `lmdb` 3 brings. */
const DATA_VERSION = 2;
/** Bytes of a meta page that are looked at, and where its members are (`MDB_page`, `MDB_meta` in mdb.c). */
const META = { bytes: 160, magic: 24, version: 28, pageSize: 48, lastPage: 144, transaction: 152 } as const;

/**
 * Rejects, with a sentence for the operator, where the data file is there and LMDB could not read it: it maps the file, and what is
 * damaged or cut off would end the process by a signal. What a look at the meta pages does not show is tried in another process.
 */
export async function requireReadable(directory: string): Promise<"none" | "readable"> {
  const file = join(directory, DATA_FILE);
  const size = await requireMetaPages(file);
  if (size === 0) return "none";
  const problem = await triedElsewhere(directory);
  if (problem !== undefined) throw new Error(`The data file ${file} cannot be read: ${problem}`);
  return "readable";
}

/** @returns the size of the file; 0 where there is none */
async function requireMetaPages(file: string): Promise<number> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return 0;
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new Error(`${file} is not a file.`);
    if (status.size === 0) return 0;
    const first = Buffer.alloc(META.bytes);
    await handle.read(first, 0, META.bytes, 0);
    if (first.readUInt32LE(META.magic) !== MAGIC) throw new Error(`${file} is not a data file of the embedded store.`);
    const version = first.readUInt32LE(META.version) & 0xffff;
    if (version !== DATA_VERSION) throw new Error(`${file} has version ${version} of LMDB, not ${DATA_VERSION}.`);
    const pageSize = first.readUInt32LE(META.pageSize);
    const second = Buffer.alloc(META.bytes);
    await handle.read(second, 0, META.bytes, pageSize);
    if (second.readUInt32LE(META.magic) !== MAGIC) throw new Error(`The second meta page of ${file} is damaged.`);
    const metas = [first, second].map((meta) => ({
      lastPage: Number(meta.readBigUInt64LE(META.lastPage)),
      transaction: Number(meta.readBigUInt64LE(META.transaction)),
    }));
    const newest = metas.reduce((a, b) => (b.transaction > a.transaction ? b : a));
    if (status.size < (newest.lastPage + 1) * pageSize) {
      throw new Error(
        `The data file ${file} was cut short: it has ${status.size} of ${(newest.lastPage + 1) * pageSize} bytes.`,
      );
    }
    return status.size;
  } finally {
    await handle.close();
  }
}

/** Opens every table and walks to its ends. */
const TRIAL = `
const { open } = await import(process.argv[1]);
const root = open({ path: process.argv[2], noSubdir: false, readOnly: true });
for (const name of [...root.getKeys()]) {
  if (typeof name !== "string") continue;
  const table = root.openDB({ name, useVersions: name === "heads" || name === "touched" });
  for (const reverse of [false, true]) for (const _ of table.getRange({ limit: 100, reverse }));
}
await root.close();
process.stdout.write("read");`;

/** Undefined where another process could read the folder. */
async function triedElsewhere(directory: string): Promise<string | undefined> {
  const lmdb = import.meta.resolve("lmdb");
  const child = spawn(process.execPath, ["--input-type=module", "-e", TRIAL, lmdb, directory], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (ended, by) => resolve({ code: ended, signal: by }));
  });
  if (code === 0 && output === "read") return undefined;
  if (signal !== null) return `reading it ends the process by ${signal}.`;
  return /\bError: (.*)/.exec(errors)?.[1] ?? "LMDB refuses it.";
}
