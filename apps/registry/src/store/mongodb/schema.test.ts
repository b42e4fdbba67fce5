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
    });
    afterAll(async () => {
      await client.close();
      await server.stop();
    });
    beforeEach(() => {
      const named = `schema-${randomUUID().slice(0, 8)}`;
      database = client.db(named);
      url = databaseUrl(server.url, named);
    });
    afterEach(() => database.dropDatabase());
    const schemas = () => database.collection<{ _id: string; version: number; lockedUntil: Date }>("schema");
    const appointments = () => database.collection<AppointmentDocument>("appointments");

    it("is created by registries that start together, each migration once", async () => {
      let runs = 0;
      const counted = () => {
        runs += 1;
        return Promise.resolve();
      };
      const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
      expect(await schemas().findOne()).toMatchObject({ _id: "schema", version: 3, lockedBy: null });
      const fourth = [() => Promise.resolve(), () => Promise.resolve(), () => Promise.resolve(), counted];
      await Promise.all(Array.from({ length: 6 }, () => migrate(database, fourth)));
      expect(runs).toBe(1);
      expect(await schemas().findOne()).toMatchObject({ version: 4, lockedBy: null });
      await Promise.all(stores.map((store) => store.close()));
    });

    it("is not opened by an older registry", async () => {
      await (await openStore(url)).close();
      await schemas().updateOne({ _id: "schema" }, { $set: { version: 7 } });
      await expect(openStore(url)).rejects.toThrow("The database has schema version 7; this registry knows 3.");
    });

    it("is migrated again after a registry died while it held the lock", async () => {
      await schemas().insertOne({ _id: "schema", version: 0, lockedUntil: new Date(Date.now() + 700) });
      await (await openStore(url)).close();
      const { lockedUntil, ...rest } = (await schemas().findOne())!;
      expect([lockedUntil, rest]).toEqual([new Date(0), { _id: "schema", version: 3, lockedBy: null }]);
    });

    it("keeps the lock while a migration takes longer than the lease", async () => {
      let runs = 0;
      const heartbeats = async (count: number) => {
        const ends = new Set<number>();
        while (ends.size < count) ends.add((await schemas().findOne())!.lockedUntil.getTime());
      };
      const slow = async () => {
        runs += 1;
        await heartbeats(6);
      };
      await Promise.all([migrate(database, [slow], 400), migrate(database, [slow], 400)]);
      expect(runs).toBe(1);
    });

    it("records nothing of a migration whose lock another registry has taken", async () => {
      const robbed = async () => {
        await schemas().updateOne({ _id: "schema" }, { $set: { lockedBy: "another" } });
      };
      await expect(migrate(database, [robbed])).rejects.toThrow("Another registry took over the migration");
      expect(await schemas().findOne()).toMatchObject({ version: 0, lockedBy: "another" });
    });

    it.each([
      ["missing", "patient-end", undefined, "patient-end is missing"],
      ["not unique", "claim", { name: "claim", sparse: true }, "claim has wrong options"],
      ["not sparse", "claim", { name: "claim", unique: true }, "claim has wrong options"],
    ] as const)("is not served while an index is %s, and says how to make it", async (_, name, made, fault) => {
      await (await openStore(url)).close();
      await appointments().dropIndex(name);
      if (made !== undefined) await appointments().createIndex({ claims: 1 }, made);
      const command =
        name === "claim"
          ? 'db.appointments.createIndex({"claims":1}, {"name":"claim","unique":true,"sparse":true})'
          : 'db.appointments.createIndex({"nhsNumber":1,"end":1,"_id":1}, {"name":"patient-end"})';
      await expect(openStore(url)).rejects.toThrow(
        `The store cannot be opened: The indexes of the collection appointments are wrong: ${fault}. ` +
          `Drop the wrong ones, run ${command}, then start again.`,
      );
    });

    it("rejects a document that is not an appointment", async () => {
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

    it("accepts no version that would make the document too large, and keeps the others", async () => {
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

    it("numbers the appointments of an identifier, and never releases a number", async () => {
      const store = await openStore(url);
      const shared = { value: "shared" };
      const [token = ""] = indexed(version("a", [shared]).keys).tokens;
      const claims = async (id: string) => (await appointments().findOne({ _id: id }))?.claims;
      for (const id of ["a", "b"]) await store.insert(version(id, [shared]));
      await store.replace(1, { ...version("b", []), version: 2 });
      await store.insert(version("c", [shared]));
      expect([await claims("a"), await claims("b"), await claims("c")]).toEqual([
        [token],
        [`${token}#1`],
        [`${token}#2`],
      ]);
      await store.close();
    });

    it("matches what a registry of version 0.1 inserted, plain and conditional", async () => {
      const store = await openStore(url);
      const old = { ...newDocument(version("plain", [{ value: "x" }]), "w") };
      await appointments().insertOne(old);
      expect((await store.insertUnlessIdentified(version("a", [{ value: "x" }]), { value: "x" })).kind).toBe("found");
      const claimed = newDocument(version("conditional", [{ value: "y" }]), "w");
      await appointments().insertOne({ ...claimed, claims: claimed.tokens });
      expect((await store.insertUnlessIdentified(version("b", [{ value: "y" }]), { value: "y" })).kind).toBe("found");
      await store.replace(1, { ...version("conditional", [{ value: "y" }]), version: 2, status: "entered-in-error" });
      expect((await store.insertUnlessIdentified(version("b", [{ value: "y" }]), { value: "y" })).kind).toBe(
        "inserted",
      );
      await store.close();
    });
  });
}

describe("a MongoDB that is unreachable", () => {
  it("is reported within the server selection time-out", async () => {
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
