import type { Transaction } from "lmdb";
import { ArgumentError, checkInsert, checkReplace, isKey } from "../arguments.js";
import { carries, identifierToken, isMatched, valueToken } from "../identifier-token.js";
import { InFlightGuard } from "../in-flight-guard.js";
import { requireCreation } from "../open-options.js";
import type { OpenStoreOptions } from "../open-options.js";
import { SearchRefusedError, StoreDamagedError, StoreUnavailableError } from "../store.js";
import type { AppointmentStore, BusinessIdentifier, IdentifierQuery, StoredVersion, StoreMeasure } from "../store.js";
import { Slice } from "../../in-turns.js";
import { FoundVersions } from "../found-versions.js";
import { DiskSpace } from "./disk-space.js";
import { LAST, agreedKeys, reindex } from "./index-rows.js";
import { requireMetaPages } from "./preflight.js";
import { committed, within } from "./transaction.js";
import { KnownVersions } from "./known-versions.js";
import { isAfter } from "../checksum.js";
import { fromStoredText, toStoredText } from "./stored-text.js";
import { openTables } from "./open-tables.js";
import type { Tables } from "./tables.js";

/** Opens the store in a local folder, which is created if it does not exist. Several processes may share the folder. */
export async function openEmbeddedStore(directory: string, options: OpenStoreOptions = {}): Promise<AppointmentStore> {
  if (!(await requireMetaPages(directory))) requireCreation(options);
  const tables = await openTables(directory, options.warn);
  try {
    return new EmbeddedStore(tables, await DiskSpace.open(directory, tables.root), options);
  } catch (error) {
    await tables.root.close();
    throw error;
  }
}

/** Milliseconds for which the outcome of the last write answers a health check. */
const PROBE_EVERY = 1_000;

class EmbeddedStore implements AppointmentStore {
  readonly #tables: Tables;
  readonly #lifetime: InFlightGuard;

  readonly #space: DiskSpace;
  readonly #instance: string | undefined;
  readonly #onCommit: (milliseconds: number) => void;
  readonly #known = new KnownVersions();
  #lastWritten = -Infinity;
  #longWalks = 0;

  constructor(tables: Tables, space: DiskSpace, { instance, onCommit = () => undefined }: OpenStoreOptions) {
    this.#tables = tables;
    this.#space = space;
    this.#instance = instance;
    this.#onCommit = onCommit;
    this.#lifetime = new InFlightGuard(async () => {
      await tables.root.close();
      await space.close();
    });
  }

  insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    return this.#use(async () => {
      checkInsert(first);
      return (await this.#write(first.body.length, () => this.#insertIfNew(first)))
        ? { kind: "inserted" }
        : { kind: "exists" };
    });
  }

  insertUnlessIdentified(
    first: StoredVersion,
    identifier: BusinessIdentifier,
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    return this.#use(async () => {
      checkInsert(first);
      const { touched } = this.#tables;
      const token = identifierToken(identifier);
      for (;;) {
        this.#seeLatest();
        const seen = touched.getEntry(token)?.version;
        const matches = await this.#matches(token);
        if (matches.length > 0) return { kind: "found", matches };
        let inserted: Promise<boolean> | undefined;
        const insert = () => {
          inserted = this.#insertIfNew(first);
          within(inserted);
        };
        const undisturbed = await this.#write(first.body.length, () =>
          seen === undefined ? touched.ifNoExists(token, insert) : touched.ifVersion(token, seen, insert),
        );
        if (undisturbed) return (await inserted) === true ? { kind: "inserted" } : { kind: "exists" };
      }
    });
  }

  current(id: string): Promise<StoredVersion | undefined> {
    return this.#use(() => {
      this.#seeLatest();
      const found = this.#head(id);
      if (found !== undefined) this.#known.add(found);
      return found;
    });
  }

  version(id: string, version: number): Promise<StoredVersion | undefined> {
    return this.#use(() => {
      if (!isKey(id) || !Number.isSafeInteger(version)) return undefined;
      this.#seeLatest();
      const found = this.#version(id, version);
      if (found !== undefined) return found;
      const head = this.#tables.heads.get(id);
      if (head !== undefined && version >= 1 && version <= head) throw missing();
      return undefined;
    });
  }

  history(id: string): Promise<StoredVersion[]> {
    return this.#use(() => {
      if (!isKey(id)) return [];
      this.#seeLatest();
      return this.#historyOf(id);
    });
  }

  replace(expectedVersion: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    return this.#use(async () => {
      checkReplace(expectedVersion, next);
      const { heads, versions } = this.#tables;
      this.#seeLatest();
      const known = this.#known.get(next.id);
      const isKnown = known?.version === expectedVersion && heads.get(next.id) === expectedVersion;
      const current = isKnown ? known : this.#head(next.id);
      if (current === undefined) return { kind: "missing" };
      if (current.version !== expectedVersion) return { kind: "conflict", current };
      const replaced = await this.#write(next.body.length, () =>
        heads.ifVersion(next.id, expectedVersion, () => {
          within(heads.put(next.id, next.version, next.version));
          within(versions.put([next.id, next.version], toStoredText(next)));
          reindex(this.#tables, next.id, current.keys, next.keys);
          this.#noteAccount(next);
        }),
      );
      if (replaced) return { kind: "replaced" };
      this.#seeLatest();
      const winner = this.#head(next.id);
      if (winner === undefined) throw new StoreDamagedError("An appointment vanished from the embedded store.");
      return { kind: "conflict", current: winner };
    });
  }

  findByPatient(nhsNumber: string, endsFrom: number, claim?: () => boolean): Promise<FoundVersions> {
    return this.#find(claim, (found, snapshot) => {
      if (!isKey(nhsNumber)) return Promise.resolve();
      const range = {
        start: [nhsNumber, endsFrom, ""] as [string, number, string],
        end: [nhsNumber, Infinity, LAST] as [string, number, string],
        ...snapshot,
      };
      const { patients, patientsCopy } = this.#tables;
      return this.#eachHead(agreedKeys(patients, patientsCopy, range), snapshot, (current) => {
        found.add(current);
        return true;
      });
    });
  }

  async findByIdentifier(
    identifier: IdentifierQuery,
    nhsNumber?: string,
    claim?: () => boolean,
  ): Promise<FoundVersions> {
    const token = "anySystem" in identifier ? valueToken(identifier.value) : identifierToken(identifier);
    const found = await this.#find(claim, (into, snapshot) =>
      this.#eachIdentified(token, snapshot, (current) => {
        const isOfPatient = (nhsNumber ?? current.keys.nhsNumber) === current.keys.nhsNumber;
        if (isOfPatient && carries(current, identifier)) into.add(current);
        return true;
      }),
    );
    return found.sort();
  }

  async *histories(after = ""): AsyncGenerator<StoredVersion[]> {
    for (let last = after; ;) {
      // One synchronous iteration is one snapshot; a long one would prevent LMDB from reusing old pages.
      const batch = await this.#use(() => {
        this.#seeLatest();
        return this.#idsAfter(last).map((id) => this.#historyOf(id));
      });
      yield* batch;
      const id = batch.at(-1)?.[0]?.id;
      if (id === undefined) return;
      last = id;
    }
  }

  /** A call of this store waits only for the disk, so the deadline does not apply. */
  before(): AppointmentStore {
    return this;
  }

  accounted(instance: string, after: number): Promise<StoredVersion[]> {
    return this.#use(() => {
      this.#seeLatest();
      const range = { start: [instance, after + 1] as [string, number], end: [instance, Infinity] as [string, number] };
      return [...this.#tables.outbox.getRange(range)].map(({ value: [id, version] }) => {
        const found = this.#version(id, version);
        if (found === undefined) throw missing();
        return found;
      });
    });
  }

  settled(instance: string, sequence: number): Promise<void> {
    return this.#use(async () => {
      const { outbox } = this.#tables;
      const range = { start: [instance, 0] as [string, number], end: [instance, sequence + 1] as [string, number] };
      const keys = [...outbox.getKeys(range)];
      if (keys.length === 0) return;
      await this.#write(0, () =>
        outbox.batch(() => {
          for (const key of keys) within(outbox.remove(key));
        }),
      );
    });
  }

  isEmpty(): Promise<boolean> {
    return this.#use(() => {
      this.#seeLatest();
      return [...this.#tables.heads.getKeys({ limit: 1 })].length === 0;
    });
  }

  measure(): Promise<StoreMeasure> {
    return this.#use(() => {
      this.#seeLatest();
      const { entryCount } = this.#tables.heads.getStats() as { entryCount: number };
      return { appointments: entryCount, bytes: this.#space.bytes };
    });
  }

  legacyUntil(): Promise<string | undefined> {
    return this.#use(() => this.#tables.meta.get("legacyUntil") as string | undefined);
  }

  /** Relies on a write within the last second, or else performs a test write. */
  health(): Promise<void> {
    return this.#use(async () => {
      await this.#space.check();
      if (performance.now() - this.#lastWritten < PROBE_EVERY) return;
      await this.#write(0, () => this.#tables.meta.put("probe", Date.now()));
    });
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  /** Runs atomically in one transaction. Returns false if the id is in use. */
  #insertIfNew(first: StoredVersion): Promise<boolean> {
    const { heads, versions } = this.#tables;
    return heads.ifNoExists(first.id, () => {
      within(heads.put(first.id, first.version, first.version));
      within(versions.put([first.id, first.version], toStoredText(first)));
      reindex(this.#tables, first.id, undefined, first.keys);
      this.#noteAccount(first);
    });
  }

  /** Must run in the transaction of the version. Accounts of other instances, whose versions are imported, would never be settled. */
  #noteAccount({ id, version, account }: StoredVersion): void {
    if (account === undefined || account.instance !== this.#instance) return;
    within(this.#tables.outbox.put([account.instance, account.sequence], [id, version]));
  }

  /**
   * Every write passes through here. It is started only if the disk has room for it, because a failure within LMDB may end the process.
   * @param size characters of the body
   */
  async #write(size: number, begin: () => Promise<boolean>): Promise<boolean> {
    const done = await this.#space.admit(size);
    try {
      const began = performance.now();
      const isDone = await committed(begin());
      this.#lastWritten = performance.now();
      this.#onCommit(this.#lastWritten - began);
      return isDone;
    } catch (error) {
      this.#space.failed();
      throw error;
    } finally {
      done();
    }
  }

  #head(id: string, snapshot?: Snapshot): StoredVersion | undefined {
    if (!isKey(id)) return undefined;
    const { heads, versions } = this.#tables;
    const { value: version, version: entryVersion } = heads.getEntry(id, snapshot) ?? {};
    if (version !== entryVersion) throw missing();
    if (version === undefined) {
      if (versions.doesExist([id, 1])) throw missing();
      return undefined;
    }
    const current = this.#version(id, version, snapshot);
    if (current === undefined) throw missing();
    return current;
  }

  #version(id: string, version: number, snapshot?: Snapshot): StoredVersion | undefined {
    const stored = this.#tables.versions.get([id, version], snapshot);
    return stored === undefined ? undefined : fromStoredText(stored, id, version);
  }

  #historyOf(id: string): StoredVersion[] {
    const newestFirst = this.#tables.versions.getRange({ start: [id, Infinity], end: [id, 0], reverse: true });
    const versions = [...newestFirst].map(({ key, value }) => fromStoredText(value, id, key[1]));
    if (versions.some(({ version }, n) => version !== versions.length - n)) throw missing();
    if (versions.some((each, n) => !isAfter(each, versions[n + 1]))) throw missing();
    if (this.#tables.heads.get(id) !== (versions[0]?.version ?? undefined)) throw missing();
    return versions;
  }

  /** Missing heads are detected by comparison with the versions, which are on other pages. */
  #idsAfter(last: string): string[] {
    const { heads, versions } = this.#tables;
    const ids = [...heads.getKeys({ start: last, limit: HISTORIES_AT_ONCE })].filter((id) => id !== last);
    const end = ids.length < HISTORIES_AT_ONCE - 1 ? {} : { end: [ids.at(-1) ?? last, Infinity] as [string, number] };
    const known = new Set(ids);
    for (const [id] of versions.getKeys({ start: [last, Infinity], ...end })) if (!known.has(id)) throw missing();
    return ids;
  }

  /** Returns at most two: a caller only needs to know that there is more than one. */
  async #matches(token: string): Promise<StoredVersion[]> {
    const matches: StoredVersion[] = [];
    await this.#snapshot((snapshot) =>
      this.#eachIdentified(token, snapshot, (current) => {
        if (isMatched(current)) matches.push(current);
        return matches.length < 2;
      }),
    );
    return matches;
  }

  #find(
    claim: (() => boolean) | undefined,
    search: (into: FoundVersions, snapshot: Snapshot) => Promise<void>,
  ): Promise<FoundVersions> {
    const again = (wanted: readonly { readonly id: string; readonly version: number }[]) =>
      this.#use(() =>
        wanted.map(({ id, version }) => {
          const found = this.#version(id, version);
          if (found === undefined) throw missing();
          return found;
        }),
      );
    return this.#use(async () => {
      const found = new FoundVersions(again, claim);
      await this.#snapshot((snapshot) => search(found, snapshot));
      return found;
    });
  }

  #eachIdentified(token: string, snapshot: Snapshot, visit: Visit): Promise<void> {
    const range = { start: [token, ""] as [string, string], end: [token, LAST] as [string, string], ...snapshot };
    const { identified, identifiedCopy } = this.#tables;
    return this.#eachHead(agreedKeys(identified, identifiedCopy, range), snapshot, visit);
  }

  /**
   * Visits current versions by keys that end with their ids, until `visit` returns false. Uses several turns of the event loop if there are
   * many.
   * @throws SearchRefusedError if too many other searches use several turns: each occupies one of LMDB's readers, and retains old pages
   */
  async #eachHead(
    keys: Iterable<readonly [...unknown[], id: string]>,
    snapshot: Snapshot,
    visit: Visit,
  ): Promise<void> {
    const slice = new Slice();
    let isLong = false;
    let visited = 0;
    try {
      for (const key of keys) {
        visited += 1;
        const current = this.#head(key.at(-1) as string, snapshot);
        if (current === undefined) throw missing();
        if (!visit(current)) return;
        if (visited < FEW || !slice.isOver) continue;
        if (!isLong) {
          if (this.#longWalks >= MOST_LONG_WALKS)
            throw new SearchRefusedError("Too many large searches are in progress.");
          isLong = true;
          this.#longWalks += 1;
        }
        await slice.next();
      }
    } finally {
      if (isLong) this.#longWalks -= 1;
    }
  }

  /** All reads inside `work` use the same snapshot. */
  async #snapshot(work: (snapshot: Snapshot) => Promise<void>): Promise<void> {
    this.#seeLatest();
    const transaction = this.#tables.root.useReadTransaction();
    try {
      await work({ transaction });
    } finally {
      transaction.done();
    }
  }

  /** LMDB keeps a snapshot until the next turn of the event loop; another process may have written since. */
  #seeLatest(): void {
    this.#tables.root.resetReadTxn();
  }

  async #use<T>(work: () => T | Promise<T>): Promise<T> {
    this.#lifetime.enter();
    try {
      return await work();
    } catch (error) {
      if (isOwn(error)) throw error;
      if (isPassing(error)) throw new StoreUnavailableError("The embedded store failed.", { cause: error });
      throw new StoreDamagedError("The embedded store contains data that cannot be read.", { cause: error });
    } finally {
      this.#lifetime.leave();
    }
  }
}

interface Snapshot {
  readonly transaction: Transaction;
}

/** @returns whether to continue */
type Visit = (current: StoredVersion) => boolean;

function isOwn(error: unknown): boolean {
  return error instanceof StoreUnavailableError || error instanceof StoreDamagedError || error instanceof ArgumentError;
}

/**
 * LMDB errors: a map that must grow, no free reader slot, a transaction that is too large. Numbers above 0 are those of the operating
 * system.
 */
const PASSING: readonly unknown[] = [-30785, -30792, -30790, -30783, -30788];

/** Returns whether an error is temporary. Data that LMDB or the decoder cannot read is damaged; a temporary failure is not damage. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" || (typeof code === "number" && (code > 0 || PASSING.includes(code)));
}

/** Heads, versions and indexes are written together: a discrepancy means that data was lost. */
function missing(): StoreDamagedError {
  return new StoreDamagedError("The tables of the embedded store are inconsistent.");
}

const HISTORIES_AT_ONCE = 100;

const MOST_LONG_WALKS = 16;
/** At least this many entries are visited in one turn, even if the system has paused this process meanwhile. */
const FEW = 32;
