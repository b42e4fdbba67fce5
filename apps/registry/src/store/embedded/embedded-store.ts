import { checkInsert, checkReplace, isKey } from "../arguments.js";
import { carries, identifierToken, identifierTokens, isMatched, valueToken, valueTokens } from "../identifier-token.js";
import { Lifetime } from "../lifetime.js";
import { StoreUnavailableError } from "../store.js";
import type { AppointmentStore, BusinessIdentifier, IdentifierQuery, IndexKeys, StoredVersion } from "../store.js";
import { committed, within } from "./transaction.js";
import { openTables } from "./tables.js";
import type { Tables } from "./tables.js";

/** Opens the store in a folder of this machine, which is created if it is missing. Several processes may share the folder. */
export async function openEmbeddedStore(directory: string): Promise<AppointmentStore> {
  return new EmbeddedStore(await openTables(directory));
}

class EmbeddedStore implements AppointmentStore {
  readonly #tables: Tables;
  readonly #lifetime: Lifetime;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#lifetime = new Lifetime(() => tables.root.close());
  }

  insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    return this.#use(async () => {
      checkInsert(first);
      return (await committed(this.#insertIfNew(first))) ? { kind: "inserted" } : { kind: "exists" };
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
        const matches = this.#identifiedBy(token).filter(isMatched);
        if (matches.length > 0) return { kind: "found", matches };
        let inserted: Promise<boolean> | undefined;
        const insert = () => {
          inserted = this.#insertIfNew(first);
          within(inserted);
        };
        const undisturbed = await committed(
          seen === undefined ? touched.ifNoExists(token, insert) : touched.ifVersion(token, seen, insert),
        );
        if (undisturbed) return (await inserted) === true ? { kind: "inserted" } : { kind: "exists" };
      }
    });
  }

  current(id: string): Promise<StoredVersion | undefined> {
    return this.#use(() => {
      this.#seeLatest();
      return this.#head(id);
    });
  }

  version(id: string, version: number): Promise<StoredVersion | undefined> {
    return this.#use(() => {
      if (!isKey(id) || !Number.isSafeInteger(version)) return undefined;
      this.#seeLatest();
      return this.#tables.versions.get([id, version]);
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
      const current = this.#head(next.id);
      if (current === undefined) return { kind: "missing" };
      if (current.version !== expectedVersion) return { kind: "conflict", current };
      const replaced = await committed(
        heads.ifVersion(next.id, expectedVersion, () => {
          within(heads.put(next.id, next.version, next.version));
          within(versions.put([next.id, next.version], next));
          this.#reindex(next.id, current.keys, next.keys);
        }),
      );
      if (replaced) return { kind: "replaced" };
      this.#seeLatest();
      const winner = this.#head(next.id);
      if (winner === undefined) throw new StoreUnavailableError("An appointment vanished from the embedded store.");
      return { kind: "conflict", current: winner };
    });
  }

  findByPatient(nhsNumber: string, endsFrom: number): Promise<StoredVersion[]> {
    return this.#use(() => {
      if (!isKey(nhsNumber)) return [];
      this.#seeLatest();
      const found: StoredVersion[] = [];
      // One synchronous walk is one snapshot: an entry that is rewritten meanwhile shows once, with its old or its new keys.
      for (const [, , id] of this.#tables.patients.getKeys({
        start: [nhsNumber, endsFrom, ""],
        end: [nhsNumber, Infinity, LAST],
      })) {
        const current = this.#head(id);
        if (current !== undefined) found.push(current);
      }
      return found;
    });
  }

  findByIdentifier(identifier: IdentifierQuery, nhsNumber?: string): Promise<StoredVersion[]> {
    return this.#use(() => {
      this.#seeLatest();
      const token = "anySystem" in identifier ? valueToken(identifier.value) : identifierToken(identifier);
      return this.#identifiedBy(token)
        .filter((found) => carries(found, identifier) && (nhsNumber ?? found.keys.nhsNumber) === found.keys.nhsNumber)
        .sort((a, b) => a.keys.end - b.keys.end || (a.id < b.id ? -1 : 1));
    });
  }

  async *histories(after = ""): AsyncGenerator<StoredVersion[]> {
    for (let last = after; ;) {
      // One synchronous walk is one snapshot; a long one would keep LMDB from using old pages again.
      const batch = await this.#use(() => {
        this.#seeLatest();
        const ids = [...this.#tables.heads.getKeys({ start: last, limit: HISTORIES_AT_ONCE })];
        return ids.filter((id) => id !== last).map((id) => this.#historyOf(id));
      });
      yield* batch;
      const id = batch.at(-1)?.[0]?.id;
      if (id === undefined) return;
      last = id;
    }
  }

  /** A call of this store waits for nothing but the disk. */
  before(): AppointmentStore {
    return this;
  }

  health(): Promise<void> {
    return this.#use(() => {
      this.#seeLatest();
      this.#tables.heads.get("");
    });
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  /** Runs inside one transaction: all of it or nothing. False where the id is in use. */
  #insertIfNew(first: StoredVersion): Promise<boolean> {
    const { heads, versions } = this.#tables;
    return heads.ifNoExists(first.id, () => {
      within(heads.put(first.id, first.version, first.version));
      within(versions.put([first.id, first.version], first));
      this.#reindex(first.id, undefined, first.keys);
    });
  }

  #reindex(id: string, before: IndexKeys | undefined, after: IndexKeys): void {
    const { patients, identified, touched } = this.#tables;
    if (before?.nhsNumber !== after.nhsNumber || before.end !== after.end) {
      if (before !== undefined) within(patients.remove([before.nhsNumber, before.end, id]));
      within(patients.put([after.nhsNumber, after.end, id], true));
    }
    if (JSON.stringify(before?.identifiers) === JSON.stringify(after.identifiers)) return;
    const old = indexTokens(before?.identifiers ?? []);
    const now = indexTokens(after.identifiers);
    for (const [token, kind] of new Map([...old, ...now])) {
      if (old.has(token) && now.has(token)) continue;
      if (now.has(token)) within(identified.put([token, id], true));
      else within(identified.remove([token, id]));
      if (kind === "identifier") within(touched.put(token, true, randomVersion()));
    }
  }

  #head(id: string): StoredVersion | undefined {
    if (!isKey(id)) return undefined;
    const version = this.#tables.heads.get(id);
    return version === undefined ? undefined : this.#tables.versions.get([id, version]);
  }

  #historyOf(id: string): StoredVersion[] {
    const newestFirst = this.#tables.versions.getRange({ start: [id, Infinity], end: [id, 0], reverse: true });
    return [...newestFirst].map(({ value }) => value);
  }

  #identifiedBy(token: string): StoredVersion[] {
    const range = { start: [token, ""] as [string, string], end: [token, LAST] as [string, string] };
    return [...this.#tables.identified.getKeys(range)].flatMap(([, id]) => this.#head(id) ?? []);
  }

  /** LMDB keeps a snapshot until the event loop turns; another process may have written since. */
  #seeLatest(): void {
    this.#tables.root.resetReadTxn();
  }

  #use<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#lifetime.use(async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof StoreUnavailableError || error instanceof RangeError) throw error;
        throw new StoreUnavailableError("The embedded store failed.", { cause: error });
      }
    });
  }
}

/** What leads to an appointment in `identified`. */
function indexTokens(identifiers: readonly BusinessIdentifier[]): Map<string, "identifier" | "value"> {
  return new Map([
    ...valueTokens(identifiers).map((token) => [token, "value"] as const),
    ...identifierTokens(identifiers).map((token) => [token, "identifier"] as const),
  ]);
}

function randomVersion(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER) + 1;
}

/** Sorts after every string that can be an id. */
const LAST = "\u{10ffff}";

const HISTORIES_AT_ONCE = 100;
