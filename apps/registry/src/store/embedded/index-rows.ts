import type { Database, Key, RangeOptions } from "lmdb";
import { identifierTokens, valueTokens } from "../identifier-token.js";
import { StoreDamagedError } from "../store.js";
import type { BusinessIdentifier, IndexKeys } from "../store.js";
import { fromStoredText } from "./stored-text.js";
import type { Tables } from "./tables.js";
import { committed, within } from "./transaction.js";

/** The tables used to find appointments, each with its copy. */
export type IndexTables = Pick<Tables, "patients" | "patientsCopy" | "identified" | "identifiedCopy" | "touched">;

/** Sorts after every string that can be an id. */
export const LAST = "\u{10ffff}";

/** Must run within a transaction. Updates the indexes when the keys of an appointment change from `before` to `after`. */
export function reindex(tables: IndexTables, id: string, before: IndexKeys | undefined, after: IndexKeys): void {
  const { patients, patientsCopy, identified, identifiedCopy, touched } = tables;
  if (before?.nhsNumber !== after.nhsNumber || before.end !== after.end) {
    for (const table of [patients, patientsCopy]) {
      if (before !== undefined) within(table.remove([before.nhsNumber, before.end, id]));
      within(table.put([after.nhsNumber, after.end, id], true));
    }
  }
  if (before?.identifiers === after.identifiers) return;
  if (JSON.stringify(before?.identifiers) === JSON.stringify(after.identifiers)) return;
  const old = indexTokens(before?.identifiers ?? []);
  const now = indexTokens(after.identifiers);
  for (const [token, kind] of new Map([...old, ...now])) {
    if (old.has(token) && now.has(token)) continue;
    for (const table of [identified, identifiedCopy]) {
      if (now.has(token)) within(table.put([token, id], true));
      else within(table.remove([token, id]));
    }
    if (kind === "identifier") within(touched.put(token, true, randomVersion()));
  }
}

/** Returns the tokens under which an appointment is listed in `identified`. */
export function indexTokens(identifiers: readonly BusinessIdentifier[]): Map<string, "identifier" | "value"> {
  return new Map([
    ...valueTokens(identifiers).map((token) => [token, "value"] as const),
    ...identifierTokens(identifiers).map((token) => [token, "identifier"] as const),
  ]);
}

function randomVersion(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER) + 1;
}

/**
 * Iterates over the keys of an index within a range.
 * @throws StoreDamagedError at the first key that only the index or only its copy contains
 */
export function* agreedKeys<K extends Key>(
  index: Database<true, K>,
  copy: Database<true, K>,
  range: RangeOptions,
): Generator<K> {
  const others = copy.getKeys(range)[Symbol.iterator]();
  try {
    for (const key of index.getKeys(range)) {
      const other = others.next();
      if (other.done === true || !isSameKey(key, other.value)) throw differing();
      yield key;
    }
    if (others.next().done !== true) throw differing();
  } finally {
    others.return?.();
  }
}

export function isSameKey(one: Key, other: Key): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each, n) => each === other[n]);
}

function differing(): StoreDamagedError {
  return new StoreDamagedError("An index of the embedded store and its copy differ.");
}

const HEADS_AT_ONCE = 1_000;

/** Writes every row that the current versions need. May be interrupted and run again. */
export async function buildIndexes(tables: Tables): Promise<void> {
  const { root, heads, versions } = tables;
  for (let last = ""; ;) {
    const batch = [...heads.getRange({ start: last, limit: HEADS_AT_ONCE })].filter(({ key }) => key !== last);
    if (batch.length === 0) return;
    await committed(
      root.transaction(() => {
        for (const { key: id, value: version } of batch) {
          const stored = versions.get([id, version]);
          // Damaged entries are detected when they are read; here they must not prevent the others from being indexed.
          if (stored !== undefined) putRows(tables, id, keysIn(stored, id, version));
        }
        return true;
      }),
    );
    last = batch.at(-1)?.key ?? last;
  }
}

function keysIn(stored: Parameters<typeof fromStoredText>[0], id: string, version: number): IndexKeys | undefined {
  try {
    return fromStoredText(stored, id, version).keys;
  } catch (error) {
    if (error instanceof StoreDamagedError) return undefined;
    throw error;
  }
}

/** Must run within a transaction. */
export function putRows(tables: IndexTables, id: string, keys: IndexKeys | undefined): void {
  if (keys === undefined) return;
  for (const table of [tables.patients, tables.patientsCopy]) within(table.put([keys.nhsNumber, keys.end, id], true));
  for (const token of indexTokens(keys.identifiers).keys())
    for (const table of [tables.identified, tables.identifiedCopy]) within(table.put([token, id], true));
}
