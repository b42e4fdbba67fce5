import { describe, expect, it } from "@jest/globals";
import { carries, isMatched } from "../identifier-token.js";
import type { AppointmentStore, StoredVersion } from "../store.js";
import type { MemoryTables } from "./memory-store.js";
import { MemoryStore } from "./memory-store.js";
import { RACING_PAIRS, raceFaults } from "./races.js";
import type { FoundVersions } from "../found-versions.js";
import { allFound } from "./all-found.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Compares, and writes a turn later. */
class NoAtomicCompare extends MemoryStore {
  override async replace(expected: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    const current = await this.current(next.id);
    if (current === undefined) return { kind: "missing" };
    if (current.version !== expected) return { kind: "conflict", current };
    await turn();
    this.tables.get(next.id)?.push(next);
    return { kind: "replaced" };
  }
}

/** Looks for matches, and inserts a turn later. */
class NoConditionalGuard extends MemoryStore {
  override async insertUnlessIdentified(
    ...[first, identifier]: Parameters<AppointmentStore["insertUnlessIdentified"]>
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    const matches = (await allFound(this.findByIdentifier(identifier))).filter(isMatched);
    if (matches.length > 0) return { kind: "found", matches };
    await turn();
    return this.insert(first);
  }
}

/** Behaves like the MongoDB store of version 0.1: conditional inserts only see each other. */
class GuardAmongConditionalOnes extends MemoryStore {
  static readonly #waiting = new WeakMap<MemoryTables, Promise<unknown>>();
  override insertUnlessIdentified(
    ...[first, identifier]: Parameters<AppointmentStore["insertUnlessIdentified"]>
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    const before = GuardAmongConditionalOnes.#waiting.get(this.tables) ?? Promise.resolve();
    const done = before.then(async () => {
      const matches = (await allFound(this.findByIdentifier(identifier))).filter(isMatched);
      if (matches.length > 0) return { kind: "found" as const, matches };
      await turn();
      return this.insert(first);
    });
    GuardAmongConditionalOnes.#waiting.set(this.tables, done);
    return done;
  }
}

/** Also matches appointments entered in error. */
class MatchesMarkedOnes extends MemoryStore {
  override async insertUnlessIdentified(
    ...[first, identifier]: Parameters<AppointmentStore["insertUnlessIdentified"]>
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    const matches = await allFound(this.findByIdentifier(identifier));
    return matches.length > 0 ? { kind: "found", matches } : this.insert(first);
  }
}

/** Overwrites an existing entry. */
class InsertOverwrites extends MemoryStore {
  override insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    this.tables.set(first.id, [first]);
    return Promise.resolve({ kind: "inserted" });
  }
}

/** Reads the state before its last write. */
class StaleRead extends MemoryStore {
  #before: StoredVersion[] | undefined;
  override async replace(expected: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    this.#before = await this.history(next.id);
    return super.replace(expected, next);
  }
  override history(id: string): Promise<StoredVersion[]> {
    const before = this.#before;
    this.#before = undefined;
    return before === undefined ? super.history(id) : Promise.resolve(before);
  }
}

/** Only inserts update its index of identifiers. */
class IndexOfInserts extends MemoryStore {
  override findByIdentifier(...query: Parameters<AppointmentStore["findByIdentifier"]>): Promise<FoundVersions> {
    const found = [...this.tables.values()].flatMap((versions) => {
      const [first] = versions;
      return first !== undefined && carries(first, query[0]) ? (versions.at(-1) ?? []) : [];
    });
    return Promise.resolve(this.found(found));
  }
}

/** Reports the loser of a race as a winner. */
class TwoWinners extends MemoryStore {
  override async replace(expected: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    const answer = await super.replace(expected, next);
    return answer.kind === "conflict" ? { kind: "replaced" } : answer;
  }
}

async function faultsOf(Store: typeof MemoryStore): Promise<string[]> {
  const tables: MemoryTables = new Map();
  const connections = [new Store(tables), new Store(tables)] as const;
  const faulty: string[] = [];
  for (const pair of RACING_PAIRS) {
    const faults = await raceFaults(pair, connections);
    if (faults.length > 0) faulty.push(pair.join(" and "));
  }
  return faulty;
}

describe("the races of the store contract", () => {
  it("find no fault in an atomic store", async () => {
    expect(await faultsOf(MemoryStore)).toEqual([]);
  });

  it.each<[string, typeof MemoryStore, string]>([
    ["sets without an atomic compare", NoAtomicCompare, "a cancel and a marking in error"],
    [
      "inserts without a conditional guard",
      NoConditionalGuard,
      "a conditional insert of another entry and a conditional insert of another entry",
    ],
    [
      "guards conditional inserts among themselves",
      GuardAmongConditionalOnes,
      "an insert of another entry and a conditional insert of another entry",
    ],
    [
      "matches what is entered in error",
      MatchesMarkedOnes,
      "a conditional insert of another entry and a marking in error",
    ],
    ["overwrites by an insert", InsertOverwrites, "an insert of the entry and a cancel"],
    ["reads what was before", StaleRead, "a cancel and a cancel"],
    [
      "does not index what a replace changes",
      IndexOfInserts,
      "an insert of the entry and a replace that gives it to another entry",
    ],
    ["has two winners", TwoWinners, "a cancel and a cancel"],
  ])("find a store that %s", async (_, Store, pair) => {
    expect(await faultsOf(Store)).toContain(pair);
  });
});
