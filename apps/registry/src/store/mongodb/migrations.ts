import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Collection, Db } from "mongodb";
import { createAppointments, indexAccounts, indexValues } from "./schema.js";
import { isDuplicateKey } from "./transient.js";

/**
 * Forward only. Each must be repeatable after an interruption, and leave a database on which registries of the previous version continue to
 * work. The database's version is the number of migrations that were run.
 */
const MIGRATIONS: readonly ((database: Db) => Promise<void>)[] = [createAppointments, indexValues, indexAccounts];

/** Milliseconds. Renewed four times within this period while a migration runs. */
const LEASE = 60_000;

interface SchemaDocument {
  readonly _id: "schema";
  readonly version: number;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date;
}

/**
 * Upgrades the database to the current schema. Registries that start together run each migration once. The others wait for the lock, a
 * lease that uses only the clock of the database. Rejects if the database is newer than this registry.
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

/** Returns whether no registry was ever started on the database. */
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
  /** Rejects if another registry has acquired the lock in the meantime: only the work of that registry counts. */
  record(from: number, to: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Acquires a lease, so that a registry that died during a migration blocks the others for at most a minute. Returns undefined if another
 * registry holds it.
 */
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

/** Returns the time of the database: the clocks of the registries may differ. */
async function toTime(database: Db): Promise<Date> {
  const { localTime } = await database.command({ hello: 1 });
  return localTime as Date;
}
