import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { BSON, MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { compareWithStore } from "../../audit/store-comparison.js";
import { isIntact, sealVersion } from "../checksum.js";
import { openStore } from "../open.js";
import type { AppointmentStore, StoredVersion } from "../store.js";
import { databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";
import type { AppointmentDocument } from "./document.js";
import { migrate } from "./migrations.js";
import { createAppointments, indexValues } from "./schema.js";
import { allFound } from "../testing/all-found.js";

/** A database as left by a registry of version 0.1: three entries, the first of them cancelled. */
const FIXTURE = resolve(import.meta.dirname, "../testing/version-0.1/mongodb.json");
interface Fixture {
  readonly schema: { readonly _id: string; readonly version: number };
  readonly indexes: readonly { readonly name: string; readonly key: Record<string, 1> }[];
  readonly appointments: readonly AppointmentDocument[];
}

const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const instance = randomUUID();

for (const { name, start } of givenMongoDbs()) {
  describe(`a database of version 0.1 (${name})`, () => {
    let server: Awaited<ReturnType<typeof start>>;
    let client: MongoClient;
    let fixture: Fixture;
    let database: Db;
    let url: string;
    const opened: AppointmentStore[] = [];
    const open = async () => {
      const store = await openStore(url, { instance });
      opened.push(store);
      return store;
    };
    beforeAll(async () => {
      server = await start();
      client = await new MongoClient(server.url).connect();
      fixture = BSON.EJSON.parse(await readFile(FIXTURE, "utf8")) as Fixture;
    });
    afterAll(async () => {
      await client.close();
      await server.stop();
    });
    beforeEach(async () => {
      const named = `upgrade-${randomUUID().slice(0, 8)}`;
      database = client.db(named);
      url = databaseUrl(server.url, named);
      const appointments = database.collection<AppointmentDocument>("appointments");
      for (const { key, name: index, ...options } of fixture.indexes)
        if (index !== "_id_") await appointments.createIndex(key, { name: index, ...options });
      await appointments.insertMany([...fixture.appointments]);
      await database.collection<Fixture["schema"]>("schema").insertOne(fixture.schema);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
      await database.dropDatabase();
    });

    it("is read, searched, matched and cancelled, and its versions predate accounts", async () => {
      const store = await open();
      expect((await allFound(store.findByPatient("9434765919", 0))).map(({ id }) => id)).toEqual([1, 2, 3].map(idOf));
      expect((await store.history(idOf(1))).map(({ version, status }) => [version, status])).toEqual([
        [2, "cancelled"],
        [1, "booked"],
      ]);
      const first = (await store.current(idOf(2))) as StoredVersion;
      expect([first.account, first.checksum]).toEqual([undefined, undefined]);
      expect(first.lastUpdated < ((await store.legacyUntil()) ?? "")).toBe(true);
      const [identifier] = first.keys.identifiers;
      const found = await store.insertUnlessIdentified({ ...first, id: randomUUID() }, identifier as { value: string });
      expect(found).toEqual({ kind: "found", matches: [first] });

      const next = sealVersion(
        {
          ...first,
          version: 2,
          method: "PUT",
          status: "cancelled",
          account: { instance, sequence: 1, interaction: "update", at: 1, requestId: "r" },
        },
        first,
      );
      expect(await store.replace(1, next)).toEqual({ kind: "replaced" });
      expect(await store.accounted(instance, 0)).toEqual([next]);
      expect(await store.history(first.id)).toEqual([next, first]);
      expect(isIntact(next)).toBe(true);
    });

    it("is upgraded by registries that start one after the other while one of version 0.1 still writes", async () => {
      const stores = [await open(), await open()];
      // A write as version 0.1 makes it, after the upgrade: no account, no checksum, and no claim by a plain create.
      const [, second] = fixture.appointments;
      const { claims: _, ...plain } = { ...(second as AppointmentDocument), _id: idOf(9) };
      const appointments = database.collection<AppointmentDocument>("appointments");
      await appointments.insertOne(plain);
      const entry = { ...plain.versions[0], version: 2, status: "cancelled", writeId: "w" } as never;
      await appointments.updateOne({ _id: idOf(9), version: 1 }, { $set: { version: 2 }, $push: { versions: entry } });
      expect(await compareWithStore([], stores[0] as AppointmentStore)).toMatchObject({ legacy: 6, unaccounted: [] });
      for (const store of stores) {
        const [newest, first] = await store.history(idOf(9));
        expect([newest?.status, first?.status]).toEqual(["cancelled", "booked"]);
        expect((newest?.lastUpdated ?? "~") < ((await store.legacyUntil()) ?? "")).toBe(true);
      }
    });

    it("is no longer opened by version 0.1 once the new version has upgraded it", async () => {
      await open();
      await expect(migrate(database, [createAppointments, indexValues])).rejects.toThrow(
        "The database has schema version 3; this registry knows 2. Start the newer registry.",
      );
    });
  });
}

it("the fixture has the schema before accounts", async () => {
  const { schema, appointments } = BSON.EJSON.parse(await readFile(FIXTURE, "utf8")) as Fixture;
  expect([schema.version, appointments.map(({ version }) => version)]).toEqual([2, [2, 1, 1]]);
});
