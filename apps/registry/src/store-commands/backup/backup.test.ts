import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileTrail } from "@appointment-registry/audit-trail";
import { checkStore } from "../check/check-store.js";
import { openStore } from "../../store/open.js";
import { runStoreCommand as run } from "../testing/run-store-command.js";
import { writeVersions, writtenVersions } from "../../store/testing/written-versions.js";
import type { BackupManifest } from "./backup.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store backup "));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const manifestOf = async (backup: string) =>
  JSON.parse(await readFile(join(backup, "backup.json"), "utf8")) as BackupManifest;

describe("registry store backup and restore", () => {
  it("copy everything acknowledged before the backup began, under load, into a store without faults", async () => {
    const url = `lmdb:${join(folder, "loaded")}`;
    const store = await openStore(url);
    let n = 0;
    let isOver = false;
    const acknowledged: string[] = [];
    const writer = async () => {
      while (!isOver) {
        const versions = writtenVersions((n += 1));
        await writeVersions(store, versions);
        acknowledged.push(versions[0]?.id ?? "");
      }
    };
    const writers = Array.from({ length: 8 }, writer);
    while (acknowledged.length < 200) await new Promise((resolve) => setImmediate(resolve));
    const before = [...acknowledged];
    const backup = join(folder, "of-loaded");
    const { code, errors } = await run(["backup", backup, "--store", url]);
    const during = acknowledged.length - before.length;
    isOver = true;
    await Promise.all(writers);
    await store.close();
    expect({ code, failed: errors.includes("failed") }).toEqual({ code: 0, failed: false });
    expect(during).toBeGreaterThan(0);

    const restored = join(folder, "restored");
    expect((await run(["restore", backup], { REGISTRY_STORE: `lmdb:${restored}` })).code).toBe(0);
    expect(await checkStore({ kind: "lmdb", directory: restored }, { audit: [], repair: false })).toMatchObject({
      faults: 0,
    });
    const again = await openStore(`lmdb:${restored}`);
    for (const id of before)
      expect((await again.history(id)).reverse()).toEqual(writtenVersions(Number(id.slice(-12))));
    expect(await again.insert(writtenVersions(n + 1)[0] ?? (undefined as never))).toEqual({ kind: "inserted" });
    await again.close();
    expect((await stat(join(restored, "data.mdb"))).mode & 0o077).toBe(0);
  });

  it("record the ends of the audit trails", async () => {
    const audit = join(folder, "with-trail-audit");
    const nothing = () => undefined;
    const log = { info: nothing, warn: nothing, error: nothing };
    const trail = await openFileTrail({ directory: audit, maxFileBytes: Infinity, log });
    await trail.append({ a: 1 }, { durable: true });
    const url = `lmdb:${join(folder, "with-trail")}`;
    const store = await openStore(url);
    const [output, backup] = [[1, 2, 3], join(folder, "of-trail")];
    for (const n of output) await writeVersions(store, writtenVersions(n));
    expect((await run(["backup", backup], { REGISTRY_STORE: url })).code).toBe(0);
    expect(await manifestOf(backup)).toMatchObject({
      appointments: 3,
      versions: 5,
      trails: [
        { trail: 1, instance: trail.instance, end: { sequence: 1, hash: expect.stringMatching(/^[\w-]{43}$/) } },
      ],
    });
    expect((await readdir(backup)).sort()).toEqual(["backup.json", "data.mdb"]);
    await trail.close();
    await store.close();
  });

  it("make no backup of a damaged store, and restore none that was changed", async () => {
    const url = `lmdb:${join(folder, "damaged")}`;
    const store = await openStore(url);
    const [first] = writtenVersions(1);
    if (first === undefined) throw new Error("There is a first version.");
    await store.insert({ ...first, body: first.body.replace("booked", "BOOKED") });
    const backup = join(folder, "of-damaged");
    expect(await run(["backup", backup, "--store", url])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^The backup failed: It has \d faults/),
    });
    await store.close();
    await expect(stat(backup)).rejects.toThrow("ENOENT");
    await expect(stat(`${backup}.partial`)).rejects.toThrow("ENOENT");

    const changed = join(folder, "changed");
    await cp(join(folder, "of-trail"), changed, { recursive: true });
    const data = await readFile(join(changed, "data.mdb"));
    await writeFile(join(changed, "data.mdb"), data.fill(1, data.length - 1));
    const target = `lmdb:${join(folder, "nothing")}`;
    expect(await run(["restore", changed, "--store", target])).toMatchObject({
      code: 1,
      errors: "The restore failed: The backup has changed since it was made.\n",
    });
    await expect(stat(join(folder, "nothing"))).rejects.toThrow("ENOENT");
  });

  it("overwrite nothing", async () => {
    const there = join(folder, "there");
    await mkdir(there);
    await writeFile(join(there, "data.mdb"), "x");
    expect((await run(["backup", there, "--store", `lmdb:${join(folder, "with-trail")}`])).errors).toBe(
      `The backup failed: ${there} already exists.\n`,
    );
    expect((await run(["restore", join(folder, "of-trail"), "--store", `lmdb:${there}`])).errors).toBe(
      `The restore failed: ${there} is not empty. Move it away first.\n`,
    );
  });

  it.each([
    ["no directory", ["backup", "--store", "lmdb:x"], "registry store backup requires one DIRECTORY."],
    ["MongoDB", ["backup", "x", "--store", "mongodb://h/d"], "registry store backup is for lmdb:DIR, by --store or"],
  ])("exit with 2 if the command is invalid: %s", async (_, args, message) => {
    const { code, output } = await run(args);
    expect([code, output]).toEqual([2, expect.stringContaining(message)]);
  });
});
