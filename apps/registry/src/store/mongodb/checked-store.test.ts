import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import type { Collection, Document } from "mongodb";
import type { CheckResult } from "../../store-commands/check/check-store.js";
import { openStore } from "../open.js";
import { storeCommand } from "../../store-commands/store-command.js";
import { databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";
import { writeVersions, writtenVersions } from "../testing/written-versions.js";

async function run(...args: string[]) {
  let output = "";
  const code = await storeCommand(args, {}, { write: (text) => (output += text), report: () => undefined });
  return { code, output };
}

const given = givenMongoDbs();
if (given.length === 0) it.skip("registry store check and seal on MongoDB: no MongoDB is at hand", () => {});
for (const { name, start } of given) {
  describe(`registry store check and seal on MongoDB (${name})`, () => {
    let url: string;
    let client: MongoClient;
    let appointments: Collection<Document & { _id: string }>;
    let stop: () => Promise<void>;
    const id = writtenVersions(1)[0]?.id ?? "";

    beforeAll(async () => {
      const server = await start();
      stop = () => server.stop();
      url = databaseUrl(server.url, `checked-${randomUUID().slice(0, 8)}`);
      const store = await openStore(url);
      for (let n = 0; n < 4; n += 1) await writeVersions(store, writtenVersions(n));
      await store.close();
      client = await new MongoClient(url).connect();
      appointments = client.db().collection("appointments");
    });
    afterAll(async () => {
      await client.db().dropDatabase();
      await client.close();
      await stop();
    });
    const check = async (...options: string[]): Promise<CheckResult> => {
      const { code, output } = await run("check", "--store", url, "--no-audit", "--json", ...options);
      const result = JSON.parse(output) as CheckResult;
      expect(code).toBe(result.faults === 0 ? 0 : 1);
      return result;
    };

    it("finds what was changed, and derives again what follows from the versions", async () => {
      expect(await check()).toMatchObject({ faults: 0, appointments: 4, versions: 6 });
      await appointments.updateOne({ _id: id }, { $set: { version: 1, nhsNumber: "9999999999", bytes: 1 } });
      expect((await check()).findings.map(({ kind, message }) => [kind, message])).toEqual([
        ["head", "Its current version is not its last one."],
        ["index", "Searches would miss it, or find it wrongly."],
        ["index", "Its size differs from the recorded size."],
      ]);
      expect((await check("--repair-indexes")).repaired).toBe(1);
      expect(await check()).toMatchObject({ faults: 0 });

      const { versions } = (await appointments.findOne({ _id: id })) as unknown as { versions: { body: string }[] };
      const changed = versions.map((each) => ({ ...each, body: each.body.replace("cancelled", "booked") }));
      await appointments.updateOne({ _id: id }, { $set: { versions: changed } });
      expect((await check()).findings).toContainEqual({
        kind: "version",
        id,
        version: 2,
        message: "It is not as it was written.",
      });
      await appointments.updateOne({ _id: id }, { $set: { versions } });
    });

    it("seals versions without a checksum", async () => {
      const { versions } = (await appointments.findOne({ _id: id })) as unknown as { versions: Document[] };
      const [first, ...later] = versions;
      const { checksum: _, account: __, ...legacy } = first as Document;
      const unchained = later.map(({ previousChecksum: ___, checksum: ____, account: _____, ...each }) => each);
      await appointments.updateOne({ _id: id }, { $set: { versions: [legacy, ...unchained] } });
      expect((await check()).withoutChecksum).toBe(2);
      expect(await run("seal", "--store", url)).toEqual({
        code: 0,
        output: "2 versions got their checksums; all have one.\n",
      });
      expect(await check()).toMatchObject({ faults: 0, withoutChecksum: 0 });
      expect((await run("seal", "--store", url)).output).toBe("0 versions got their checksums; all have one.\n");
    });
  });
}
