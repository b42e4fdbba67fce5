import { expect, it } from "@jest/globals";
import { storeCommand } from "../../store-commands/store-command.js";
import { databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";

for (const { name, start } of givenMongoDbs()) {
  it(`proves that ${name} is atomic`, async () => {
    const server = await start();
    try {
      let output = "";
      const args = ["prove", databaseUrl(server.url, "proof"), "--rounds", "3", "--rivals", "10"];
      const code = await storeCommand(args, {}, { write: (text) => (output += text), report: () => undefined });
      expect([code, output.split("\n").slice(-2)]).toEqual([0, ["The database is atomic.", ""]]);
      expect(
        output.match(/one winner 3, none 0, several 0, winners missing in the database 0, errors 0/g),
      ).toHaveLength(3);
    } finally {
      await server.stop();
    }
  });
}

it.each([[["prove"]], [["prove", "lmdb:x"]], [["prove", "mongodb://h", "more"]]])(
  "rejects %j and prints the usage",
  async (args) => {
    let output = "";
    expect(await storeCommand(args, {}, { write: (text) => (output += text), report: () => undefined })).toBe(2);
    expect(output).toContain("registry store prove requires one URL of a MongoDB database.");
  },
);

it("reports an unreachable database", async () => {
  let output = "";
  const args = ["prove", "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=300"];
  expect(await storeCommand(args, {}, { write: (text) => (output += text), report: () => undefined })).toBe(1);
  expect(output).toMatch(/^The proof failed: ./);
});
