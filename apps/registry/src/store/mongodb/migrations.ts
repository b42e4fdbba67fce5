import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Collection, Db } from "mongodb";
import { createAppointments, indexAccounts, indexValues } from "./schema.js";
import { isDuplicateKey } from "./transient.js";

/**
 * Forward only; each must be able to run again after it was interrupted, and leave a database on which registries of the version
 * before go on. The database's version is the number of migrations that were run.
 */
const MIGRATIONS: readonly ((database: Db) => Promise<void>)[] = [createAppointments, indexValues, indexAccounts];

/** Milliseconds. Renewed four times in that time while a migration runs. */
const LEASE = 60_000;

interface SchemaDocument {
  readonly _id: "schema";
  readonly version: number;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date;
}

/**
 * Brings the database to the present schema. Registries that start together run each migration once: the others wait for the
 * lock, which is a lease by the clock of the database alone. Rejects if the database is newer than this registry.
 */
export async function migrate(database: Db, migrations = MIGRATIONS, lease = LEASE): Promise<void> {
  const schemas = database.collection<SchemaDocument>("schema");
  let version = await getVersion(schemas);
  while (version < migrations.length) {
    const lock = await takeLock(database, lease);
    if (lock === undefined) {
      await pause(200);
      version = await getVersion(schemas);
      continue;
    }
    try {
      for (version = await getVersion(schemas); version < migrations.length; version += 1) {
        await migrations[version]?.(database);
        await lock.record(version, version + 1);
      }
    } finally {
      await lock.release();
    }
  }
  if (version > migrations.length) {
    throw new Error(
      `The database has schema version ${version}; this registry knows ${migrations.length}. Start the newer registry.`,
    );
  }
}

/** Was no registry ever started on the database? */
export async function isNewDatabase(database: Db): Promise<boolean> {
  return (await database.collection<SchemaDocument>("schema").findOne({ _id: "schema" })) === null;
}

async function getVersion(schemas: Collection<SchemaDocument>): Promise<number> {
  const there = await schemas.findOne({ _id: "schema" });
  if (there !== null) return there.version;
  try {
    await schemas.insertOne({ _id: "schema", version: 0, lockedBy: null, lockedUntil: new Date(0) });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return 0;
}

interface MigrationLock {
  /** Rejects if another registry has the lock by now: what that one does is what counts. */
  record(from: number, to: number): Promise<void>;
  release(): Promise<void>;
}

/** A lease, so that a registry that died while it migrated stops the others for a minute at most; undefined if another has it. */
async function takeLock(database: Db, lease: number): Promise<MigrationLock | undefined> {
  const schemas = database.collection<SchemaDocument>("schema");
  const owner = randomUUID();
  const now = await toTime(database);
  const taken = await schemas.updateOne(
    { _id: "schema", lockedUntil: { $lt: now } },
    { $set: { lockedBy: owner, lockedUntil: new Date(now.getTime() + lease) } },
  );
  if (taken.matchedCount === 0) return undefined;
  const renew = async () => {
    const lockedUntil = new Date((await toTime(database)).getTime() + lease);
    await schemas.updateOne({ _id: "schema", lockedBy: owner }, { $set: { lockedUntil } });
  };
  const heartbeat = setInterval(() => void renew().catch(() => undefined), lease / 4);
  return {
    async record(from, to) {
      const done = await schemas.updateOne(
        { _id: "schema", lockedBy: owner, version: from },
        { $set: { version: to } },
      );
      if (done.matchedCount === 0) throw new Error("Another registry took over the migration; start this one again.");
    },
    async release() {
      clearInterval(heartbeat);
      await schemas.updateOne(
        { _id: "schema", lockedBy: owner },
        { $set: { lockedBy: null, lockedUntil: new Date(0) } },
      );
    },
  };
}

/** The clock of the database: those of the registries may differ. */
async function toTime(database: Db): Promise<Date> {
  const { localTime } = await database.command({ hello: 1 });
  return localTime as Date;
}
