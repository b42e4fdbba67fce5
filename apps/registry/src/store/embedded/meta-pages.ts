import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

const MAGIC = 0xbeefc0de;
/** Data format version of the LMDB bundled with `lmdb` 3. */
const DATA_VERSION = 2;
/** Checked bytes of a meta page, and the offsets of its members (`MDB_page`, `MDB_meta` in mdb.c). */
const META = { bytes: 160, magic: 24, version: 28, pageSize: 48, free: 48, main: 96, lastPage: 144, transaction: 152 };
const LARGEST_PAGE = 64 * 1024;
/** Size of an `MDB_db` in bytes. */
export const TREE_BYTES = 48;
/** `MDB_INTEGERKEY`: the keys of the free list are transactions. The same field contains flags of the environment that wrote last. */
const INTEGER_KEYS = 8;

/** A tree of pages (`MDB_db`): a table, the list of tables, or the list of free pages. */
export interface TreeRoot {
  readonly flags: number;
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Undefined if the tree is empty. */
  readonly root: number | undefined;
}

/** Content of the newer of the two meta pages: one committed state of the file. */
export interface MetaPage {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: number;
  readonly free: TreeRoot;
  readonly main: TreeRoot;
  /** Size of the file in bytes. */
  readonly size: number;
}

/**
 * Reads the meta pages. Rejects, with a sentence for the operator, if LMDB could not read the file or would read a state other than the
 * last one. LMDB maps the file, so damaged or missing pages would end the process with a signal.
 * @returns undefined if there is no file, or an empty one
 */
export async function readMetaPages(file: string): Promise<MetaPage | undefined> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new Error(`${file} is not a file.`);
    if (status.size === 0) return undefined;
    return await readStableMeta(handle, file);
  } finally {
    await handle.close();
  }
}

const ATTEMPTS = 50;

/** Another process may write a meta page at the same moment. Two consecutive reads with equal results exclude a partly written page. */
async function readStableMeta(handle: FileHandle, file: string): Promise<MetaPage> {
  for (let before: string | undefined, attempt = 0; ; attempt += 1) {
    let found: string;
    try {
      found = JSON.stringify(await readMeta(handle, file));
    } catch (error) {
      if (attempt < ATTEMPTS) continue;
      throw error;
    }
    if (found === before || attempt > ATTEMPTS) return JSON.parse(found) as MetaPage;
    before = found;
  }
}

async function readMeta(handle: FileHandle, file: string): Promise<MetaPage> {
  // One call, so that no commit happens between the two pages.
  const pages = Buffer.alloc(LARGEST_PAGE + META.bytes);
  await handle.read(pages, 0, pages.length, 0);
  const first = pages.subarray(0, META.bytes);
  if (first.readUInt32LE(META.magic) !== MAGIC) throw new Error(`${file} is not a data file of the embedded store.`);
  const version = first.readUInt32LE(META.version) & 0xffff;
  if (version !== DATA_VERSION) throw new Error(`${file} has version ${version} of LMDB, not ${DATA_VERSION}.`);
  const pageSize = first.readUInt32LE(META.pageSize);
  if (pageSize < 512 || pageSize > LARGEST_PAGE || (pageSize & (pageSize - 1)) !== 0)
    throw new Error(`The first meta page of ${file} is damaged.`);
  const second = pages.subarray(pageSize, pageSize + META.bytes);
  const isSecond = second.readUInt32LE(META.magic) === MAGIC && second.readUInt32LE(META.pageSize) === pageSize;
  if (!isSecond || (second.readUInt32LE(META.version) & 0xffff) !== DATA_VERSION)
    throw new Error(`The second meta page of ${file} is damaged.`);
  const transactions = [first, second].map((meta) => Number(meta.readBigUInt64LE(META.transaction)));
  const [even = 0, odd = 0] = transactions;
  // Each commit writes the other page: with a damaged number LMDB would use the wrong one.
  const areConsecutive = even % 2 === 0 && odd % 2 === 1 && Math.abs(even - odd) === 1;
  if (!areConsecutive && !(even === 0 && odd === 0)) throw new Error(`The meta pages of ${file} do not agree.`);
  const newest = odd > even ? second : first;
  const meta = {
    pageSize,
    lastPage: Number(newest.readBigUInt64LE(META.lastPage)),
    transaction: Math.max(even, odd),
    free: readTreeRoot(newest, META.free),
    main: readTreeRoot(newest, META.main),
    size: (await handle.stat()).size,
  };
  if ((meta.free.flags & INTEGER_KEYS) === 0 || meta.main.flags !== 0)
    throw new Error(`The newest meta page of ${file} is damaged.`);
  if (meta.size < (meta.lastPage + 1) * pageSize) {
    throw new Error(
      `The data file ${file} was cut short: it has ${meta.size} of ${(meta.lastPage + 1) * pageSize} bytes.`,
    );
  }
  return meta;
}

const NO_PAGE = 0xffff_ffff_ffff_ffffn;

export function readTreeRoot(bytes: Buffer, at: number): TreeRoot {
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    flags: bytes.readUInt16LE(at + 4),
    depth: bytes.readUInt16LE(at + 6),
    branchPages: Number(bytes.readBigUInt64LE(at + 8)),
    leafPages: Number(bytes.readBigUInt64LE(at + 16)),
    overflowPages: Number(bytes.readBigUInt64LE(at + 24)),
    entries: Number(bytes.readBigUInt64LE(at + 32)),
    root: root === NO_PAGE ? undefined : Number(root),
  };
}
