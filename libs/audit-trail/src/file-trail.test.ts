import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readFile, readdir, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileTrail } from "./file-trail.js";
import type { Trail } from "./trail.js";
import { TrailChangedError, TrailUnavailableError } from "./trail.js";
import { verifyTrails } from "./verify.js";

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "audit-")), "audit");
});
afterEach(async () => {
  await rm(join(root, ".."), { recursive: true, force: true });
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = (maxFileBytes = 1 << 20): Promise<Trail> =>
  openFileTrail({ directory: root, maxFileBytes, log: silent, reserveBytes: 4096 });

/** Appends a record as long as an AuditEvent of the registry. */
const record = (trail: Trail, number: number, durable = true): Promise<void> =>
  trail.append({ event: { request: `request-${number}`, text: "x".repeat(480) } }, { durable });

async function written(trail = "trail-1"): Promise<Record<string, never>[]> {
  const names = (await readdir(join(root, trail))).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, trail, name), "utf8")));
  return texts
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, never>);
}

async function faults(): Promise<string[]> {
  return (await verifyTrails(root)).faults.map(({ file, line, message }) =>
    [file.slice(root.length + 1), line, message].filter((part) => part !== undefined).join(": "),
  );
}

/** Bytes that are flipped between the edges of a file, and at each edge. */
const [SAMPLES, EDGE] = process.env["THOROUGH"] === "1" ? [97, 60] : [31, 20];

describe("the audit trail in files", () => {
  it("keeps every one of many concurrent records, in order and exactly once", async () => {
    const trail = await open(20_000);
    await Promise.all(Array.from({ length: 2000 }, (_, index) => record(trail, index, index % 3 === 0)));
    await trail.close();
    const records = (await written()) as unknown as { sequence: number; event: { request: string } }[];
    expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    expect(records.map(({ event }) => event.request)).toEqual(
      Array.from({ length: 2000 }, (_, index) => `request-${index}`),
    );
    expect(await faults()).toEqual([]);
  });

  it("starts the next file at the size limit and continues the chain after a restart", async () => {
    for (let run = 0; run < 3; run++) {
      const trail = await open(4096);
      for (let index = 0; index < 20; index++) await record(trail, index);
      await trail.close();
    }
    const verdict = await verifyTrails(root);
    expect(verdict.faults).toEqual([]);
    expect(verdict.trails.map(({ end }) => end.sequence)).toEqual([60]);
    expect(verdict.trails[0]?.files).toBeGreaterThan(3);
  });

  it("gives each of two writers its own trail", async () => {
    const [a, b] = [await open(), await open()];
    await Promise.all([record(a, 1), record(b, 2)]);
    await Promise.all([a.close(), b.close()]);
    expect((await verifyTrails(root)).trails.map(({ end }) => end.sequence)).toEqual([1, 1]);
    const c = await open();
    await record(c, 3);
    await c.close();
    expect((await verifyTrails(root)).trails.map(({ end }) => end.sequence)).toEqual([2, 1]);
  });

  it("can be verified while it is being written", async () => {
    const trail = await open(30_000);
    let writing = true;
    const writer = (async () => {
      for (let index = 0; writing; index++) await record(trail, index, index % 2 === 0);
    })();
    for (let round = 0; round < 10; round++) expect(await faults()).toEqual([]);
    writing = false;
    await writer;
    await trail.close();
    expect(await faults()).toEqual([]);
  });

  it("cuts off a record that a crash left unfinished, and nothing else", async () => {
    const trail = await open();
    for (let index = 1; index <= 3; index++) await record(trail, index);
    await trail.close();
    const file = join(root, "trail-1/000000000000001.ndjson");
    await writeFile(file, '{"sequence":4,"event":{', { flag: "a" });
    const again = await open();
    await record(again, 4);
    await again.close();
    expect(await faults()).toEqual([]);
    expect(await written()).toHaveLength(4);
  });

  it("rejects everything after it was closed", async () => {
    const trail = await open();
    await trail.close();
    await trail.close();
    await expect(record(trail, 1)).rejects.toBeInstanceOf(TrailUnavailableError);
    await expect(trail.health()).rejects.toBeInstanceOf(TrailUnavailableError);
    expect(() => trail.admit()).toThrow(TrailUnavailableError);
  });
});

describe("verification", () => {
  const file = (name = "000000000000001.ndjson"): string => join(root, "trail-1", name);
  beforeEach(async () => {
    const trail = await open(4096);
    for (let index = 1; index <= 30; index++) await record(trail, index);
    await trail.close();
    expect(await faults()).toEqual([]);
  });

  it("finds a byte that is flipped anywhere in any file", async () => {
    for (const name of await readdir(join(root, "trail-1"))) {
      const bytes = await readFile(file(name));
      const step = Math.max(1, Math.floor(bytes.length / SAMPLES));
      for (let at = 0; at < bytes.length; at += at > bytes.length - EDGE || at < EDGE ? 1 : step) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] as number) ^ (1 << (at % 8));
        await writeFile(file(name), changed);
        expect({ name, at, found: (await faults()).length > 0 }).toEqual({ name, at, found: true });
      }
      await writeFile(file(name), bytes);
    }
  });

  it("finds a removed, repeated or moved line", async () => {
    const lines = (await readFile(file(), "utf8")).trimEnd().split("\n") as [string, string, string, string];
    const [first, second, third, ...rest] = lines;
    for (const changed of [
      [second, third, ...rest],
      [first, first, second, third, ...rest],
      [first, third, second, ...rest],
    ]) {
      await writeFile(file(), changed.join("\n") + "\n");
      expect(await faults()).not.toEqual([]);
    }
  });

  it("finds records cut off the end, removed, renamed and added files, and a removed trail", async () => {
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    const last = file(names.at(-1) as string);
    const lastBytes = await readFile(last);
    await truncate(last, lastBytes.lastIndexOf(0x0a, lastBytes.length - 2) + 1);
    expect(await faults()).toEqual(["trail-1/head: The head names record 30, which is not there or is another."]);
    await writeFile(last, lastBytes);

    for (const name of [...names, "head"]) {
      await rename(file(name), join(root, "../aside"));
      expect({ name, found: (await faults()).length > 0 }).toEqual({ name, found: true });
      await rename(join(root, "../aside"), file(name));
    }
    await writeFile(file("notes.txt"), "");
    expect(await faults()).toEqual(["trail-1/notes.txt: This file is no part of an audit trail, or was changed."]);
    await rm(file("notes.txt"));
    await rename(join(root, "trail-1"), join(root, "trail-2"));
    expect(await faults()).toEqual(["trail-1: This trail is missing."]);
  });

  it("finds, with an anchor kept elsewhere, an end that was cut off together with the head", async () => {
    const { trails } = await verifyTrails(root);
    const end = trails[0]?.end as { sequence: number; hash: string };
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    await rm(file(names.at(-1) as string));
    const cut = (await verifyTrails(root)).trails[0]?.end as { sequence: number; hash: string };
    await writeFile(file("head"), `${String(cut.sequence).padStart(15, "0")} ${cut.hash}\n`);
    expect((await verifyTrails(root)).faults).toEqual([]);
    expect((await verifyTrails(root, [end])).faults).toHaveLength(1);
    expect((await verifyTrails(root, [cut])).faults).toEqual([]);
  });

  it("does not continue a trail that was truncated", async () => {
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    await rm(file(names.at(-1) as string));
    await expect(open()).rejects.toBeInstanceOf(TrailChangedError);
  });
});
