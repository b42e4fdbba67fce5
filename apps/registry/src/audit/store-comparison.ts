import { readInstance, readPruned, readRecords, trailDirectory, trailNumbers } from "@appointment-registry/audit-trail";
import type { AuditDetail } from "./audit-event.js";
import type { AppointmentStore, StoredVersion } from "../store/store.js";

/** A trail's record of one write. */
interface RecordedWrite {
  /** `Appointment/ID/_history/VERSION` */
  readonly reference: string;
  readonly file: string;
  readonly sequence: number;
}

export interface StoreComparison {
  /** Number of versions whose account has its record. */
  readonly matched: number;
  /** Number of versions without an account: written by version 0.1 or imported from there. */
  readonly legacy: number;
  /** Number of versions whose records may have been pruned. */
  readonly pruned: number;
  /** Versions whose account has no record in these trails. */
  readonly withoutRecord: readonly StoredVersion[];
  /** Records of a write whose version is not in the store, or belongs to another write. */
  readonly withoutVersion: readonly RecordedWrite[];
  /** Versions that must have an account but have none. */
  readonly unaccounted: readonly StoredVersion[];
}

type Store = Pick<AppointmentStore, "histories" | "legacyUntil">;

/** Compares every version in a store with every record of the trails in the given folders. */
export async function compareWithStore(directories: readonly string[], store: Store): Promise<StoreComparison> {
  const writes = await getWrites(directories);
  const legacyUntil = await store.legacyUntil();
  const prunedThrough = await getPrunedWrites(directories);
  const withoutRecord: StoredVersion[] = [];
  const unaccounted: StoredVersion[] = [];
  let [matched, legacy, pruned] = [0, 0, 0];
  for await (const history of store.histories()) {
    for (const version of history) {
      const { account } = version;
      const reference = getReference(version);
      if (account === undefined) {
        // A version written by 0.1 is matched to its record by reference alone.
        writes.delete(reference);
        if (version.checksum === undefined && version.lastUpdated > (legacyUntil ?? "")) unaccounted.push(version);
        else legacy += 1;
        continue;
      }
      const key = toKey(account.instance, account.sequence);
      if (writes.get(key)?.reference === reference) {
        matched += 1;
        writes.delete(key);
      } else if (account.sequence <= (prunedThrough.get(account.instance) ?? 0)) pruned += 1;
      else withoutRecord.push(version);
    }
  }
  // Versions written by a running registry in the meantime may have their records by now.
  const later = withoutRecord.length === 0 ? writes : await getWrites(directories);
  const owed = withoutRecord.filter(({ account, ...version }) => {
    const record = account && later.get(toKey(account.instance, account.sequence));
    return record?.reference !== getReference(version);
  });
  matched += withoutRecord.length - owed.length;
  return { matched, legacy, pruned, withoutRecord: owed, withoutVersion: [...writes.values()], unaccounted };
}

/** By instance: the number of the last write whose record may have been pruned. */
async function getPrunedWrites(directories: readonly string[]): Promise<Map<string, number>> {
  const through = new Map<string, number>();
  for (const root of directories) {
    for (const number of await trailNumbers(root)) {
      const directory = trailDirectory(root, number);
      const instance = await readInstance(directory);
      if (instance !== undefined) through.set(instance, (await readPruned(directory))?.through ?? 0);
    }
  }
  return through;
}

/** By account, or by reference if the record was written by version 0.1. */
async function getWrites(directories: readonly string[]): Promise<Map<string, RecordedWrite>> {
  const writes = new Map<string, RecordedWrite>();
  for (const root of directories) {
    for (const number of await trailNumbers(root)) {
      const directory = trailDirectory(root, number);
      const instance = await readInstance(directory);
      for await (const record of readRecords(directory, { file: 0, bytes: 0 })) {
        const { sequence, event, detail } = record as unknown as WriteRecord;
        const reference = event?.entity?.[0]?.reference?.reference;
        if (event === undefined || detail === undefined || reference === undefined || !reference.includes("/_history/"))
          continue;
        const write = { reference, file: directory, sequence };
        if (detail.write !== undefined) writes.set(toKey(detail.instance ?? instance ?? "", detail.write), write);
        else if (isLegacyWrite(event, detail)) writes.set(reference, write);
      }
    }
  }
  return writes;
}

/** Returns whether the record belongs to a version that was created. */
export function isOfWrite(record: Readonly<Record<string, unknown>>): boolean {
  const { event, detail } = record as unknown as WriteRecord;
  if (event === undefined || detail === undefined) return false;
  return detail.write !== undefined || isLegacyWrite(event, detail);
}

interface WriteRecord {
  readonly sequence: number;
  readonly event?: {
    readonly subtype?: readonly { readonly code?: string }[];
    readonly entity?: readonly { readonly reference?: { readonly reference?: string } }[];
  };
  readonly detail?: AuditDetail;
}

/** A hashed id was chosen by whoever performed the import: the version cannot be found by it. */
function isLegacyWrite(
  { subtype, entity }: NonNullable<WriteRecord["event"]>,
  { status }: { status: number },
): boolean {
  const [code] = (subtype ?? []).map((each) => each.code);
  const isWrite = (code === "create" && status === 201) || (code === "update" && status === 200);
  return isWrite && entity?.[0]?.reference?.reference?.includes("/hash:") === false;
}

function getReference({ id, version }: Pick<StoredVersion, "id" | "version">): string {
  return `Appointment/${id}/_history/${version}`;
}

function toKey(instance: string, sequence: number): string {
  return `${instance} ${sequence}`;
}
