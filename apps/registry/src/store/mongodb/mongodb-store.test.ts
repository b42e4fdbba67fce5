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
    const databases = new Set<string>();
    const open = (database: string, instance?: string) => {
      databases.add(database);
      return openStore(patient(databaseUrl(server.url, database)), instance === undefined ? {} : { instance });
    };
    beforeAll(async () => {
      server = await start();
    }, 120_000);
    afterAll(async () => {
      const client = await new MongoClient(server.url).connect();
      for (const database of databases) await client.db(database).dropDatabase();
      await client.close();
      await server.stop();
    });

    describeStoreContract(`MongoDB (${name})`, open);
  });
}

/** The suite asks for answers, not for quick ones: 300 at once wait for a connection longer than a service would let them. */
function patient(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}waitQueueTimeoutMS=30000&socketTimeoutMS=30000`;
}

it("knows which servers it was given", () => {
  expect(givenMongoDbs({})).toEqual([]);
  expect(givenMongoDbs({ MONGODB_URL: "mongodb://h", MONGOD_BINARY: "/m" }).map((each) => each.name)).toEqual([
    "MONGODB_URL",
    "a standalone mongod",
    "a replica set of three mongods",
  ]);
});
