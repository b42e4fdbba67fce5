import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
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

describe("the logs that name a request", () => {
  it("are read once all of them do", async () => {
    await written(0, "here");
    const read = logsWith(files, ID);
    await delay(150);
    await written(1, "there");
    expect(await read).toBe(`${ID} here\n\n${ID} there\n`);
  });

  it("are waited for where none does yet", async () => {
    const read = logsWith(files.slice(0, 1), ID);
    await delay(150);
    await written(0, "here");
    expect(await read).toBe(`${ID} here\n`);
  });

  it("are not waited for in vain where another instance has answered", async () => {
    await written(1, "there");
    const began = performance.now();
    expect(await logsWith(files, ID)).toBe(`\n${ID} there\n`);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
