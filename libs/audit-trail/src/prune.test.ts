import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileTrail, pruneTrail, readPruned, readRecords, tailTrail, TAIL_START, verifyTrails } from "./index.js";
import type { PruneOptions, TailPosition } from "./index.js";

const nothing = () => undefined;
const SILENT = { info: nothing, warn: nothing, error: nothing };
const RECORDS = 60;

let folder: string;
let whole: string;
let root: string;
let copies = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prune-"));
  whole = join(folder, "whole");
  const trail = await openTrail(whole);
  for (let n = 1; n <= RECORDS; n += 1) await trail.append({ day: n, write: n * 10 }, { durable: true });
  await trail.setCheckpoint({ through: RECORDS * 10, position: trail.position });
  await trail.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  root = join(folder, `copy-${(copies += 1)}`);
  await cp(whole, root, { recursive: true });
});

function openTrail(directory: string) {
  return openFileTrail({ directory, maxFileBytes: 1_000, log: SILENT, reserveBytes: 65_536 });
}
const directory = () => join(root, "trail-1");
const filesIn = async () => (await readdir(directory())).filter((name) => name.endsWith(".ndjson"));
const before = (day: number, more: Partial<PruneOptions> = {}): PruneOptions => ({
  isOld: (record) => Number(record["day"]) < day,
  writeOf: ({ write }) => write as number,
  ...more,
});
async function daysIn(): Promise<number[]> {
  const days: number[] = [];
  for await (const record of readRecords(directory(), { file: 0, bytes: 0 })) days.push(Number(record["day"]));
  return days;
}
const faultsOf = async (...anchors: Parameters<typeof verifyTrails>[1] & object) =>
  (await verifyTrails(root, anchors)).faults.map(({ message }) => message);

describe("a pruned trail", () => {
  it("keeps every record that is not old, verifies from its anchor, and can be continued", async () => {
    const all = await filesIn();
    const { files, records, pruned } = await pruneTrail(directory(), before(40));
    expect(files).toBeGreaterThan(2);
    expect(pruned).toEqual({
      anchor: { sequence: records, hash: expect.stringMatching(/^[\w-]{43}$/) },
      through: records * 10,
    });
    expect(await filesIn()).toEqual(all.slice(files));
    expect(await readPruned(directory())).toEqual(pruned);
    const left = Array.from({ length: RECORDS - records }, (_, n) => records + n + 1);
    expect(left).toContain(40);
    expect(await daysIn()).toEqual(left);
    expect(await faultsOf(pruned.anchor)).toEqual([]);
    const trail = await openTrail(root);
    await trail.append({ day: 61, write: 610 }, { durable: true });
    await trail.close();
    expect(await faultsOf(pruned.anchor)).toEqual([]);
    expect((await pruneTrail(directory(), before(40))).files).toBe(0);
  });

  it("keeps the newest two files, regardless of their age, and records that were not shipped", async () => {
    const { records } = await pruneTrail(directory(), before(1_000, { upTo: 15 }));
    expect(records).toBeLessThanOrEqual(15);
    await pruneTrail(directory(), before(1_000));
    expect(await filesIn()).toHaveLength(2);
    expect(await faultsOf()).toEqual([]);
  });

  it("reports what it would remove, and removes nothing, in a dry run", async () => {
    const all = await filesIn();
    const { records } = await pruneTrail(directory(), before(40, { dryRun: true }));
    expect(await filesIn()).toEqual(all);
    expect((await pruneTrail(directory(), before(40))).records).toBe(records);
  });

  it("is not pruned if a record was changed", async () => {
    const file = join(directory(), (await filesIn())[1] ?? "");
    await writeFile(file, (await readFile(file, "utf8")).replace('"day":', '"dya":'));
    const all = await filesIn();
    await expect(pruneTrail(directory(), before(40))).rejects.toThrow(/was changed: nothing was removed/);
    expect(await filesIn()).toEqual(all);
  });

  it("verifies after an interrupted prune, which the next one completes", async () => {
    const [first = ""] = await filesIn();
    const left = await readFile(join(directory(), first));
    const { pruned } = await pruneTrail(directory(), before(40));
    await writeFile(join(directory(), first), left);
    expect(await faultsOf(pruned.anchor)).toEqual([]);
    await pruneTrail(directory(), before(40));
    expect(await filesIn()).not.toContain(first);
  });

  it("does not verify if more was removed, or if the anchor was changed", async () => {
    await pruneTrail(directory(), before(40));
    const [first = ""] = await filesIn();
    await rm(join(directory(), first));
    expect(await faultsOf()).toEqual([expect.stringMatching(/^Records \d+ to \d+ are missing/), expect.any(String)]);
    const file = join(directory(), "pruned");
    await writeFile(file, (await readFile(file, "utf8")).replace(/^\d/, "9"));
    expect(await faultsOf()).toContain("This file is no part of an audit trail, or was changed.");
  });

  it("reports an anchor before its beginning", async () => {
    await pruneTrail(directory(), before(40));
    expect(await faultsOf({ sequence: 1, hash: "x".repeat(43) })).toEqual([
      expect.stringMatching(/^No trail passes through 1:x+\. Records of that number were pruned/),
    ]);
  });
});

describe("the tail of a trail", () => {
  it("contains every record once, in chunks of any length", async () => {
    for (const piece of [1, 7, 1_000]) {
      const days: number[] = [];
      let position: TailPosition = TAIL_START;
      for (let more = true; more;) {
        more = false;
        let count = 0;
        for await (const { line, sequence, position: after } of tailTrail(directory(), position)) {
          const record = JSON.parse(line) as { day: number; sequence: number };
          expect(record.sequence).toBe(sequence);
          days.push(record.day);
          position = after;
          more = true;
          if ((count += 1) === piece) break;
        }
      }
      expect(days).toEqual(Array.from({ length: RECORDS }, (_, n) => n + 1));
    }
  });

  it("contains only records that are on disk", async () => {
    const file = join(directory(), "head");
    const head = await readFile(file, "latin1");
    const last = async () => {
      let sequence = 0;
      for await (const each of tailTrail(directory(), TAIL_START)) sequence = each.sequence;
      return sequence;
    };
    await writeFile(file, head.replace(/^\d{15}/, "000000000000017"));
    expect(await last()).toBe(17);
  });
});
