import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { idsIn } from "./ids.js";
import { openJournal } from "./journal.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "journal test "));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const begun = { etag: 'W/"1"', versionId: "1" };

it("tells the next run what is done and what was begun, even after half a line", async () => {
  const file = join(directory, "a.journal");
  const journal = await openJournal(file);
  expect(journal.past).toEqual({ ended: new Map(), begun: new Map() });
  for (const id of ["done", "refused", "lost", "open"]) await journal.begin(id, begun);
  await journal.end("done", "cancelled", 200);
  await journal.end("refused", "refused", 422);
  await journal.end("lost", "unknown", "unknown");
  await journal.close();
  await appendFile(file, '{"id":"half","beg');

  const next = await openJournal(file);
  expect(next.past.ended).toEqual(
    new Map([
      ["done", "cancelled"],
      ["refused", "refused"],
    ]),
  );
  expect(next.past.begun).toEqual(
    new Map([
      ["lost", begun],
      ["open", begun],
    ]),
  );
  await next.end("open", "cancelled", 200);
  await next.close();
  const last = await openJournal(file);
  expect(last.past.ended.get("open")).toBe("cancelled");
  await last.close();
});

it("does not write to a file that is something else", async () => {
  const file = join(directory, "ids.csv");
  await writeFile(file, "id\na\nb\n");
  await expect(openJournal(file)).rejects.toThrow("is not a journal");
  expect(await readFile(file, "utf8")).toBe("id\na\nb\n");
});

it.each([
  ["the column headed id", "when,ID,who\n1,a,x\n2,b,y\n", ["a", "b"]],
  ["the first column", "a,x\nb,y\n", ["a", "b"]],
  ["a byte order mark, CRLF, quotes, blanks and repeats", '\ufeffid\r\n"a"\r\n\r\n b \r\na\r\n', ["a", "b"]],
  ["nothing", "", []],
])("takes ids from %s", async (_, text, expected) => {
  const file = join(directory, "some.csv");
  await writeFile(file, text);
  const ids: string[] = [];
  for await (const id of idsIn(file)) ids.push(id);
  expect(ids).toEqual(expected);
});

it("says which file of ids is not there", async () => {
  await expect(idsIn(join(directory, "missing.csv")).next()).rejects.toThrow(/missing.csv: ENOENT/);
});
