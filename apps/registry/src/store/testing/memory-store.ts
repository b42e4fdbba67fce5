import { checkInsert, checkReplace } from "../arguments.js";
import { FoundVersions } from "../found-versions.js";
import { InFlightGuard } from "../in-flight-guard.js";
import type { AppointmentStore, BusinessIdentifier, IdentifierQuery, StoredVersion, StoreMeasure } from "../store.js";

/** By id: all versions, oldest first. */
export type MemoryTables = Map<string, StoredVersion[]>;

/**
 * A store in memory, for tests of code that uses a store. A call changes the tables in one turn of the event loop, which makes it atomic.
 * Stores that share their tables behave like two processes with the same data.
 */
export class MemoryStore implements AppointmentStore {
  readonly #lifetime = new InFlightGuard(() => Promise.resolve());

  constructor(readonly tables: MemoryTables = new Map()) {}

  insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    return this.#lifetime.use(() => this.#insert(first));
  }

  insertUnlessIdentified(
    first: StoredVersion,
    identifier: BusinessIdentifier,
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    return this.#lifetime.use(() => {
      const matches = this.#identifiedBy(identifier).filter(({ status }) => status !== "entered-in-error");
      if (matches.length > 0) return { kind: "found" as const, matches };
      return this.#insert(first);
    });
  }

  current(id: string): Promise<StoredVersion | undefined> {
    return this.#lifetime.use(() => this.tables.get(id)?.at(-1));
  }

  version(id: string, version: number): Promise<StoredVersion | undefined> {
    return this.#lifetime.use(() => this.tables.get(id)?.find((each) => each.version === version));
  }

  history(id: string): Promise<StoredVersion[]> {
    return this.#lifetime.use(() => [...(this.tables.get(id) ?? [])].reverse());
  }

  replace(expectedVersion: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    return this.#lifetime.use(() => {
      checkReplace(expectedVersion, next);
      const versions = this.tables.get(next.id);
      const current = versions?.at(-1);
      if (versions === undefined || current === undefined) return { kind: "missing" as const };
      if (current.version !== expectedVersion) return { kind: "conflict" as const, current };
      versions.push(next);
      return { kind: "replaced" as const };
    });
  }

  findByPatient(nhsNumber: string, endsFrom: number, claim?: () => boolean): Promise<FoundVersions> {
    return this.#lifetime.use(() =>
      this.found(
        this.#current().filter(({ keys }) => keys.nhsNumber === nhsNumber && keys.end >= endsFrom),
        claim,
      ),
    );
  }

  findByIdentifier(query: IdentifierQuery, nhsNumber?: string, claim?: () => boolean): Promise<FoundVersions> {
    return this.#lifetime.use(() =>
      this.found(
        this.#identifiedBy(query).filter(({ keys }) => nhsNumber === undefined || keys.nhsNumber === nhsNumber),
        claim,
      ),
    );
  }

  protected found(versions: readonly StoredVersion[], claim?: () => boolean): FoundVersions {
    const found = new FoundVersions(async (wanted) => {
      const read = await Promise.all(wanted.map(({ id, version }) => this.version(id, version)));
      return read as StoredVersion[];
    }, claim);
    for (const each of versions) found.add(each);
    return found;
  }

  async *histories(after = ""): AsyncGenerator<StoredVersion[]> {
    const ids = await this.#lifetime.use(() => [...this.tables.keys()].filter((id) => id > after).sort());
    for (const id of ids) yield await this.history(id);
  }

  accounted(instance: string, after: number): Promise<StoredVersion[]> {
    const sequence = ({ account }: StoredVersion) => (account?.instance === instance ? account.sequence : 0);
    return this.#lifetime.use(() =>
      [...this.tables.values()]
        .flat()
        .filter((each) => sequence(each) > after)
        .sort((a, b) => sequence(a) - sequence(b)),
    );
  }

  settled(): Promise<void> {
    return this.#lifetime.use(() => undefined);
  }

  isEmpty(): Promise<boolean> {
    return this.#lifetime.use(() => this.tables.size === 0);
  }

  measure(): Promise<StoreMeasure> {
    return this.#lifetime.use(() => ({ appointments: this.tables.size }));
  }

  legacyUntil(): Promise<string | undefined> {
    return this.#lifetime.use(() => undefined);
  }

  before(): AppointmentStore {
    return this;
  }

  health(): Promise<void> {
    return this.#lifetime.use(() => undefined);
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  #insert(first: StoredVersion): { kind: "inserted" } | { kind: "exists" } {
    checkInsert(first);
    if (this.tables.has(first.id)) return { kind: "exists" };
    this.tables.set(first.id, [first]);
    return { kind: "inserted" };
  }

  /** Current versions by end, then id. */
  #current(): StoredVersion[] {
    return [...this.tables.values()]
      .flatMap((versions) => versions.at(-1) ?? [])
      .sort((a, b) => a.keys.end - b.keys.end || (a.id < b.id ? -1 : 1));
  }

  #identifiedBy(query: IdentifierQuery): StoredVersion[] {
    const { value } = query;
    const isMeant = (each: BusinessIdentifier): boolean =>
      each.value === value && ("anySystem" in query || each.system === query.system);
    return this.#current().filter(({ keys }) => keys.identifiers.some(isMeant));
  }
}
