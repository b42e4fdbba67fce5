import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { readIds } from "./ids.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ids test "));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function read(content: string | Buffer) {
  const file = join(directory, "some.csv");
  await writeFile(file, content);
  return readIds(file);
}

const utf16 = (text: string, encoding: "le" | "be"): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "le" ? bytes : bytes.swap16();
};

it.each([
  ["the column headed id", "when,ID,who\n1,a,x\n2,b,y\n", ["a", "b"], 'column "ID" of 3, separated by commas'],
  ["the first column", "a,x\nb,y\n", ["a", "b"], "first column of 2, separated by commas"],
  ["one column", "a\nb", ["a", "b"], "first column"],
  ["quotes, blanks and repeats", '\ufeffid\r\n"a"\r\n\r\n b \r\na\r\n', ["a", "b"], 'column "id"'],
  ["semicolons", "id;note\na;by telephone, twice\n", ["a"], 'column "id" of 2, separated by semicolons'],
  ["semicolons without a heading", "a;x\nb;y\n", ["a", "b"], "first column of 2, separated by semicolons"],
  ["tabs and an empty first cell", "\tid\nx\ta\n", ["a"], 'column "id" of 2, separated by tabs'],
  ["vertical bars", "note|id\nx|a\n", ["a"], 'column "id" of 2, separated by vertical bars'],
  ["another heading", "Appointment ID\na\n", ["a"], 'column "Appointment ID"'],
  ["id before another heading", "appointment_id,id\nb,a\n", ["a"], 'column "id" of 2, separated by commas'],
  ["a quoted heading", '"note; or more";"id"\nx;a\n', ["a"], 'column "id" of 2, separated by semicolons'],
  ["mixed line ends", "id\r\na\nb\rc\r\n", ["a", "b", "c"], 'column "id"'],
  ["UTF-16, little endian", utf16("id\na\n", "le"), ["a"], 'column "id"'],
  ["UTF-16, big endian", utf16("id\na\n", "be"), ["a"], 'column "id"'],
  ["nothing", "", [], "first column"],
  ["a heading alone", "id\n", [], 'column "id"'],
])("reads ids from %s, and names the column", async (_, content, ids, column) => {
  expect(await read(content)).toEqual({ ids, column, without: 0 });
});

it("counts the lines without an id", async () => {
  expect(await read("id,note\na,x\n,y\nb\n,\n")).toEqual({ ids: ["a", "b"], column: expect.any(String), without: 2 });
});

it.each([
  [
    "a text that is not an id",
    "id\na\nb c\nd/e\n",
    /some\.csv, line 3, column "id": "b c" is not an id \(1 to 64 .*1 more of 3/,
  ],
  ["an unknown heading", "Booking reference\na\n", /line 1, first column: "Booking reference" is not an id/],
  ["segments of a path", "id\n..\n", /line 2, column "id": "\.\." is not an id/],
  ["a word processor's file", Buffer.from("504b0304140006000800", "hex"), /line 1, first column: "PK.*" is not an id/],
  ["control characters, which it shows", "id\n\u001b[2J\n", /"\\u001b\[2J" is not an id/],
  ["a quote that is not closed", 'id\n"a\nb\n', /a quote is not closed/],
  ["an id that is too long", `id\n${"x".repeat(65)}\n`, /is not an id/],
])("rejects %s, and reports its position", async (_, content, message) => {
  await expect(read(content)).rejects.toThrow(message);
  await expect(read(content)).rejects.toThrow(/Nothing was sent\.$/);
});

it("reports a file of ids that does not exist, and one that is a folder", async () => {
  await expect(readIds(join(directory, "missing.csv"))).rejects.toThrow("there is no such file");
  await expect(readIds(directory)).rejects.toThrow("it is a folder");
});
