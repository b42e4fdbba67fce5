import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, open as openFile, readFile, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileTrail } from "./file-trail.js";
import type { Trail } from "./trail.js";
import { TrailUnavailableError } from "./trail.js";
import { verifyTrails } from "./verify.js";

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "states-")), "audit");
});
afterEach(() => rm(join(root, ".."), { recursive: true, force: true }));

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = (maxFileBytes = 1 << 20): Promise<Trail> =>
  openFileTrail({ directory: root, maxFileBytes, log: silent, reserveBytes: 4096 });
const head = () => readFile(join(root, "trail-1/head"), "utf8");

/** Makes every flush of an open file of this process fail, until it is undone. */
async function failingFlush(): Promise<() => void> {
  const probe = await openFile(join(root, "..", "probe"), "w");
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const { datasync } = prototype;
  prototype.datasync = () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }));
  return () => (prototype.datasync = datasync);
}

describe("a trail", () => {
  it("acknowledges nothing and writes no head after a flush failed, until it is opened again", async () => {
    const trail = await open();
    await trail.append({ n: 1 }, { durable: true });
    const before = await head();
    const mend = await failingFlush();
    const [first, second] = await Promise.allSettled([
      trail.append({ n: 2 }, { durable: true }),
      trail.append({ n: 3 }, { durable: true }),
    ]);
    mend();
    expect([first.status, second.status]).toEqual(["rejected", "rejected"]);
    await expect(trail.append({ n: 4 }, { durable: true })).rejects.toThrow(TrailUnavailableError);
    await expect(trail.flush()).rejects.toThrow(TrailUnavailableError);
    await expect(trail.health()).rejects.toThrow(TrailUnavailableError);
    await expect(trail.close()).rejects.toThrow(TrailUnavailableError);
    expect(await head()).toBe(before);
    const again = await open();
    await again.append({ n: 5 }, { durable: true });
    await again.close();
    expect((await verifyTrails(root)).faults).toEqual([]);
  });

  it("has consistent head and records after it was closed during a flush", async () => {
    const trail = await open();
    const durable = trail.append({ n: 1 }, { durable: true });
    const others = [2, 3, 4].map((n) => trail.append({ n }, { durable: false }));
    await trail.close();
    await Promise.all([durable, ...others]);
    expect(Number((await head()).slice(0, 15))).toBe(4);
  });

  it("admits nothing and records nothing while its folder is elsewhere", async () => {
    const trail = await open();
    await trail.append({ n: 1 }, { durable: true });
    await rename(root, `${root}-away`);
    await expect(trail.health()).rejects.toThrow(TrailUnavailableError);
    expect(() => trail.admit()).toThrow(TrailUnavailableError);
    await expect(trail.append({ n: 2 }, { durable: false })).rejects.toThrow(TrailUnavailableError);
    await rename(`${root}-away`, root);
    await trail.health();
    trail.admit();
    await trail.append({ n: 3 }, { durable: true });
    await trail.close();
    expect(await verifyTrails(root)).toMatchObject({ faults: [], trails: [{ end: { sequence: 2 } }] });
  });

  it("keeps its identity and the place of its checkpoint", async () => {
    const first = await open();
    for (let n = 1; n <= 3; n += 1) await first.append({ n }, { durable: true });
    await first.setCheckpoint({ through: 7, position: first.position });
    for (let n = 4; n <= 5; n += 1) await first.append({ n }, { durable: true });
    await first.close();
    const second = await open();
    const since: unknown[] = [];
    for await (const { n } of second.recordsFrom(second.checkpoint.position)) since.push(n);
    expect([second.instance, second.checkpoint.through, since]).toEqual([first.instance, 7, [4, 5]]);
    await second.close();
  });
});
