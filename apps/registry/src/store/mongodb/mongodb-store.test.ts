import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MongoClient } from "mongodb";
import { openStore } from "../open.js";
import { describeStoreContract } from "../store.contract.js";
import { NOT_RUN, databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";

const given = givenMongoDbs();
if (given.length === 0) process.stdout.write(`${NOT_RUN}\n`);

for (const { name, start } of given) {
  describe(name, () => {
    let server: Awaited<ReturnType<typeof start>>;
    let client: MongoClient;
    const databases = new Map<string, string>();
    let last: string | undefined;
    // Creating a database takes a server half a second. The tests use their places one after another, so one database is emptied and
    // reused.
    const databaseOf = async (place: string): Promise<string> => {
      const known = databases.get(place);
      if (known !== undefined) return known;
      const kept = place.startsWith("contract-") ? last : undefined;
      if (kept !== undefined) await client.db(kept).collection("appointments").deleteMany({});
      const database = kept ?? place;
      databases.set(place, database);
      if (place.startsWith("contract-")) last = database;
      return database;
    };
    const open = async (place: string, instance?: string) =>
      openStore(patient(databaseUrl(server.url, await databaseOf(place))), instance === undefined ? {} : { instance });
    beforeAll(async () => {
      server = await start();
      client = await new MongoClient(server.url, { writeConcern: { w: "majority" } }).connect();
    });
    afterAll(async () => {
      for (const database of new Set(databases.values())) await client.db(database).dropDatabase();
      await client.close();
      await server.stop();
    });

    describeStoreContract(`MongoDB (${name})`, open);
  });
}

/** The suite needs answers, not fast ones: 300 concurrent calls wait for a connection longer than a service would allow. */
function patient(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}waitQueueTimeoutMS=30000&socketTimeoutMS=30000`;
}

it("knows the configured servers", () => {
  expect(givenMongoDbs({})).toEqual([]);
  expect(givenMongoDbs({ MONGODB_URL: "mongodb://h", MONGOD_BINARY: "/m" }).map((each) => each.name)).toEqual([
    "MONGODB_URL",
    "a standalone mongod",
    "a replica set of three mongods",
  ]);
});
