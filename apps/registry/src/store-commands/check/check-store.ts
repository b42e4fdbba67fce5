import { compareWithStore } from "../../audit/store-comparison.js";
import { openCheckedEmbeddedStore } from "../../store/embedded/checked-store.js";
import type { StoreLocation } from "../../config/store-location.js";
import { refusedToday } from "../../store/transfer/refused-today.js";
import type { CheckedStore, CheckReports, Finding } from "../../store/checked-store.js";
import { checkVersions } from "./check-versions.js";

export interface CheckOptions {
  /** Folders with the audit trails of all registries on the store. If empty, accounts are not compared with them. */
  readonly audit: readonly string[];
  /** Derives incorrect heads and indexes again from the versions. */
  readonly repair: boolean;
  /** Receives the current step and its progress. */
  readonly progress?: (line: string) => void;
}

export interface CheckResult {
  readonly appointments: number;
  readonly versions: number;
  /** Number of versions from before 0.2 without a checksum. */
  readonly withoutChecksum: number;
  /** Total number found; `findings` has the first of these. */
  readonly faults: number;
  readonly findings: readonly Finding[];
  readonly repaired: number;
  /** True if the accounts were compared with the audit trail. */
  readonly isCompared: boolean;
  /** Number of entries whose registration the rules of this version would reject; these are not faults. */
  readonly refusedToday: number;
  readonly refused: readonly { readonly id: string; readonly rules: readonly string[] }[];
}

const MOST_FINDINGS = 1_000;
const PROGRESS_EVERY = 1_000;

/**
 * Reads the whole content of a store and reports every fault. In a store that is in use, each appointment is read as one snapshot. Versions
 * written in the meantime may or may not be checked.
 * @throws Error if the store cannot be opened
 */
export async function checkStore(
  location: StoreLocation,
  { audit, repair, progress }: CheckOptions,
): Promise<CheckResult> {
  const findings: Finding[] = [];
  const refused: { id: string; rules: readonly string[] }[] = [];
  const counts = { appointments: 0, versions: 0, withoutChecksum: 0, faults: 0, repaired: 0, refusedToday: 0 };
  let next = performance.now() + PROGRESS_EVERY;
  const report = (what: string) => {
    if (progress === undefined || performance.now() < next) return;
    next = performance.now() + PROGRESS_EVERY;
    progress(`${what}; ${counts.faults} faults`);
  };
  const found = (finding: Finding) => {
    counts.faults += 1;
    if (findings.length < MOST_FINDINGS) findings.push(finding);
  };
  const reports: CheckReports = {
    found,
    checkVersions: (id, versions, legacyUntil) => checkVersions(id, versions, legacyUntil, found),
    repaired: () => void (counts.repaired += 1),
    progress: report,
  };
  const store = await openChecked(location, reports, repair);
  async function* counted() {
    for await (const history of store.histories()) {
      counts.appointments += 1;
      counts.versions += history.length;
      counts.withoutChecksum += history.filter(({ checksum }) => checksum === undefined).length;
      const first = history.at(-1);
      const rules = first?.version === 1 ? refusedToday(first.body) : [];
      if (rules.length > 0) {
        counts.refusedToday += 1;
        if (refused.length < MOST_FINDINGS) refused.push({ id: first?.id ?? "", rules });
      }
      report(`${counts.appointments} appointments, ${counts.versions} versions`);
      yield history;
    }
  }
  try {
    if (audit.length === 0) for await (const _ of counted());
    else {
      const compared = await compareWithStore(audit, { histories: counted, legacyUntil: () => store.legacyUntil() });
      for (const { id, version } of compared.withoutRecord)
        found({ kind: "account", id, version, message: "The audit trail has no record of it." });
      for (const { id, version } of compared.unaccounted)
        found({ kind: "account", id, version, message: "It has no account." });
      for (const { reference, file, sequence } of compared.withoutVersion)
        found({
          kind: "account",
          message: `Record ${sequence} of ${file} is of ${reference}, which the store does not have.`,
        });
    }
    return { ...counts, findings, refused, isCompared: audit.length > 0 };
  } finally {
    await store.close();
  }
}

async function openChecked(location: StoreLocation, reports: CheckReports, repair: boolean): Promise<CheckedStore> {
  switch (location.kind) {
    case "lmdb":
      return openCheckedEmbeddedStore(location.directory, reports, repair);
    case "mongodb": {
      const { openCheckedMongoDbStore } = await import("../../store/mongodb/checked-store.js");
      return openCheckedMongoDbStore(location.url, reports, repair);
    }
  }
}
