import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { ShippedRegistry, bookedEntry, nhsNumber, sampled } from "@appointment-registry/test-kit";
import { makePrivate } from "./private-files.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "private-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);
async function modes(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory, { recursive: true })).sort();
  const pairs = await Promise.all(names.map(async (name) => [name, await modeOf(join(directory, name))] as const));
  return { ".": await modeOf(directory), ...Object.fromEntries(pairs) };
}

it("A folder of the registry is for its owner alone, new or not", async () => {
  const made = join(root, "a/b");
  expect([await makePrivate(made), await modeOf(made)]).toEqual(["private", "700"]);
  const open = join(root, "open");
  await mkdir(join(open, "trail-1"), { recursive: true });
  await writeFile(join(open, "data.mdb"), "");
  await writeFile(join(open, "trail-1", "1.ndjson"), "");
  for (const [name, mode] of [
    ["", 0o755],
    ["trail-1", 0o750],
    ["data.mdb", 0o644],
    ["trail-1/1.ndjson", 0o666],
  ] as const)
    await chmod(join(open, name), mode);
  expect(await makePrivate(open)).toBe("mended");
  const all = { ".": "700", "data.mdb": "600", "trail-1": "700", "trail-1/1.ndjson": "600" };
  expect(await modes(open)).toEqual(all);
  expect(await makePrivate(open)).toBe("private");
  // A file readable by others inside a folder that they cannot enter was not exposed.
  await chmod(join(open, "data.mdb"), 0o644);
  expect([await makePrivate(open), await modes(open)]).toEqual(["private", all]);
});

it.each(sampled([0o777, 0, 0o022], 3))(
  "Data, locks and trail are, whatever the umask (%o) and whether or not the folder was there",
  async (mask) => {
    const registry = await ShippedRegistry.create();
    const own = process.umask(mask);
    try {
      // The folder of the data exists and is open; that of the trail does not exist.
      await chmod(join(registry.directory, "store"), 0o755);
      await registry.start();
      const token = await registry.token();
      const body = JSON.stringify(bookedEntry(nhsNumber(1)));
      const answer = await registry.send({ method: "POST", path: "/Appointment", token, body });
      expect(answer.status).toBe(201);
      const found: Record<string, string> = {
        ...(await modes(join(registry.directory, "store"))),
        ...(await modes(registry.auditDirectory)),
      };
      expect(Object.keys(found)).toEqual(expect.arrayContaining(["data.mdb", "lock.mdb", "trail-1/lock"]));
      const folders = [".", "trail-1"];
      expect(found).toEqual(
        Object.fromEntries(Object.keys(found).map((name) => [name, folders.includes(name) ? "700" : "600"])),
      );
      expect(registry.log).toContain("Other users could read a folder with patient data until now; it is 0700 now.");
    } finally {
      process.umask(own);
      await registry.destroy();
    }
  },
);
