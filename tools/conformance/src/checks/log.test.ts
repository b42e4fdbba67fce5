import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { logsWith } from "./log.js";

const ID = "the-request";

let directory: string;
let files: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "conformance-log-"));
  files = ["a.log", "b.log"].map((name) => join(directory, name));
  for (const file of files) await writeFile(file, "");
});

afterEach(() => rm(directory, { recursive: true }));

const written = (index: number, text: string) => appendFile(files[index] ?? "", `${ID} ${text}\n`);

/** Pauses that take no time: at the n-th, `happens(n)`. */
function pauses(happens: (n: number) => Promise<void> | undefined = () => undefined) {
  const waited: number[] = [];
  const pause = async (milliseconds: number) => happens(waited.push(milliseconds));
  return { pause, total: () => waited.reduce((sum, each) => sum + each, 0) };
}

describe("the logs that name a request", () => {
  it("are read once all of them do", async () => {
    await written(0, "here");
    const { pause, total } = pauses((n) => (n === 2 ? written(1, "there") : undefined));
    expect(await logsWith(files, ID, pause)).toBe(`${ID} here\n\n${ID} there\n`);
    expect(total()).toBe(200);
  });

  it("are waited for if none does yet", async () => {
    const { pause, total } = pauses((n) => (n === 10 ? written(0, "here") : undefined));
    expect(await logsWith(files.slice(0, 1), ID, pause)).toBe(`${ID} here\n`);
    expect(total()).toBe(1000);
  });

  it("are not waited for in vain if another instance has answered", async () => {
    await written(1, "there");
    const { pause, total } = pauses();
    expect(await logsWith(files, ID, pause)).toBe(`\n${ID} there\n`);
    expect(total()).toBe(500);
  });

  it("are as they are if none has named it in five seconds", async () => {
    const { pause, total } = pauses();
    expect(await logsWith(files, ID, pause)).toBe("\n");
    expect(total()).toBe(5000);
  });
});
