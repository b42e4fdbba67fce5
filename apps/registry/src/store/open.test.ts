import { describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { OperatorError } from "../logging/describe-error.js";
import { openStore } from "./open.js";

describe("openStore", () => {
  it("creates a folder relative to the working directory, with the folders above it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "open-"));
    const inside = join(folder, "a b", "data.v2");
    const store = await openStore(`lmdb:${relative(process.cwd(), inside)}`);
    expect(await store.history("x")).toEqual([]);
    await store.close();
    await (await openStore(`lmdb:${inside}`)).close();
    await rm(folder, { recursive: true });
  });

  it.each(["", "lmdb:", "lmdb", "postgres://h/d", "mongodb:/h"])("rejects %p", async (url) => {
    await expect(openStore(url)).rejects.toThrow("The store must be lmdb:DIR or mongodb://HOST[,HOST...]/DATABASE.");
  });

  it("reports a folder that is a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "open-"));
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(openStore(`lmdb:${file}`)).rejects.toThrow(/^The store cannot be opened: ENOTDIR/);
    await expect(openStore(`lmdb:${file}`)).rejects.toBeInstanceOf(OperatorError);
    await rm(folder, { recursive: true });
  });

  it.each([
    "mongodb://user:pass%word@host/registry",
    "mongodb://user:secret@/registry",
    "mongodb://user:secret@host/registry?nonsense=1",
    "mongodb://user:secret@host:99999/registry",
  ])("does not repeat the password of an invalid connection string (%#)", async (url) => {
    const refused = openStore(url);
    await expect(refused).rejects.toBeInstanceOf(OperatorError);
    await expect(refused).rejects.toThrow(/^The store cannot be opened: (?!.*(secret|pass%word))/);
  });
});
