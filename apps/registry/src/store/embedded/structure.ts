import { closeSync, openSync, readSync } from "node:fs";
import type { MetaPage, TreeRoot } from "./meta-pages.js";
import { TREE_BYTES, readTreeRoot } from "./meta-pages.js";

/** `MDB_page_header`, the kinds of pages and the flags of nodes, as in mdb.c. */
const HEADER = { bytes: 24, number: 0, transaction: 8, flags: 18, lower: 20, upper: 22, pages: 20 } as const;
const BRANCH = 1;
const LEAF = 2;
const OVERFLOW = 4;
const NODE_BYTES = 8;
/** The value is on overflow pages; the node has an `MDB_ovpage`. */
const BIG = 1;
const BIG_BYTES = 24;
/** The value is the root of a table. */
const TABLE = 2;
/** Deeper than a tree of all the pages that a file can have. */
const DEEPEST = 32;
/** `MDB_INTEGERKEY`, and the flag that `lmdb` sets on tables with entry versions: neither affects the shape of a tree. */
const KNOWN_FLAGS = 0x108;

export interface StructureFault {
  /** Number of the page, from 0; absent if the fault concerns a tree. */
  readonly page?: number;
  /** Name of the table; absent for the list of tables and the list of free pages. */
  readonly table?: string;
  readonly message: string;
}

export interface Structure {
  readonly faults: readonly StructureFault[];
  /** Number of pages read. */
  readonly pages: number;
  /** False if `until` was reached first. */
  readonly isComplete: boolean;
}

export interface StructureOptions {
  /** Time of `performance.now()`. */
  readonly until?: number;
  readonly mostFaults?: number;
  readonly progress?: (pages: number) => void;
}

/** Ends a traversal that has found enough faults or has run out of time. */
class Stop extends Error {}
class Fault extends Error {}

/**
 * Reads the pages of one committed state as data, without LMDB, and reports everything invalid that LMDB would trust: numbers, kinds and
 * bounds of pages and nodes, the order of keys, values that extend beyond the file, and pages with two owners. The pages must not be reused
 * meanwhile, so the caller must hold a read transaction open. The contents of values are not checked; their checksums verify them.
 */
export function checkStructure(file: string, meta: MetaPage, options: StructureOptions = {}): Structure {
  const descriptor = openSync(file, "r");
  try {
    return new Walk(descriptor, meta, options).run();
  } finally {
    closeSync(descriptor);
  }
}

class Walk {
  readonly #faults: StructureFault[] = [];
  readonly #taken: Uint8Array;
  /** One for each level: a page is checked again after its children. */
  readonly #buffers: Buffer[] = [];
  #pages = 0;
  #table: string | undefined;
  #counts = { branch: 0, leaf: 0, overflow: 0, entries: 0 };

  constructor(
    private readonly descriptor: number,
    private readonly meta: MetaPage,
    private readonly options: StructureOptions,
  ) {
    this.#taken = new Uint8Array(Math.ceil((meta.lastPage + 1) / 8));
  }

  run(): Structure {
    let isComplete = true;
    const tables: [string, TreeRoot][] = [];
    try {
      this.#tree(this.meta.main, (name, root) => tables.push([name, root]));
      for (const [name, root] of tables) {
        this.#table = name;
        if ((root.flags & ~KNOWN_FLAGS) !== 0) this.#fault(undefined, "The flags of the table are damaged.");
        else this.#tree(root);
      }
      this.#table = undefined;
      this.#tree(this.meta.free, undefined, true);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      isComplete = false;
    }
    return { faults: this.#faults, pages: this.#pages, isComplete };
  }

  #fault(page: number | undefined, message: string): void {
    const table = this.#table;
    this.#faults.push({
      message,
      ...(page === undefined ? {} : { page }),
      ...(table === undefined ? {} : { table }),
    });
    if (this.#faults.length >= (this.options.mostFaults ?? 100)) throw new Stop();
  }

  #tree(tree: TreeRoot, table?: (name: string, root: TreeRoot) => void, isFreeList = false): void {
    this.#counts = { branch: 0, leaf: 0, overflow: 0, entries: 0 };
    const before = this.#faults.length;
    if (tree.depth > DEEPEST || (tree.root === undefined) !== (tree.depth === 0))
      return this.#fault(undefined, "The root of the tree is damaged.");
    if (tree.root !== undefined) this.#page(tree.root, 1, tree, undefined, table, isFreeList);
    const { branch, leaf, overflow, entries } = this.#counts;
    const isCounted =
      branch === tree.branchPages &&
      leaf === tree.leafPages &&
      overflow === tree.overflowPages &&
      entries === tree.entries;
    // Pages below an unreadable one were not counted.
    if (!isCounted && this.#faults.length === before)
      this.#fault(undefined, "The tree has other pages or entries than its root counts.");
  }

  #page(
    number: number,
    level: number,
    tree: TreeRoot,
    bounds: { readonly low?: Key; readonly high?: Key } | undefined,
    table: ((name: string, root: TreeRoot) => void) | undefined,
    isFreeList: boolean,
  ): void {
    try {
      const page = this.#read(number, level);
      const isBranch = level < tree.depth;
      if (page.readUInt16LE(HEADER.flags) !== (isBranch ? BRANCH : LEAF)) throw new Fault("It is of another kind.");
      const nodes = this.#nodes(page, isBranch, isFreeList, bounds);
      if (isBranch) {
        this.#counts.branch += 1;
        for (const [n, node] of nodes.entries()) {
          const child =
            page.readUInt16LE(node) + page.readUInt16LE(node + 2) * 0x1_0000 + page.readUInt16LE(node + 4) * 2 ** 32;
          const next = nodes[n + 1];
          const low = n === 0 ? bounds?.low : toKey(page, node);
          const high = next === undefined ? bounds?.high : toKey(page, next);
          const within = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
          this.#page(child, level + 1, tree, within, table, isFreeList);
        }
        return;
      }
      this.#counts.leaf += 1;
      this.#counts.entries += nodes.length;
      for (const node of nodes) this.#value(page, node, level, table, isFreeList);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#fault(number, error.message);
    }
  }

  /**
   * Checks and returns the offsets of the nodes. They must be within the page, fill the part marked as used, and have keys in ascending
   * order within their bounds.
   */
  #nodes(
    page: Buffer,
    isBranch: boolean,
    isFreeList: boolean,
    bounds: { readonly low?: Key; readonly high?: Key } = {},
  ): number[] {
    const lower = page.readUInt16LE(HEADER.lower);
    const upper = page.readUInt16LE(HEADER.upper);
    const room = page.length - HEADER.bytes;
    if (lower % 2 !== 0 || lower > upper || upper > room || lower === 0) throw new Fault("Its bounds are damaged.");
    const nodes: number[] = [];
    let used = 0;
    let last: Key | undefined;
    for (let n = 0; n < lower / 2; n += 1) {
      const node = HEADER.bytes + page.readUInt16LE(HEADER.bytes + 2 * n);
      if (node < HEADER.bytes + upper || node % 2 !== 0 || node + NODE_BYTES > page.length)
        throw new Fault("A node lies outside of it.");
      const key = toKey(page, node);
      const size = isBranch ? 0 : inlineSize(page, node);
      if (key.end + size > page.length) throw new Fault("A node reaches beyond it.");
      used += (NODE_BYTES + (key.end - key.start) + size + 1) & ~1;
      // The first key of a branch page means "everything less than the second".
      if (!(isBranch && n === 0)) {
        const { low = key, high } = bounds;
        if (key.end === key.start || (isFreeList && key.end - key.start !== 8)) throw new Fault("A key has no size.");
        const compare = isFreeList ? compareNumbers : compareBytes;
        const isAscending = (last === undefined || compare(last, key) < 0) && compare(low, key) <= 0;
        if (!isAscending || (high !== undefined && compare(key, high) >= 0))
          throw new Fault("Its keys are out of order.");
        last = key;
      }
      nodes.push(node);
    }
    if (used !== room - upper) throw new Fault("Its nodes do not fill it.");
    return nodes;
  }

  #value(
    page: Buffer,
    node: number,
    level: number,
    table: ((name: string, root: TreeRoot) => void) | undefined,
    isFreeList: boolean,
  ): void {
    const flags = page.readUInt16LE(node + 4);
    const { start, end } = toKey(page, node);
    const size = getSize(page, node);
    if (flags === BIG) {
      const first = Number(page.readBigUInt64LE(end));
      const pages = Number(page.readBigUInt64LE(end + 16));
      const last = this.#overflow(first, pages, size, level + 1);
      if (isFreeList) this.#freePages(first, last, size);
    } else if (table !== undefined && flags === TABLE && size === TREE_BYTES) {
      table(page.toString("latin1", start, end).replaceAll("\0", ""), readTreeRoot(page, end));
    } else if (flags !== 0 || table !== undefined) throw new Fault("The flags of a node are damaged.");
    else if (isFreeList) this.#freeList(page.subarray(end, end + size));
  }

  #overflow(first: number, pages: number, size: number, level: number): number {
    const needed = Math.floor((HEADER.bytes - 1 + size) / this.meta.pageSize) + 1;
    if (pages !== needed) throw new Fault("A large value has another number of pages than it needs.");
    const header = this.#read(first, level, pages);
    if (header.readUInt16LE(HEADER.flags) !== OVERFLOW || header.readUInt32LE(HEADER.pages) !== pages)
      throw new Fault(`A large value is on page ${first}, which is of another kind.`);
    this.#counts.overflow += pages;
    return first + pages - 1;
  }

  #freePages(first: number, last: number, size: number): void {
    const bytes = Buffer.alloc((last - first + 1) * this.meta.pageSize);
    readSync(this.descriptor, bytes, 0, bytes.length, first * this.meta.pageSize);
    this.#freeList(bytes.subarray(HEADER.bytes, HEADER.bytes + size));
  }

  /** A count, followed by page numbers. A negative number is the length of a run whose first page follows, and zeros are gaps. */
  #freeList(list: Buffer): void {
    if (list.length < 8 || list.length % 8 !== 0) throw new Fault("A list of free pages is damaged.");
    const count = Number(list.readBigUInt64LE(0));
    if (count > list.length / 8 - 1) throw new Fault("A list of free pages is damaged.");
    for (let n = 1; n <= count; n += 1) {
      const entry = Number(list.readBigInt64LE(8 * n));
      if (entry === 0) continue;
      const run = entry < 0 ? -entry : 1;
      if (entry < 0) n += 1;
      const first = entry < 0 ? (n <= count ? Number(list.readBigInt64LE(8 * n)) : 0) : entry;
      if (first < 2 || first + run - 1 > this.meta.lastPage) throw new Fault("A list of free pages is damaged.");
      for (let page = first; page < first + run; page += 1)
        if (!this.#take(page)) throw new Fault(`Page ${page} is in use and listed as free.`);
    }
  }

  /** @throws Fault if the page is outside the file, has a different number in its header, or already has another owner */
  #read(number: number, level: number, pages = 1): Buffer {
    if (number < 2 || number + pages - 1 > this.meta.lastPage)
      throw new Fault(`It refers to page ${number}, which does not exist.`);
    for (let each = number; each < number + pages; each += 1)
      if (!this.#take(each)) throw new Fault(`Page ${each} is used twice.`);
    const buffer = (this.#buffers[level] ??= Buffer.alloc(this.meta.pageSize));
    readSync(this.descriptor, buffer, 0, buffer.length, number * this.meta.pageSize);
    this.#pages += 1;
    if ((this.#pages & 0xfff) === 0) this.options.progress?.(this.#pages);
    if (performance.now() > (this.options.until ?? Infinity)) throw new Stop();
    if (Number(buffer.readBigUInt64LE(HEADER.number)) !== number) throw new Fault(`Page ${number} has another number.`);
    if (Number(buffer.readBigUInt64LE(HEADER.transaction)) > this.meta.transaction)
      throw new Fault(`Page ${number} belongs to a future transaction.`);
    return buffer;
  }

  /** Returns false if the page already has another owner. */
  #take(page: number): boolean {
    const [at, bit] = [page >> 3, 1 << (page & 7)];
    const taken = this.#taken[at] ?? 0xff;
    this.#taken[at] = taken | bit;
    return (taken & bit) === 0;
  }
}

interface Key {
  readonly page: Buffer;
  readonly start: number;
  readonly end: number;
}

function toKey(page: Buffer, node: number): Key {
  const start = node + NODE_BYTES;
  return { page, start, end: start + page.readUInt16LE(node + 6) };
}

function getSize(page: Buffer, node: number): number {
  return page.readUInt16LE(node) + page.readUInt16LE(node + 2) * 0x1_0000;
}

function inlineSize(page: Buffer, node: number): number {
  return page.readUInt16LE(node + 4) === BIG ? BIG_BYTES : getSize(page, node);
}

function compareBytes(one: Key, other: Key): number {
  return one.page.compare(other.page, other.start, other.end, one.start, one.end);
}

function compareNumbers(one: Key, other: Key): number {
  return Number(one.page.readBigUInt64LE(one.start) - other.page.readBigUInt64LE(other.start));
}
