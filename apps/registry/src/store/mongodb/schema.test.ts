import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { openStore } from "../open.js";
import { StoreLimitError } from "../store.js";
import type { StoredVersion } from "../store.js";
import { databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";
import { LARGEST_HISTORY, indexed, newDocument } from "./document.js";
import type { AppointmentDocument } from "./document.js";
import { migrate } from "./migrations.js";

const given = givenMongoDbs();

for (const { name, start } of given) {
  describe(`the database (${name})`, () => {
    let server: Awaited<ReturnType<typeof start>>;
    let client: MongoClient;
    let database: Db;
    let url: string;
    beforeAll(async () => {
      server = await start();
      client = await new MongoClient(server.url).connect();
    }, 120_000);
    afterAll(async () => {
      await client.close();
      await server.stop();
    }, 60_000);
    beforeEach(() => {
      const named = `schema-${randomUUID().slice(0, 8)}`;
      database = client.db(named);
      url = databaseUrl(server.url, named);
    });
    afterEach(() => database.dropDatabase());
    const schemas = () => database.collection<{ _id: string; version: number; lockedUntil: Date }>("schema");
    const appointments = () => database.collection<AppointmentDocument>("appointments");

    it("is made by registries that start together, each migration once", async () => {
      let runs = 0;
      const counted = () => {
        runs += 1;
        return Promise.resolve();
      };
      const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
      expect(await schemas().findOne()).toMatchObject({ _id: "schema", version: 1, lockedBy: null });
      const second = [() => Promise.resolve(), counted];
      await Promise.all(Array.from({ length: 6 }, () => migrate(database, second)));
      expect(runs).toBe(1);
      expect(await schemas().findOne()).toMatchObject({ version: 2, lockedBy: null });
      await Promise.all(stores.map((store) => store.close()));
    });

    it("is not opened by a registry that is older than it", async () => {
      await (await openStore(url)).close();
      await schemas().updateOne({ _id: "schema" }, { $set: { version: 7 } });
      await expect(openStore(url)).rejects.toThrow("The database has schema version 7; this registry knows 1.");
    });

    it("is migrated anew after a registry died while it held the lock", async () => {
      const now = Date.now();
      await schemas().insertOne({ _id: "schema", version: 0, lockedUntil: new Date(now + 700) });
      await (await openStore(url)).close();
      expect(Date.now() - now).toBeGreaterThanOrEqual(700);
      expect(await schemas().findOne()).toMatchObject({ version: 1, lockedBy: null });
    });

    it("is not served while an index is missing", async () => {
      await (await openStore(url)).close();
      await appointments().dropIndex("patient-end");
      await expect(openStore(url)).rejects.toThrow(
        'The collection appointments lacks these indexes: patient-end on {"nhsNumber":1,"end":1,"_id":1}.',
      );
    });

    it("refuses a document that is no appointment", async () => {
      const store = await openStore(url);
      const whole = newDocument(version("a"), "w");
      const { nhsNumber: _, ...lacking } = whole;
      for (const bad of [
        lacking,
        { ...whole, versions: [] },
        { ...whole, versions: [{ body: 1 }] },
        { ...whole, end: "1" },
      ]) {
        await expect(appointments().insertOne(bad as unknown as AppointmentDocument)).rejects.toMatchObject({
          code: 121,
        });
      }
      await store.close();
    });

    it("takes no version that would make the document too large, and keeps the others", async () => {
      const store = await openStore(url);
      const first = version("a");
      await store.insert(first);
      await appointments().updateOne({ _id: "a" }, { $set: { bytes: LARGEST_HISTORY - 10 } });
      await expect(store.replace(1, { ...first, version: 2 })).rejects.toThrow(StoreLimitError);
      expect(await store.history("a")).toEqual([first]);
      const huge = { ...version("b"), body: "x".repeat(LARGEST_HISTORY) };
      await expect(store.insert(huge)).rejects.toThrow(StoreLimitError);
      expect(await store.current("b")).toBeUndefined();
      await store.close();
    });

    it("gives up a claim when the identifier goes, and keeps the others'", async () => {
      const store = await openStore(url);
      const [kept, gone] = [{ value: "kept" }, { value: "gone" }];
      const first = version("a", [kept, gone]);
      await store.insertUnlessIdentified(first, gone);
      const claims = async () => (await appointments().findOne({ _id: "a" }))?.claims;
      expect(await claims()).toEqual(indexed(first.keys).tokens);
      await store.replace(1, { ...version("a", [kept]), version: 2 });
      expect(await claims()).toEqual(indexed({ ...first.keys, identifiers: [kept] }).tokens);
      await store.replace(2, { ...version("a", []), version: 3 });
      expect(await claims()).toBeUndefined();
      await store.close();
    });
  });
}

describe("a MongoDB that is not there", () => {
  it("is told within the server selection time-out", async () => {
    const nowhere = "mongodb://127.0.0.1:1/registry?serverSelectionTimeoutMS=300";
    await expect(openStore(nowhere)).rejects.toThrow(/ECONNREFUSED/);
  });
});

function version(id: string, identifiers: StoredVersion["keys"]["identifiers"] = [{ value: id }]): StoredVersion {
  return {
    id,
    version: 1,
    lastUpdated: "2019-01-17T14:00:00.000Z",
    method: "POST",
    status: "booked",
    body: "{}",
    keys: { nhsNumber: "1234554321", end: 1_547_737_800_000, identifiers },
  };
}
