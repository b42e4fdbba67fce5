import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Collection, Db } from "mongodb";
import type { AppointmentDocument } from "./document.js";
import { APPOINTMENTS, createAppointments, verifyAppointments } from "./schema.js";
import { isDuplicateKey } from "./transient.js";

/** Forward only; each must be able to run again after it was interrupted. The database's version is the number that were run. */
const MIGRATIONS: readonly ((database: Db) => Promise<void>)[] = [createAppointments];

const LEASE = 60_000;

interface SchemaDocument {
  readonly _id: "schema";
  readonly version: number;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date;
}

/**
 * Brings the database to the present schema and gives the collection of appointments. Registries that start together run each
 * migration once: the others wait for the lock. Rejects where the database is newer than this registry, or an index is missing.
 */
export async function migrate(
  database: Db,
  migrations: typeof MIGRATIONS = MIGRATIONS,
): Promise<Collection<AppointmentDocument>> {
  const schemas = database.collection<SchemaDocument>("schema");
  const owner = randomUUID();
  let version = await versionOf(schemas);
  while (version < migrations.length) {
    if (await lock(schemas, owner)) {
      try {
        for (version = await versionOf(schemas); version < migrations.length; version += 1) {
          await migrations[version]?.(database);
          const done = await schemas.updateOne(
            { _id: "schema", lockedBy: owner, version },
            { $set: { version: version + 1, lockedUntil: leaseEnd() } },
          );
          if (done.matchedCount === 0)
            throw new Error("Another registry took over the migration; start this one again.");
        }
      } finally {
        await schemas.updateOne(
          { _id: "schema", lockedBy: owner },
          { $set: { lockedBy: null, lockedUntil: new Date(0) } },
        );
      }
    } else {
      await pause(200);
      version = await versionOf(schemas);
    }
  }
  if (version > migrations.length) {
    throw new Error(
      `The database has schema version ${version}; this registry knows ${migrations.length}. Start the newer registry.`,
    );
  }
  await verifyAppointments(database);
  return database.collection<AppointmentDocument>(APPOINTMENTS);
}

async function versionOf(schemas: Collection<SchemaDocument>): Promise<number> {
  const there = await schemas.findOne({ _id: "schema" });
  if (there !== null) return there.version;
  try {
    await schemas.insertOne({ _id: "schema", version: 0, lockedBy: null, lockedUntil: new Date(0) });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return 0;
}

/** A lease, so that a registry that died while it migrated stops nobody for longer than a minute. */
async function lock(schemas: Collection<SchemaDocument>, owner: string): Promise<boolean> {
  const taken = await schemas.updateOne(
    { _id: "schema", lockedUntil: { $lt: new Date() } },
    { $set: { lockedBy: owner, lockedUntil: leaseEnd() } },
  );
  return taken.matchedCount === 1;
}

const leaseEnd = () => new Date(Date.now() + LEASE);
