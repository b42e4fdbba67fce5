import { isDeepStrictEqual } from "node:util";
import type { Collection, MongoClient } from "mongodb";
import type { CheckReports, CheckedStore } from "../checked-store.js";
import type { StoredVersion } from "../store.js";
import { connect } from "./connection.js";
import type { AppointmentDocument } from "./document.js";
import { indexed, getSize, storedVersion } from "./document.js";
import { APPOINTMENTS, verifyAppointments } from "./schema.js";

/** Registries of version 0.1, which write no checksums, may still be in use. */
const LEGACY_UNTIL = "9999-12-31T23:59:59.999Z";

/** Opens a database for checking, even while registries use it. @throws Error if it is unreachable */
export async function openCheckedMongoDbStore(
  url: string,
  reports: CheckReports,
  repair: boolean,
): Promise<CheckedStore> {
  // Iterating over all documents takes longer than a request is allowed to.
  const { client, database } = await connect(url, { socketTimeoutMS: 0 });
  await verifyAppointments(database).catch((error: unknown) =>
    reports.found({ kind: "index", message: error instanceof Error ? error.message : String(error) }),
  );
  return new CheckedMongoDbStore(client, database.collection<AppointmentDocument>(APPOINTMENTS), reports, repair);
}

class CheckedMongoDbStore implements CheckedStore {
  constructor(
    private readonly client: MongoClient,
    private readonly appointments: Collection<AppointmentDocument>,
    private readonly reports: CheckReports,
    private readonly repair: boolean,
  ) {}

  legacyUntil(): Promise<string> {
    return Promise.resolve(LEGACY_UNTIL);
  }

  async *histories(): AsyncGenerator<StoredVersion[]> {
    for await (const document of this.appointments.find({}).sort({ _id: 1 })) {
      const numbered = document.versions.map((entry) => ({ number: entry.version, stored: readable(document, entry) }));
      this.reports.checkVersions(document._id, numbered, LEGACY_UNTIL);
      await this.#checkDerived(document, numbered.at(-1)?.stored);
      yield numbered.flatMap(({ stored }) => stored ?? []).reverse();
    }
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Checks that the members used by compare-and-set and searches follow from the last version. */
  async #checkDerived(document: AppointmentDocument, last: StoredVersion | undefined): Promise<void> {
    if (last === undefined) return;
    const { _id: id, version, nhsNumber, end, tokens, versions } = document;
    const derived = { version: last.version, ...indexed(last.keys) };
    const isHead = version === derived.version;
    const isIndexed = isDeepStrictEqual(
      [nhsNumber, end, [...tokens].sort()],
      [derived.nhsNumber, derived.end, derived.tokens],
    );
    const bytes = versions.reduce((sum, entry) => sum + getSize(entry), 0);
    const isSized = bytes === document.bytes;
    if (!isHead) this.reports.found({ kind: "head", id, message: "Its current version is not its last one." });
    if (!isIndexed) this.reports.found({ kind: "index", id, message: "Searches would miss it, or find it wrongly." });
    if (!isSized) this.reports.found({ kind: "index", id, message: "Its size differs from the recorded size." });
    if ((isHead && isIndexed && isSized) || !this.repair) return;
    const unchanged = { _id: id, version, bytes: document.bytes };
    const { modifiedCount } = await this.appointments.updateOne(unchanged, { $set: { ...derived, bytes } });
    if (modifiedCount > 0) this.reports.repaired();
  }
}

function readable(
  { _id }: AppointmentDocument,
  entry: AppointmentDocument["versions"][number],
): StoredVersion | undefined {
  try {
    return storedVersion(_id, entry);
  } catch {
    return undefined;
  }
}
