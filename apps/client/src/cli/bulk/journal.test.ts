import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { openJournal } from "./journal.js";
import type { EndedCancel, Ending, JournalPurpose } from "./journal.js";

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "journal test "));
  file = join(directory, "a.journal");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const PURPOSE: JournalPurpose = { baseUrl: "https://registry.example/STU3", target: "cancelled" };
const OTHER: JournalPurpose = { ...PURPOSE, baseUrl: "https://copy.example/STU3" };
const begun = { etag: 'W/"1"', versionId: "1" };
const final = (ending: Ending, status: number): EndedCancel => ({ ending, status, final: true, undone: true });
const open = (ending: Ending, undone: boolean): EndedCancel => ({ ending, status: ending, final: false, undone });

async function reopened(purpose = PURPOSE) {
  const journal = await openJournal(file, purpose);
  const { ended, begun: left } = journal;
  await journal.close();
  return { ended, begun: left };
}

it("restricts an existing file that others could read to its owner", async () => {
  await writeFile(file, "");
  await chmod(file, 0o644);
  await reopened();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it("records final results and begun updates for the next run, even after a truncated line", async () => {
  const journal = await openJournal(file, PURPOSE);
  expect({ ...journal }).toMatchObject({ ended: new Map(), begun: new Map() });
  for (const id of ["done", "refused", "lost", "denied", "open"]) await journal.begin(id, begun);
  await journal.end("done", final("cancelled", 200));
  await journal.end("refused", final("refused", 422));
  await journal.end("lost", open("unknown", false));
  await journal.end("denied", open("refused", true));
  await journal.close();
  await appendFile(file, '{"id":"half","beg');

  const next = await openJournal(file, PURPOSE);
  expect(next.ended).toEqual(
    new Map([
      ["done", "cancelled"],
      ["refused", "refused"],
    ]),
  );
  expect(next.begun).toEqual(
    new Map([
      ["lost", begun],
      ["open", begun],
    ]),
  );
  await next.end("open", final("cancelled", 200));
  await next.close();
  expect((await reopened()).ended.get("open")).toBe("cancelled");
  expect(await readdir(directory)).toEqual(["a.journal"]);
});

it("starts with a header, and is readable by its owner alone", async () => {
  await reopened();
  const [header = ""] = (await readFile(file, "utf8")).split("\n");
  const expected = { journal: "appointment-client cancel", format: 1, ...PURPOSE, at: expect.any(String) };
  expect(JSON.parse(header)).toEqual(expected);
});

it.each([
  ["another registry", OTHER],
  ["another status", { ...PURPOSE, target: "entered-in-error" } as const],
])("rejects a journal of %s in which an update was done or begun", async (_, other) => {
  const journal = await openJournal(file, PURPOSE);
  await journal.begin("x", begun);
  await journal.close();
  const before = await readFile(file, "utf8");
  await expect(openJournal(file, other)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/is for another run .* than this one .*Nothing was sent/),
  });
  expect(await readFile(file, "utf8")).toBe(before);
  expect((await reopened()).begun).toEqual(new Map([["x", begun]]));
});

it("starts again if nothing was done on another registry: its address was wrong", async () => {
  const journal = await openJournal(file, OTHER);
  await journal.end("x", final("refused", 404));
  await journal.close();
  expect(await reopened()).toEqual({ ended: new Map(), begun: new Map() });
  expect(await readFile(file, "utf8")).toContain(PURPOSE.baseUrl);
  expect(await readFile(file, "utf8")).not.toContain(OTHER.baseUrl);
});

it.each([
  ["nothing", ""],
  ["the start of a header", '{"jour'],
  ["a header without its end", '{"journal":"appointment-client cancel","format":1,"baseU'],
])("starts again if a full disk left %s", async (_, content) => {
  await writeFile(file, content);
  await reopened();
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(2);
});

it.each([
  ["a list of ids", "id\na\nb\n"],
  ["JSON of something else", '{"id":"a"}\n'],
  ["binary", "\u0000\u0001\u0002"],
])("does not write to a file that is %s", async (_, content) => {
  await writeFile(file, content);
  await expect(openJournal(file, PURPOSE)).rejects.toThrow("is not a journal of this program");
  expect(await readFile(file, "utf8")).toBe(content);
});

it("does not read a journal of another format", async () => {
  await writeFile(file, '{"journal":"appointment-client cancel","format":2}\n');
  await expect(openJournal(file, PURPOSE)).rejects.toThrow("another version of this program");
});

it("skips truncated lines", async () => {
  const journal = await openJournal(file, PURPOSE);
  await journal.end("a", final("cancelled", 200));
  await journal.close();
  await appendFile(file, '{"id":"b","ended":"canc\n\n[]\nnull\n{"id":7}\n');
  expect((await reopened()).ended).toEqual(new Map([["a", "cancelled"]]));
});

it.each([
  ["in a folder that does not exist", join("no", "a.journal"), /there is no such file or folder/],
  ["that is a folder", ".", /it is a folder/],
])("reports in one line that a journal %s cannot be written", async (_, name, message) => {
  await mkdir(join(directory, "inside"));
  await expect(openJournal(join(directory, "inside", name), PURPOSE)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(message),
  });
});

it("is locked while a run uses it", async () => {
  const journal = await openJournal(file, PURPOSE);
  const holder = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  try {
    await journal.close();
    await writeFile(`${file}.lock`, await lockOf(holder.pid as number));
    await expect(openJournal(file, PURPOSE)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/Another run uses the journal .* \(process \d+\)\. Nothing was sent\./),
    });
  } finally {
    holder.kill("SIGKILL");
    await once(holder, "exit");
  }
  await reopened();
  expect(await readdir(directory)).toEqual(["a.journal"]);
});

async function lockOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return `${pid} ${hostname()} ${stat.replace(/^.*\) /s, "").split(" ")[19] ?? "-"}\n`;
}

it.each([
  ["whose process id belongs to another process", () => `${process.ppid} ${hostname()} 1\n`],
  ["with the process id of this process", () => `${process.pid} ${hostname()} 1\n`],
  ["of a machine without a recent heartbeat", () => "1 elsewhere 1\n"],
  ["truncated by a full disk", () => ""],
])("takes over a lock %s", async (_, text) => {
  await writeFile(`${file}.lock`, text());
  const past = new Date(Date.now() - 120_000);
  await utimes(`${file}.lock`, past, past);
  await reopened();
});

it("names the machine of a lock that may be in use there", async () => {
  await writeFile(`${file}.lock`, "1 elsewhere 1\n");
  await expect(openJournal(file, PURPOSE)).rejects.toThrow(
    /process 1 on elsewhere; if that run has ended, delete .*lock/,
  );
});
