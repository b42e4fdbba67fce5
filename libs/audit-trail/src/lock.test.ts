import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { lockTrail, tryLock } from "./lock.js";
import { sealText } from "./sealed-text.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lock-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Creates a lock as a killed process leaves it: no process listens on its socket. */
async function deadLock(): Promise<string> {
  const locked = await lockTrail(root);
  const file = join(locked.directory, "lock");
  const text = await readFile(file, "utf8");
  await locked.unlock();
  await writeFile(file, text);
  return text;
}

async function legacyLock(pid: number, host: string): Promise<void> {
  await mkdir(join(root, "trail-1"), { recursive: true });
  const owner = `${pid} ${host}`;
  const sum = createHash("sha256").update(owner).digest("base64url");
  await writeFile(join(root, "trail-1/lock"), `${owner} ${sum}\n`);
}

async function taken(): Promise<string> {
  const locked = await lockTrail(root);
  await locked.unlock();
  return basename(locked.directory);
}

describe("the lock of a trail", () => {
  it("belongs to one process, regardless of its process id and host name", async () => {
    const [one, two] = await Promise.all([lockTrail(root), lockTrail(root)]);
    expect(new Set([one.directory, two.directory])).toEqual(new Set([join(root, "trail-1"), join(root, "trail-2")]));
    await one.unlock();
    await two.unlock();
    expect(await taken()).toBe("trail-1");
    expect(await readdir(join(root, "trail-1"))).toEqual([]);
  });

  it("is taken over by one of many processes if a crash left it", async () => {
    await deadLock();
    const directory = join(root, "trail-1");
    const tries = await Promise.all(Array.from({ length: 8 }, () => tryLock(directory)));
    const held = tries.filter((each) => each !== undefined);
    expect(held.length).toBeLessThanOrEqual(1);
    const locked = held[0] ?? (await tryLock(directory));
    expect(locked?.directory).toBe(directory);
    await locked?.unlock();
  });

  it("is taken over if a crash interrupted a takeover", async () => {
    await writeFile(join(root, "trail-1/lock.takeover"), await deadLock());
    expect(await taken()).toBe("trail-1");
  });

  it("is taken over if version 0.1 left a folder in the middle of a takeover", async () => {
    await deadLock();
    await mkdir(join(root, "trail-1/lock.takeover"));
    expect(await taken()).toBe("trail-1");
  });

  it("uses a socket even in a folder with a long name", async () => {
    root = join(root, "x".repeat(120));
    await deadLock();
    expect(await taken()).toBe("trail-1");
  });

  it("of another machine counts for a minute after its last heartbeat", async () => {
    await mkdir(join(root, "trail-1"));
    const file = join(root, "trail-1/lock");
    await writeFile(file, sealText(`2 ${"0".repeat(36)} another-machine socket`));
    expect(await taken()).toBe("trail-2");
    await utimes(file, new Date(), new Date(Date.now() - 61_000));
    expect(await taken()).toBe("trail-1");
  });

  it("of version 0.1 with the process id of this process counts while it is touched", async () => {
    await legacyLock(process.pid, hostname());
    expect(await taken()).toBe("trail-2");
    await utimes(join(root, "trail-1/lock"), new Date(), new Date(Date.now() - 61_000));
    expect(await taken()).toBe("trail-1");
  });

  it("reports that it was lost", async () => {
    const locked = await lockTrail(root);
    await locked.check();
    await writeFile(join(locked.directory, "lock"), sealText(`2 ${"0".repeat(36)} another-machine socket`));
    await expect(locked.check()).rejects.toThrow("another owner");
    await locked.unlock();
    expect(await readFile(join(locked.directory, "lock"), "utf8")).toContain("another-machine");
  });
});
