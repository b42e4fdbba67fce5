import { join } from "node:path";
import { open } from "lmdb";
import type { RootDatabase } from "lmdb";
import type { CheckReports, CheckedStore, NumberedVersion } from "../checked-store.js";
import type { IndexKeys, StoredVersion } from "../store.js";
import { DATA_FILE, DiskSpace } from "./disk-space.js";
import { indexTokens, isSameKey, putRows } from "./index-rows.js";
import { readMetaPages } from "./meta-pages.js";
import { describeFault, readStructure } from "./preflight.js";
import { fromStoredText } from "./stored-text.js";
import { FORMAT_VERSION, tablesIn } from "./tables.js";
import type { Tables } from "./tables.js";
import { committed, within } from "./transaction.js";

/** Opens the store in a folder for checking, even while registries use it. @throws Error if there is none */
export async function openCheckedEmbeddedStore(
  directory: string,
  reports: CheckReports,
  repair: boolean,
): Promise<CheckedStore> {
  const file = join(directory, DATA_FILE);
  try {
    if ((await readMetaPages(file)) === undefined) throw new Error(`There is no store in ${directory}.`);
  } catch (error) {
    // A store that LMDB cannot open is itself the only fault.
    if (!(error instanceof Error) || "syscall" in error || error.message.startsWith("There is no store")) throw error;
    reports.found({ kind: "file", message: error.message });
    return EMPTY;
  }
  const root = open({ path: directory, noSubdir: false, readOnly: !repair, ...WRITES });
  try {
    const progress = (pages: number) => reports.progress(`${pages} pages`);
    const { faults } = await readStructure(directory, root, { progress });
    for (const fault of faults) reports.found({ kind: "file", message: describeFault(fault) });
    if (faults.length > 0) {
      await root.close();
      return EMPTY;
    }
    const space = repair ? await DiskSpace.open(directory, root) : undefined;
    return new CheckedEmbeddedStore(root, tablesIn(root), space, reports);
  } catch (error) {
    await root.close();
    throw error;
  }
}

/** As in tables.ts. */
const WRITES = { overlappingSync: false, eventTurnBatching: false };

/** Nothing is read beyond damaged pages. */
const EMPTY: CheckedStore = {
  async *histories() {
    // No histories.
  },
  legacyUntil: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
};

const AT_ONCE = 200;
type RowKey = [string, ...(string | number)[]];

class CheckedEmbeddedStore implements CheckedStore {
  readonly #legacyUntil: string | undefined;

  constructor(
    private readonly root: RootDatabase,
    private readonly tables: Tables,
    private readonly space: DiskSpace | undefined,
    private readonly reports: CheckReports,
  ) {
    const { meta } = tables;
    const format = meta.get("format");
    if (format !== FORMAT_VERSION)
      throw new Error(
        `The store has format ${String(format)}; start the registry once, which brings it to ${FORMAT_VERSION}.`,
      );
    this.#legacyUntil = meta.get("legacyUntil") as string | undefined;
  }

  legacyUntil(): Promise<string | undefined> {
    return Promise.resolve(this.#legacyUntil);
  }

  async *histories(): AsyncGenerator<StoredVersion[]> {
    for (let last = ""; ;) {
      // Ids of heads or versions, read from one snapshot together with all related data.
      this.root.resetReadTxn();
      const ids = this.#idsAfter(last);
      const batch = ids.map((id) => this.#entry(id));
      for (const repair of batch.flatMap((entry) => entry.repair ?? [])) await this.#repair(repair);
      for (const { readable } of batch) if (readable.length > 0) yield readable;
      const id = ids.at(-1);
      if (id === undefined) break;
      last = id;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await this.#rows("patients", ({ nhsNumber, end }, [number, time]) => number === nhsNumber && time === end);
    await this.#rows("identified", ({ identifiers }, [token]) => indexTokens(identifiers).has(token));
    this.#outbox();
  }

  async close(): Promise<void> {
    await this.root.close();
    await this.space?.close();
  }

  #idsAfter(last: string): string[] {
    const { heads, versions } = this.tables;
    const ids = [...heads.getKeys({ start: last, limit: AT_ONCE })].filter((id) => id !== last);
    const end = ids.length < AT_ONCE - 1 ? {} : { end: [ids.at(-1) ?? last, Infinity] as [string, number] };
    const known = new Set(ids);
    for (const [id] of versions.getKeys({ start: [last, Infinity], ...end })) {
      known.add(id);
      if (known.size > 2 * AT_ONCE) return [...known].filter((each) => byBytes(each, id) < 0).sort(byBytes);
    }
    return [...known].sort(byBytes);
  }

  #entry(id: string): { readable: StoredVersion[]; repair?: () => Promise<boolean> } {
    const { found } = this.reports;
    const { heads, versions } = this.tables;
    const numbers = [...versions.getKeys({ start: [id, -Infinity], end: [id, Infinity] })].map(([, number]) => number);
    const numbered: NumberedVersion[] = numbers.map((number) => ({ number, stored: this.#read(id, number) }));
    this.reports.checkVersions(id, numbered, this.#legacyUntil);
    const readable = numbered.flatMap(({ stored }) => stored ?? []).reverse();
    const current = numbered.at(-1);
    const head = read(() => heads.getEntry(id));
    const isHead = head !== undefined && head.value === head.version && head.value === current?.number;
    if (!isHead) found({ kind: "head", id, message: "Its current version is not its last one." });
    const keys = current?.stored?.keys;
    const lacks = keys === undefined ? [] : this.#lacking(id, keys);
    for (const table of lacks) found({ kind: "index", id, message: `It is missing in ${table}.` });
    const isWhole = numbered.every(({ number }, n) => number === n + 1) && keys !== undefined;
    if ((isHead && lacks.length === 0) || !isWhole) return { readable };
    return { readable, repair: () => this.#derive(id, numbered.length, isHead, head?.version, keys) };
  }

  #read(id: string, number: number): StoredVersion | undefined {
    return read(() => {
      const stored = this.tables.versions.get([id, number]);
      return stored === undefined ? undefined : fromStoredText(stored, id, number);
    });
  }

  #lacking(id: string, { nhsNumber, end, identifiers }: IndexKeys): string[] {
    const { patients, patientsCopy, identified, identifiedCopy } = this.tables;
    const tokens = [...indexTokens(identifiers).keys()];
    const has = (row: () => true | undefined) => read(row) === true;
    return [
      ...(has(() => patients.get([nhsNumber, end, id])) ? [] : ["patients"]),
      ...(has(() => patientsCopy.get([nhsNumber, end, id])) ? [] : ["patientsCopy"]),
      ...(tokens.every((token) => has(() => identified.get([token, id]))) ? [] : ["identified"]),
      ...(tokens.every((token) => has(() => identifiedCopy.get([token, id]))) ? [] : ["identifiedCopy"]),
    ];
  }

  /** Writes the rows that follow from the last version, unless another version was created in the meantime. */
  #derive(id: string, last: number, isHead: boolean, entryVersion: number | undefined, keys: IndexKeys) {
    const { heads, versions } = this.tables;
    const put = () => {
      if (!isHead) within(heads.put(id, last, last));
      putRows(this.tables, id, keys);
    };
    if (isHead) return heads.ifVersion(id, last, put);
    // No registry replaces an appointment without a correct head: it is damaged.
    return this.root.transaction(() => {
      const isUnchanged = !versions.doesExist([id, last + 1]) && heads.getEntry(id)?.version === entryVersion;
      if (isUnchanged) put();
      return isUnchanged;
    });
  }

  /** Checks that every row of an index has its copy and leads to a current version that has the key. */
  async #rows(name: "patients" | "identified", belongs: (keys: IndexKeys, key: RowKey) => boolean): Promise<void> {
    for (const table of [name, `${name}Copy`] as const) {
      const rows = this.tables[table] as unknown as Tables["identified"];
      for (let last: RowKey | undefined; ;) {
        this.root.resetReadTxn();
        const range = last === undefined ? {} : { start: last as [string, string] };
        const keys = ([...rows.getKeys({ ...range, limit: AT_ONCE })] as RowKey[]).filter(
          (key) => last === undefined || !isSameKey(key, last),
        );
        const stale = keys.filter((key) => !this.#leads(key, belongs));
        for (const key of stale) {
          const id = String(key.at(-1));
          this.reports.found({ kind: "index", id, message: `A row of ${table} leads to it that it has not.` });
          await this.#repair(() => this.#removeRow(rows, key as [string, string], belongs));
        }
        this.reports.progress(`rows of ${table}`);
        last = keys.at(-1);
        if (last === undefined) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  #leads(key: RowKey, belongs: (keys: IndexKeys, key: RowKey) => boolean): boolean {
    const id = String(key.at(-1));
    const number = read(() => this.tables.heads.get(id));
    const current = number === undefined ? undefined : this.#read(id, number);
    return current !== undefined && belongs(current.keys, key);
  }

  #removeRow(
    rows: Tables["identified"],
    key: [string, string],
    belongs: (keys: IndexKeys, key: RowKey) => boolean,
  ): Promise<boolean> {
    return this.root.transaction(() => {
      if (this.#leads(key, belongs)) return false;
      within(rows.remove(key));
      return true;
    });
  }

  /** Checks that accounts not yet settled belong to versions that have them. */
  #outbox(): void {
    this.root.resetReadTxn();
    for (const key of this.tables.outbox.getKeys({})) {
      const [instance, sequence] = key;
      const [id = "", version = 0] = read(() => this.tables.outbox.get(key)) ?? [];
      const account = this.#read(id, version)?.account;
      if (account?.instance !== instance || account.sequence !== sequence)
        this.reports.found({
          kind: "account",
          message: `Account ${sequence} of ${instance} leads to another version.`,
        });
    }
  }

  async #repair(write: () => Promise<boolean>): Promise<void> {
    if (this.space === undefined) return;
    const done = await this.space.admit(0);
    try {
      if (await committed(write())) this.reports.repaired();
    } finally {
      done();
    }
  }
}

/** Returns undefined if the value is unreadable. */
function read<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Compares in the order of LMDB's keys, which is that of UTF-8. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
