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

/** Returns pauses that take no time. The n-th pause calls `happens(n)`. */
function pauses(happens: (n: number) => Promise<void> | undefined = () => undefined) {
  const waited: number[] = [];
  const pause = async (milliseconds: number) => happens(waited.push(milliseconds));
  return { pause, total: () => waited.reduce((sum, each) => sum + each, 0) };
}

describe("the logs that name a request", () => {
  it("are read after all of them name it", async () => {
    await written(0, "here");
    const { pause, total } = pauses((n) => (n === 2 ? written(1, "there") : undefined));
    expect(await logsWith(files, ID, pause)).toBe(`${ID} here\n\n${ID} there\n`);
    expect(total()).toBe(200);
  });

  it("are awaited if none names it yet", async () => {
    const { pause, total } = pauses((n) => (n === 10 ? written(0, "here") : undefined));
    expect(await logsWith(files.slice(0, 1), ID, pause)).toBe(`${ID} here\n`);
    expect(total()).toBe(1000);
  });

  it("are not awaited for long if another instance has answered", async () => {
    await written(1, "there");
    const { pause, total } = pauses();
    expect(await logsWith(files, ID, pause)).toBe(`\n${ID} there\n`);
    expect(total()).toBe(500);
  });

  it("are returned unchanged if none has named it after five seconds", async () => {
    const { pause, total } = pauses();
    expect(await logsWith(files, ID, pause)).toBe("\n");
    expect(total()).toBe(5000);
  });
});
