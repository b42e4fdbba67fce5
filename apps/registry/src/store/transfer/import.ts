import type { Readable } from "node:stream";
import { isIntact, sealHistory } from "../checksum.js";
import type { AppointmentStore, StoredVersion } from "../store.js";
import type { TransferCounts } from "./export.js";
import { FORMAT, readLine } from "./lines.js";
import { refusedToday } from "./refused-today.js";
import { textLines } from "./text-lines.js";

/** Number of appointments written concurrently. */
const AT_ONCE = 32;

export interface ImportCounts extends TransferCounts {
  /** Number of versions that already existed, from an earlier, interrupted import. */
  readonly present: number;
  /** Number of entries whose registration the rules of this version would reject. They are kept. */
  readonly refusedToday: number;
}

/** Callbacks of a running import. */
export interface ImportReports {
  progress?(done: ImportCounts): void;
  /** Called for an entry of {@link ImportCounts.refusedToday}, with the rules that it violates. */
  refusedToday?(line: number, id: string, rules: readonly string[]): void;
}

/**
 * Writes all appointments of an export. May be repeated: existing data is compared, not written again. Rejects if the store has different
 * data under the same id, or if the export was truncated (everything before that point is then in the store).
 */
export async function importAppointments(
  store: AppointmentStore,
  input: Readable,
  reports: ImportReports = {},
): Promise<ImportCounts> {
  let [number, appointments, versions, present, refused] = [0, 0, 0, 0, 0];
  let ended: TransferCounts | undefined;
  const underWay = new Set<Promise<void>>();
  let failure: unknown;

  for await (const { text } of textLines(input)) {
    if (failure !== undefined) break;
    const line = readLine(text, (number += 1));
    if ((line === FORMAT) !== (number === 1) || ended !== undefined) {
      throw new Error(`Line ${number} is at a wrong position for the transfer format.`);
    }
    if ("end" in line) ended = line.end;
    if (!("appointment" in line)) continue;
    const rules = refusedToday(line.versions[0]?.body ?? "");
    if (rules.length > 0) {
      refused += 1;
      reports.refusedToday?.(number, line.appointment, rules);
    }
    const writing = importHistory(store, sealed(line.versions.map((version) => ({ id: line.appointment, ...version }))))
      .then((already) => {
        appointments += 1;
        versions += line.versions.length;
        present += already;
        reports.progress?.({ appointments, versions, present, refusedToday: refused });
      })
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(writing));
    underWay.add(writing);
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure;
  if (ended?.appointments !== appointments || ended.versions !== versions) {
    throw new Error(`The export is truncated: ${appointments} appointments with ${versions} versions were read.`);
  }
  return { appointments, versions, present, refusedToday: refused };
}

/** Adds the checksums of versions from before 0.2, so that every imported version has one. Others keep theirs, which must be correct. */
function sealed(oldestFirst: readonly StoredVersion[]): StoredVersion[] {
  for (const version of oldestFirst)
    if (!isIntact(version)) throw new Error(`A version of appointment ${version.id} is not as it was written.`);
  return sealHistory(oldestFirst);
}

/** @returns the number of versions that already existed */
async function importHistory(store: AppointmentStore, oldestFirst: readonly StoredVersion[]): Promise<number> {
  const id = oldestFirst[0]?.id ?? "";
  const there = (await store.history(id)).reverse();
  const same = there.every((version, n) => n >= oldestFirst.length || isSame(version, oldestFirst[n]));
  if (!same || there.length > oldestFirst.length) throw new Error(`The store has other versions of appointment ${id}.`);
  for (const version of oldestFirst.slice(there.length)) {
    const { kind } =
      version.version === 1 ? await store.insert(version) : await store.replace(version.version - 1, version);
    if (kind !== "inserted" && kind !== "replaced") throw new Error(`Another writer changes appointment ${id}.`);
  }
  return there.length;
}

/** Status and keys are derived from the body. */
const isSame = (one: StoredVersion, other: StoredVersion | undefined): boolean =>
  one.version === other?.version &&
  one.lastUpdated === other.lastUpdated &&
  one.method === other.method &&
  one.body === other.body;
