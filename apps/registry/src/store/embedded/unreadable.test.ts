import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { cp, mkdtemp, open, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../open.js";
import { WritesRefusedError } from "../store.js";
import type { StoredVersion } from "../store.js";

let folder: string;
let whole: string;
let copy: string;
let copies = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "unreadable-"));
  whole = join(folder, "whole");
  const store = await openStore(`lmdb:${whole}`);
  await Promise.all(Array.from({ length: 300 }, (_, n) => store.insert(version(`entry-${n}`))));
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  copy = join(folder, `copy-${(copies += 1)}`);
  await cp(whole, copy, { recursive: true });
});

const data = () => join(copy, "data.mdb");
const overwrite = async (at: number, bytes: Buffer) => {
  const handle = await open(data(), "r+");
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
};

describe("an unreadable data file causes an error message, never a signal:", () => {
  const faults: readonly [string, () => Promise<void>, RegExp][] = [
    ["cut to 5,000 bytes", () => truncate(data(), 5_000), /damaged|cut short|cannot be read/],
    ["cut to half of what is used", () => truncate(data(), 200_000), /was cut short/],
    ["cut to 100 bytes", () => truncate(data(), 100), /is not a data file|damaged/],
    ["text", () => writeFile(data(), "hello ".repeat(10_000)), /is not a data file/],
    ["without its first meta page", () => overwrite(0, Buffer.alloc(4096)), /is not a data file/],
    ["without its second meta page", () => overwrite(4096, Buffer.alloc(4096)), /second meta page/],
    ["of another version of LMDB", () => overwrite(28, Buffer.from([9, 0, 0, 0])), /version 9 of LMDB/],
  ];
  it.each(faults)("%s", async (_, spoil, sentence) => {
    await spoil();
    await expect(openStore(`lmdb:${copy}`)).rejects.toThrow(sentence);
  });

  it("with random bytes in its pages", async () => {
    const { size } = await stat(data());
    await overwrite(8192, Buffer.alloc(size - 8192, 0xa5));
    await expect(openStore(`lmdb:${copy}`)).rejects.toThrow(/^The store cannot be opened: /);
  });
});

describe("a store that does not exist", () => {
  it("is not created if that is not allowed", async () => {
    const nowhere = `lmdb:${join(folder, "nowhere")}`;
    await expect(openStore(nowhere, { create: false })).rejects.toThrow("there is no store, and none may be created");
    await truncate(data(), 0);
    await expect(openStore(`lmdb:${copy}`, { create: false })).rejects.toThrow("none may be created");
  });
});

describe("a folder that is removed or replaced while it is open", () => {
  it("accepts no write until it is back, and can still be read", async () => {
    const store = await openStore(`lmdb:${copy}`);
    await store.health();
    await rename(copy, `${copy}-away`);
    await expect(store.health()).rejects.toThrow(WritesRefusedError);
    await expect(store.insert(version("refused"))).rejects.toThrow(WritesRefusedError);
    expect((await store.current("entry-1"))?.version).toBe(1);
    await cp(whole, copy, { recursive: true });
    await expect(store.health()).rejects.toThrow(WritesRefusedError);
    await rm(copy, { recursive: true });
    await rename(`${copy}-away`, copy);
    await store.health();
    expect(await store.insert(version("admitted"))).toEqual({ kind: "inserted" });
    expect(await store.current("refused")).toBeUndefined();
    await store.close();
  });
});

function version(id: string): StoredVersion {
  return {
    id,
    version: 1,
    lastUpdated: "2019-01-17T14:00:00.000Z",
    method: "POST",
    status: "booked",
    body: JSON.stringify({ text: "x".repeat(1_000) }),
    keys: { nhsNumber: "9434765919", end: 0, identifiers: [{ value: id }] },
  };
}
