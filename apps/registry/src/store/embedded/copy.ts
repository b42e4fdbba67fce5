import { mkdir, open as openFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { open } from "lmdb";
import { DATA_FILE } from "./disk-space.js";
import { requireMetaPages, requireStructure } from "./preflight.js";

/**
 * Copies one committed state of a store to a new folder with LMDB's own copy function, even while registries write. Existing data at
 * `target` is removed first.
 * @throws Error if there is no store, its pages are damaged, or the copy could not be made
 */
export async function copyEmbedded(directory: string, target: string): Promise<void> {
  if (!(await requireMetaPages(directory))) throw new Error(`There is no store in ${directory}.`);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true, mode: 0o700 });
  const root = open({ path: directory, noSubdir: false, readOnly: true });
  try {
    // LMDB's copy function trusts the pages.
    await requireStructure(directory, root);
    // Not compacted: a compacted copy has only one meta page, which the next commit may overwrite.
    await root.backup(target, false);
    const handle = await openFile(join(target, DATA_FILE), "r+");
    await handle.chmod(0o600).catch(() => undefined);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  } finally {
    await root.close();
  }
}
